-- Which phrases the texts of a page say: walks the graph of phrases from every word that begins one.
--
-- In steps, each a short loop with few branches: behind a branch that goes either way LuaJIT compiles the rest of the
-- loop anew, for each such branch before it, and one loop over all of this made hundreds of traces.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local band, bor, bxor, rshift, lshift = bit.band, bit.bor, bit.bxor, bit.rshift, bit.lshift
local arshift, min, max, cast = bit.arshift, math.min, math.max, ffi.cast
local Longs, Ints, Shorts = ffi.typeof("int64_t *"), ffi.typeof("int32_t *"), ffi.typeof("const uint16_t *")
local Halves, Bytes, Int = ffi.typeof("uint32_t *"), ffi.typeof("const uint8_t *"), ffi.typeof("int32_t")
-- The graph, see `Phrasebook`: behind a word at the begin, nodes, edges, ends.
local NODE = constants.node
local behind_first = cast(Ints, constants.first)
local nodes = behind_first + constants.nodes
local edges, ends = behind_first + constants.edges, behind_first + constants.ends
-- Which nodes lead on with which words, never denied: see `Pairs`.
local pairs, PAIR, MIX, SHIFT = cast(Bytes, constants.pairs), constants.pair + 0LL, constants.mix + 0LL, constants.shift
-- Of a row of the vocabulary in numbers of two bytes; the languages of function words among the counts.
local SHORTS, NUMBER = rshift(constants.width, 1), constants.number
local COUNTED, LANGUAGES = constants.counted, constants.languages
local MIN_HITS, MIN_SHARE, LEAD = constants.min_hits, constants.min_percent / 100, constants.lead_percent / 100
-- For each class the bits that say so.
local CLASSES = constants.classes
local low_bit, high_bit = ffi.new("int32_t[64]"), ffi.new("int32_t[64]")
ffi.copy(low_bit, constants.low_bits, #constants.low_bits)
ffi.copy(high_bit, constants.high_bits, #constants.high_bits)

-- The entry of each class that was made last, and how many a text has.
local latest, counts = ffi.new("int32_t[64]"), ffi.new("int32_t[64]")

-- 1 where `node` may lead on with `word`, which may be none.
local function leads(node, word)
  local mixed = bxor(tonumber(cast(Int, node * PAIR)), word)
  mixed = rshift(tonumber(cast(Int, mixed * MIX)), SHIFT)
  return band(rshift(pairs[rshift(mixed, 3)], band(mixed, 7)), min(word, 1))
end

-- The node that `word` leads to from `node`, 0 if to none: the last edge that is not behind it, or the first.
local function step(node, word)
  local low, size = nodes[NODE * node], nodes[NODE * (node + 1)] - nodes[NODE * node]
  local sought = word * 65536 + 65535
  while size > 1 do
    local half = rshift(size, 1)
    low = low + band(half, arshift(edges[low + half] - sought - 1, 31))
    size = size - half
  end
  return rshift(edges[low], 16) == word and band(edges[low], 65535) or 0
end

-- The number of the word behind each of `words` where one space lies between, 0 elsewhere and behind the last of a
-- text.
local function look_ahead(words, begins, stops, row, first, texts, behind)
  for word = 0, words - 2 do
    behind[word] = row[SHORTS * (word + 1)] * (1 - min(tonumber(begins[word + 1] - stops[word]) - 1, 1))
  end
  for text = 1, texts do
    behind[first[text] - 1] = 0
  end
end

-- Words that phrases begin with, as far as the word behind can tell.
local function begun(words, row, behind, out)
  local found = 0
  for word = 0, words - 1 do
    local node = behind_first[row[SHORTS * word]]
    out[found] = word
    found = found + band(min(node, 1), bor(node, leads(rshift(node, 1), behind[word])))
  end
  return found
end

-- Where phrases end: their first word, their last, and the node behind it.
local function walk(candidates, begins, row, behind, out)
  local found = 0
  for candidate = 0, candidates - 1 do
    local first = begins[candidate]
    local at, node = first, rshift(behind_first[row[SHORTS * first]], 1)
    repeat
      out[3 * found], out[3 * found + 1], out[3 * found + 2] = first, at, node
      found = found + min(nodes[NODE * node + 4] - nodes[NODE * node + 1] + nodes[NODE * node + 2], 1)
      node = leads(node, behind[at]) ~= 0 and step(node, behind[at]) or 0
      at = at + 1
    until node == 0
  end
  return found
end

-- One entry for each phrase that does not lie within a longer one of its class: start, end, and what it is. The first
-- two of `held` are none, and what is not kept. Returns where entries stop, and the bits of their classes.
local function judge(visit, last, walked, begins, stops, origin, held)
  local found, low, high = 2, 0, 0
  while visit < last do
    local first, at, node = walked[3 * visit], walked[3 * visit + 1], walked[3 * visit + 2]
    local start, stop = tonumber(begins[first]) - origin, tonumber(stops[at]) - origin
    for place = nodes[NODE * node + 1], nodes[NODE * node + 4] - 1 do
      local class = rshift(ends[place], 16)
      local before = latest[class]
      -- Longer than what came before it, and if so, of another begin: of one begin the longest is said.
      local longer = rshift(held[3 * before + 1] - stop, 31)
      local other = band(longer, min(bxor(held[3 * before], start), 1))
      local entry = before + other * (found - before)
      local to = 1 + longer * (entry - 1)
      held[3 * to], held[3 * to + 1] = start, stop
      held[3 * to + 2] = ends[place] + band(ends[place], 65535) + 1 - min(at - first, 1)
      latest[class] = entry
      counts[class], found = counts[class] + other, found + other
      low, high = bor(low, low_bit[class]), bor(high, high_bit[class])
    end
    visit = visit + 1
  end
  return found, low, high
end

-- Function words of several words count like those of one.
local function count_up(visit, last, walked, total)
  for k = visit, last - 1 do
    local spoken = nodes[NODE * walked[3 * k + 2] + 2]
    if spoken ~= 0 and walked[3 * k] ~= walked[3 * k + 1] then
      for language = 0, LANGUAGES - 1 do
        total[language] = total[language] + band(rshift(spoken, language), 1)
      end
    end
  end
end

-- The language, counted from 1, whose function words a text of so many `words` has, by their counts; 0 where two lead
-- together, or none far enough.
local function language_of(total, words)
  local best, most, second = 0, 0, 0
  for language = 0, LANGUAGES - 1 do
    local count = tonumber(total[language])
    second = max(second, min(count, most))
    best = count > most and language + 1 or best
    most = max(most, count)
  end
  local told = most >= MIN_HITS and most >= words * MIN_SHARE and most >= second * LEAD
  return told and best or 0
end

-- Entries by class, in the order of their starts: see `said`.
local function arrange(found, held, packed)
  local place = 0
  for class = 0, CLASSES - 1 do
    counts[class], place = place, place + counts[class]
  end
  for entry = 2, found - 1 do
    local start, told = held[3 * entry], held[3 * entry + 2]
    local class = rshift(told, 16)
    local to = counts[class]
    counts[class] = to + 1
    packed[2 * to + 1] = lshift(class, 20) + start
    packed[2 * to] = (held[3 * entry + 1] - start) * 4096 + band(told, 65535)
  end
end

-- `begins`, `ends` and `first` as words.lua leaves them in `read`, which has room for `most` words, of `words` on a
-- page; `told` and `totals` as told.lua does. Room in `out` for the limits of each text, what it says as bits of its
-- classes, its language, and `room` phrases; in `scratch`, of numbers of four bytes, for two a word and three more,
-- three for each of `visits` and three more, three for each of `room` and six more. Returns how many phrases were
-- found.
return function(read, most, words, texts, gaps, told, totals, scratch, visits, room, out)
  local begins, gap = cast(Longs, read), cast(Longs, gaps)
  local stops, first = begins + most, begins + 5 * most
  local row, total = cast(Shorts, told) + NUMBER, cast(Longs, totals)
  -- Before the first word there may be the end of a text without words.
  local behind = cast(Ints, scratch) + 1
  local candidates = behind + words + 1
  local walked = candidates + words + 1
  local held = walked + 3 * visits + 3
  local limits = cast(Longs, out)
  local said, languages = cast(Ints, limits + texts + 1), limits + 2 * texts + 1
  local packed = cast(Halves, languages + texts)
  look_ahead(words, begins, stops, row, first, texts, behind)
  local visited = walk(begun(words, row, behind, candidates), candidates, row, behind, walked)
  local all, visit = 0, 0
  held[0], held[1] = 0x7fffffff, -1
  for text = 0, texts - 1 do
    limits[text] = all
    for class = 0, CLASSES - 1 do
      latest[class], counts[class] = 0, 0
    end
    local last = visit
    while last < visited and walked[3 * last] < first[text + 1] do
      last = last + 1
    end
    local spoken = total + COUNTED * (text + 1) - LANGUAGES
    count_up(visit, last, walked, spoken)
    languages[text] = language_of(spoken, tonumber(first[text + 1] - first[text]))
    local found, low, high = judge(visit, last, walked, begins, stops, tonumber(gap[text]) + 1, held)
    said[2 * text], said[2 * text + 1] = low, high
    arrange(found, held, packed + 2 * all)
    all, visit = all + found - 2, last
  end
  limits[texts] = all
  return all
end

-- What each text of a page may hold: numbers, lists, names, places, and addresses told in words.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local band, bor, bxor, rshift, cast = bit.band, bit.bor, bit.bxor, bit.rshift, ffi.cast
local Bytes, Ints, Halves = ffi.typeof("const uint8_t *"), ffi.typeof("int64_t *"), ffi.typeof("const int32_t *")
local Doubles, Int = ffi.typeof("const double *"), ffi.typeof("int32_t")
local STOP_SIGN, SPACE, SEPARATOR = 46, 32, constants.separator
-- Bytes of a row of the vocabulary, and numbers of four.
local WIDTH, HALVES = constants.width, rshift(constants.width, 2)

-- For each sign a bit: it passes for a digit; a name may be planted behind it; a gap and an end before an opening; it
-- ends a run of items; it begins a plain word.
local PASSING, IN_SENTENCE, GAP, END, BREAKS, PLAIN = 1, 2, 4, 8, 16, 32
local kind = ffi.new("uint8_t[256]")
ffi.copy(kind, constants.kinds, #constants.kinds)

local DIGIT, CUT, COMMA_OR_COLON = constants.digit, bit.tobit(constants.cut), bit.tobit(constants.comma_or_colon)
local FIGURES, LIST, ANNOUNCED, NAME = constants.figures, constants.list, constants.announced, constants.name
local PLACE, CAPITALS, SPELLED, SPOKEN_AT = constants.place, constants.capitals, constants.spelled, constants.spoken_at

-- Numbers to ring: seven digits near each other, or four with a letter beside one that passes for a digit.
local DENSE, MIXED = constants.dense, constants.mixed
local digits = ffi.new("int32_t[8]")

local function figures(s, shapes, start, stop)
  local count, dense, mixed, beside = 0, false, false, false
  for place = start, stop - 1 do
    if band(shapes[place], DIGIT) ~= 0 then
      digits[band(count, 7)] = place
      dense = dense or (count >= 6 and place - digits[band(count - 6, 7)] <= DENSE)
      mixed = mixed or (count >= 3 and place - digits[band(count - 3, 7)] <= MIXED)
      beside = beside or band(bor(kind[s[place - 1]], kind[s[place + 1]]), PASSING) ~= 0
      count = count + 1
    end
  end
  return (dense or (mixed and beside)) and FIGURES or 0
end

-- Pieces in a row that may be items. A piece is counted where it may be none; it is passed over only where it is too
-- long, or holds too many words that begin behind a space and are words for everybody.
local LONGEST, MOST_WORDS, ITEMS, FEWER = constants.longest, constants.most_words, constants.items, constants.fewer

local function items(s, shapes, begins, word, last_word, start, stop)
  local at, row, ended, all = start - 1, 0, true, 0
  for place = start, stop do
    local shape = band(shapes[place], CUT)
    if shape ~= 0 then
      local here = place
      if band(shape, COMMA_OR_COLON) == 0 then
        here = place + 1
      end
      local plain, first = 0, word
      while word < last_word and begins[word] < here do
        local from = begins[word]
        if s[from - 1] == SPACE and band(kind[s[from]], PLAIN) ~= 0 then
          plain = plain + 1
        end
        word = word + 1
      end
      if here - at > LONGEST or plain > MOST_WORDS then
        row = 0
      elseif ended then
        row = 1
      else
        row = row + 1
      end
      if row >= ITEMS then
        return LIST
      elseif row >= FEWER then
        all = ANNOUNCED
      end
      -- A mark ends a run behind a piece; behind nothing, it does not.
      ended = row == 0 or (band(kind[s[here]], BREAKS) ~= 0 and word > first)
      at = here
    end
  end
  return all
end

-- Capitals where a name may be planted within a sentence, and where the name of a place may begin.
local SHORTEST, SURE_PLACE, ANY_PLACE = constants.shortest, constants.sure_place, constants.any_place
local PLACE_AT, CODE = constants.place_at, constants.code
local BEHIND_NAME, BEFORE_NAME = constants.behind_name, constants.before_name
local PAIR, MIX, SHIFT = constants.pair + 0LL, constants.mix + 0LL, constants.shift

local function opens(s, at)
  local near = kind[s[at - 1]]
  if band(near, END) ~= 0 then
    return true
  end
  if band(near, GAP) == 0 then
    return false
  end
  local far = kind[s[at - 2]]
  return band(far, END) ~= 0 or (band(far, GAP) ~= 0 and band(kind[s[at - 3]], bor(GAP, END)) ~= 0)
end

local function names(s, at, first, last, begins, ends, rows, words, pairs, word)
  local all, codes = 0, cast(Halves, rows) + CODE
  for k = first, last - 1 do
    local place = tonumber(at[k])
    while word < words and begins[word] < place do
      word = word + 1
    end
    local next = math.min(word + 1, words)
    local inside = word == words or begins[word] ~= place
    local alone = rows[WIDTH * word + PLACE_AT]
    local placed = inside or alone == ANY_PLACE or (alone == SURE_PLACE and not opens(s, place))
    if not placed then
      local mixed = bxor(tonumber(cast(Int, codes[HALVES * word] * PAIR)), codes[HALVES * next])
      mixed = rshift(tonumber(cast(Int, mixed * MIX)), SHIFT)
      placed = band(rshift(pairs[rshift(mixed, 3)], band(mixed, 7)), 1) == 1
    end
    if placed then
      all = bor(all, PLACE)
    end
    local named = place > 1 and band(kind[s[place - 2]], IN_SENTENCE) ~= 0 and rows[WIDTH * next + BEHIND_NAME] > 0
    named = named or rows[WIDTH * math.max(word - 1, 0) + BEFORE_NAME] > 0
    if named and (words == 0 or ends[math.min(word, words - 1)] - place >= SHORTEST) then
      all = bor(all, NAME)
    end
  end
  return all, word
end

-- Words that spell digits: three in a row, but for what a number in words may hold, or two in one word.
local DIGITS_AT, DIALLED, WITHIN = constants.digits_at, constants.dialled, constants.within
local ENDING, ANY_ENDING = constants.ending, constants.any_ending

local function spelled(rows, first, last)
  local row = 0
  for word = first, last - 1 do
    local is = rows + WIDTH * word
    if is[DIALLED] == 0 then
      row = 0
    end
    if is[DIGITS_AT] > 0 then
      row = row + 1
      if row >= 3 or is[DIGITS_AT] > 1 then
        return SPELLED
      end
    end
  end
  return 0
end

-- An address told in words ends in "com" and its like, near behind a full stop.
local function spoken_at(s, rows, begins, first, last)
  for word = first, last - 1 do
    local ending = rows[WIDTH * word + ENDING]
    if ending == ANY_ENDING then
      return SPOKEN_AT
    elseif ending > 0 then
      for back = 1, WITHIN do
        if s[math.max(tonumber(begins[word]) - back, 0)] == STOP_SIGN then
          return SPOKEN_AT
        end
      end
    end
  end
  return 0
end

-- From which count on words leave which trace.
local COUNTED, KINDS = constants.counted, #constants.enough / 8
local ENOUGH, ENOUGH_FOR = ffi.new("int64_t[?]", KINDS), ffi.new("int32_t[?]", KINDS)
for k = 0, KINDS - 1 do
  ENOUGH[k], ENOUGH_FOR[k] = cast(Ints, constants.enough)[k], tonumber(cast(Ints, constants.enough_for)[k])
end
local LOUD = constants.loud_percent / 100

-- `signs` of a page, `gaps` of `texts`, and their `shapes` as shapes.lua leaves them; `begins`, `ends`, `rows` and
-- `first` of its `words`, and the counts of each text; `at`, `limits`, `shares` and `joined` as capitals.lua leaves
-- them; the `pairs` of words that names of places begin with. `out` has other traces of each text.
return function(
  signs, gaps, texts, shapes, begins, ends, rows, first, words, totals,
  at, limits, shares, joined, pairs, out
)
  local s, g, shape, f = cast(Bytes, signs), cast(Ints, gaps), cast(Halves, shapes), cast(Ints, first)
  local b, e, r, p = cast(Ints, begins), cast(Ints, ends), cast(Bytes, rows), cast(Bytes, pairs)
  local capital, limit, share, join = cast(Ints, at), cast(Ints, limits), cast(Doubles, shares), cast(Ints, joined)
  local count, all = cast(Ints, totals), cast(Ints, out)
  local met = 0
  for text = 0, texts - 1 do
    local start, stop = tonumber(g[text]) + 1, tonumber(g[text + 1])
    local from, to = tonumber(f[text]), tonumber(f[text + 1])
    local found = bor(figures(s, shape, start, stop), items(s, shape, b, from, to, start, stop))
    local said
    said, met = names(s, capital, tonumber(limit[text]), tonumber(limit[text + 1]), b, e, r, words, p, met)
    found = bor(found, said)
    if share[text] > LOUD then
      found = bor(found, CAPITALS)
    end
    if join[text] ~= 0 then
      found = bor(found, NAME)
    end
    -- Digits and signs in words are asked where they stand.
    local enough = 0
    for k = 0, KINDS - 1 do
      if count[COUNTED * text + k] >= ENOUGH[k] then
        enough = bor(enough, ENOUGH_FOR[k])
      end
    end
    if band(enough, SPELLED) ~= 0 and spelled(r, from, to) == 0 then
      enough = enough - SPELLED
    end
    if band(enough, SPOKEN_AT) ~= 0 and spoken_at(s, r, b, from, to) == 0 then
      enough = enough - SPOKEN_AT
    end
    all[text] = bor(tonumber(all[text]), bor(found, enough))
  end
end

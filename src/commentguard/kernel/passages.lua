-- Sentences, utterances and windows of the texts of a page.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local band, cast, floor, max = bit.band, ffi.cast, math.floor, math.max
local Bytes, Ints = ffi.typeof("const uint8_t *"), ffi.typeof("int64_t *")
local Codes = ffi.typeof(constants.wide == 1 and "const uint32_t *" or "const uint8_t *")
local WIDE, ELLIPSIS, SPACE = constants.wide == 1, constants.ellipsis, 32
local SHORT, MOST_UTTERANCES = constants.short, constants.most_utterances
local MIN_LENGTH, MOST_WINDOWS = constants.min_length, constants.most_windows
local SMALL_WINDOW, LARGE_WINDOW = constants.small_window, constants.large_window
local LONG, NEARLY_ALL = constants.long, constants.nearly_all_percent / 100
-- What each sign is, as a sum of these: what ends a sentence alone, and what may be an ellipsis, last.
local STOP, CLOSING, BLANK, SMALL, APART, ENDS = 1, 2, 4, 8, 16, 32
local ASKED = STOP + ENDS + 64
local kind = ffi.new("uint8_t[256]")
ffi.copy(kind, constants.kinds, #constants.kinds)
-- Pairs of letters that are abbreviations, by the first and then the second.
local abbreviated = ffi.new("uint8_t[65536]")
for first, second in constants.abbreviations:gmatch("(.)(.)") do
  abbreviated[256 * first:byte() + second:byte()] = 1
end
local room, pieces, windows = 0, nil, nil

-- Half to even, as Python rounds.
local function rounded(number)
  local below = floor(number)
  local part = number - below
  if part > 0.5 or (part == 0.5 and below % 2 == 1) then
    return below + 1
  end
  return below
end

-- Whether what ends behind the stop before `behind` may be an abbreviation, or an initial.
local function short_for(s, behind, start)
  if behind - 3 < start then
    return false
  end
  local near, far = s[behind - 2], s[behind - 3]
  if band(kind[near], SMALL) > 0 and band(kind[far], APART) > 0 then
    return true
  end
  return behind - 4 >= start and abbreviated[256 * far + near] > 0 and band(kind[s[behind - 4]], APART) > 0
end

-- Whether something other than white space stands in [from, to).
local function solid(s, from, to)
  while from < to and band(kind[s[from]], BLANK) ~= 0 do
    from = from + 1
  end
  return from < to
end

-- Sentences of the text [start, stop) of a page, as pairs of places on it; how many there are.
local function sentences(s, c, start, stop, found)
  local count, from = 0, start
  for place = start, stop - 1 do
    local is = band(kind[s[place]], ASKED)
    if is ~= 0 then
      local to = 0
      if is == ENDS then
        to = place + 1
      elseif band(is, STOP) ~= 0 or c[place] == ELLIPSIS then
        -- The last of a row of stops, with what closes behind it.
        local behind, after = place + 1, kind[s[place + 1]]
        if band(after, STOP) == 0 and not (WIDE and c[behind] == ELLIPSIS) then
          if band(after, CLOSING) ~= 0 then
            to = place + 2
          else
            to = behind
          end
          if band(kind[s[to]], BLANK) == 0 or short_for(s, behind, start) then
            to = 0
          end
        end
      end
      if to > 0 then
        if solid(s, from, to) then
          found[2 * count], found[2 * count + 1] = from, to
          count = count + 1
        end
        from = to
      end
    end
  end
  if solid(s, from, stop) then
    found[2 * count], found[2 * count + 1] = from, stop
    count = count + 1
  end
  return count
end

-- A pair for each of `count` of `ranges`, or for `most` of them, evenly, with the first and the last: behind the number
-- of their text, as places in it.
local function thinned(ranges, count, most, text, start, out)
  if count <= most then
    for k = 0, count - 1 do
      out[3 * k], out[3 * k + 1], out[3 * k + 2] = text, ranges[2 * k] - start, ranges[2 * k + 1] - start
    end
    return count
  end
  local step = (count - 1) / (most - 1)
  for k = 0, most - 1 do
    local at = rounded(k * step)
    out[3 * k], out[3 * k + 1], out[3 * k + 2] = text, ranges[2 * at] - start, ranges[2 * at + 1] - start
  end
  return most
end

-- Sentences with the short ones joined to those before them.
local function utterances(found, count, out)
  local joined = 0
  for k = 0, count - 1 do
    local from, to = found[2 * k], found[2 * k + 1]
    if joined > 0 and to - from < SHORT then
      out[2 * joined - 1] = to
    else
      out[2 * joined], out[2 * joined + 1] = from, to
      joined = joined + 1
    end
  end
  return joined
end

-- Sentences in pieces that are not too long, cut behind spaces where there are any.
local function cut_up(s, found, count, out)
  local cut = 0
  for k = 0, count - 1 do
    local from, to = tonumber(found[2 * k]), tonumber(found[2 * k + 1])
    while to - from > LONG do
      local at = from + LONG - 1
      while at > from and s[at] ~= SPACE do
        at = at - 1
      end
      if at == from then
        at = from + LONG - 1
      end
      out[2 * cut], out[2 * cut + 1] = from, at + 1
      cut, from = cut + 1, at + 1
    end
    out[2 * cut], out[2 * cut + 1] = from, to
    cut = cut + 1
  end
  return cut
end

-- Windows of `size` over `count` pieces of a text of `length`, and where the one begins that reads what is left. Not those
-- that there are of a `smaller` size, of which the one that reads what is left begins at `there`.
local function segments(found, count, length, size, smaller, there, out)
  local made, last, behind, left = 0, 0, -1, -1
  for k = 0, count - 1 do
    local first = k
    last = max(last, k)
    while last < count - 1 and found[2 * last + 1] - found[2 * k] < size do
      last = last + 1
    end
    local to = found[2 * last + 1]
    if to - found[2 * k] < size and k > 0 then
      -- What is left is too short alone, and a window may have ended before it.
      if to == behind then
        break
      end
      first = k - 1
      left = found[2 * first]
    end
    behind = to
    local from = found[2 * first]
    local known
    if first < k then
      known = from == there
    else
      known = smaller > 0 and (last == k or found[2 * last - 1] - from < smaller)
    end
    if not known and tonumber(to - from) < length * NEARLY_ALL then
      out[2 * made], out[2 * made + 1] = from, to
      made = made + 1
    end
  end
  return made, left
end

-- `signs` and `codes` of a page, and `gaps` of `texts`. Room for the number of sentences before each text and in all;
-- for two places of each sentence, of which there may be one for two characters and one more a text; for the text and
-- two places of each utterance, one for `SHORT` characters and one more a text, and of each window, twice `MOST_WINDOWS`
-- for `MIN_LENGTH` characters. Returns how many of each there are.
return function(signs, codes, gaps, texts, limits, listed, spoken, windowed)
  local s, c, g = cast(Bytes, signs), cast(Codes, codes), cast(Ints, gaps)
  local limit, list = cast(Ints, limits), cast(Ints, listed)
  local said, seen = cast(Ints, spoken), cast(Ints, windowed)
  local sentence_count, utterance_count, window_count = 0, 0, 0
  for text = 0, texts - 1 do
    local start, stop = tonumber(g[text]) + 1, tonumber(g[text + 1])
    -- Cutting up makes one piece more for each LONG characters at the most.
    if stop - start + 2 > room then
      room = 2 * (stop - start) + 2
      pieces, windows = ffi.new("int64_t[?]", 2 * room), ffi.new("int64_t[?]", 2 * room)
    end
    local found = list + 2 * sentence_count
    limit[text] = sentence_count
    local count = sentences(s, c, start, stop, found)
    sentence_count = sentence_count + count
    local joined = utterances(found, count, pieces)
    local spoken_to = said + 3 * utterance_count
    utterance_count = utterance_count + thinned(pieces, joined, MOST_UTTERANCES, text, start, spoken_to)
    if stop - start >= MIN_LENGTH then
      local cut = cut_up(s, found, count, pieces)
      local length = stop - start
      local made, left = segments(pieces, cut, length, SMALL_WINDOW, 0, -1, windows)
      window_count = window_count + thinned(windows, made, MOST_WINDOWS, text, start, seen + 3 * window_count)
      made = segments(pieces, cut, length, LARGE_WINDOW, SMALL_WINDOW, left, windows)
      window_count = window_count + thinned(windows, made, MOST_WINDOWS, text, start, seen + 3 * window_count)
    end
    for k = 0, 2 * count - 1 do
      found[k] = found[k] - start
    end
  end
  limit[texts] = sentence_count
  return sentence_count, utterance_count, window_count
end

-- What is known of the words of a page: a row for each, counts for each text, and where phrases may begin.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local band, bxor, bor, rshift, lshift, cast = bit.band, bit.bxor, bit.bor, bit.rshift, bit.lshift, ffi.cast
local Bytes, Ints = ffi.typeof("const uint8_t *"), ffi.typeof("int64_t *")
local Halves, Int = ffi.typeof("const int32_t *"), ffi.typeof("int32_t")
local COUNTS, COUNTED = constants.counts, constants.counted
local ALONE, CODE = constants.alone, constants.code
local PAIR, MIX, SHIFT = constants.pair + 0LL, constants.mix + 0LL, constants.shift
-- Of a row of the table: bytes, and numbers of four and of eight.
local WIDTH, HALVES, WORDS = constants.width, rshift(constants.width, 2), rshift(constants.width, 3)

-- Written out, because a loop this short is not compiled together with the one around it.
local sums = {}
for count = 0, COUNTED - 1 do
  sums[#sums + 1] = string.format("total[%d] = total[%d] + counts[%d]", count, count, count)
end
local moves = {}
for place = 0, WORDS - 1 do
  moves[#moves + 1] = string.format("to[%d] = from[%d]", place, place)
end
local copy = loadstring("return function(to, from) " .. table.concat(moves, " ") .. " end")()
local count_up = loadstring("return function(total, counts) " .. table.concat(sums, " ") .. " end")()

-- `begins`, `ends`, `rows` and `first` as words.lua leaves them in `read`; `known` and `pairs` are the table of the
-- vocabulary and the bitmap. Room in `out` for a row of the table for each of `count` words and one of zeros; for the
-- number of the row behind each word where one space lies between, 0 elsewhere, and one more; for the words that may
-- begin a phrase, doubled, and 1 more where one goes on with the word behind; for how many of these stand before each
-- text, and before the end; and for the counts of `texts`.
return function(read, most, count, texts, known, pairs, out)
  local begins = cast(Ints, read)
  local ends, rows, first = begins + most, begins + 2 * most, begins + 5 * most
  local row_of, known_bytes, pair = cast(Ints, known), cast(Bytes, known), cast(Bytes, pairs)
  local codes = cast(Halves, known) + CODE
  local found_rows = cast(Ints, out)
  local behind = found_rows + WORDS * (count + 1)
  local begun = behind + count + 1
  local limits = begun + count
  local totals = limits + texts + 1
  local found = 0
  ffi.fill(totals, 8 * COUNTED * texts)
  for text = 0, texts - 1 do
    limits[text] = found
    local last = tonumber(first[text + 1]) - 1
    local total = totals + COUNTED * text
    for word = tonumber(first[text]), last do
      local here = tonumber(rows[word])
      copy(found_rows + WORDS * word, row_of + WORDS * here)
      count_up(total, known_bytes + WIDTH * here + COUNTS)
      local after = 0
      if word < last and begins[word + 1] - ends[word] == 1 then
        after = tonumber(rows[word + 1])
      end
      behind[word] = after
      local place = bxor(tonumber(cast(Int, codes[HALVES * here] * PAIR)), codes[HALVES * after])
      place = rshift(tonumber(cast(Int, place * MIX)), SHIFT)
      local paired = band(rshift(pair[rshift(place, 3)], band(place, 7)), 1)
      if after == 0 then
        paired = 0
      end
      begun[found] = 2 * word + paired
      found = found + bor(known_bytes[WIDTH * here + ALONE], paired)
    end
  end
  ffi.fill(found_rows + WORDS * count, WIDTH)
  behind[count] = 0
  limits[texts] = found
end

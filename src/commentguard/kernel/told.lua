-- What is known of the words of a page: a row for each, and counts for each text.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local rshift, cast = bit.rshift, ffi.cast
local Bytes, Ints = ffi.typeof("const uint8_t *"), ffi.typeof("int64_t *")
local COUNTS, COUNTED = constants.counts, constants.counted
-- Of a row of the table: bytes, and numbers of eight.
local WIDTH, WORDS = constants.width, rshift(constants.width, 3)

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

-- `rows` and `first` as words.lua leaves them in `read`; `known` is the table of the vocabulary. Room in `out` for a
-- row of the table for each of `count` words and one of zeros, and for the counts of `texts`.
return function(read, most, count, texts, known, out)
  local begins = cast(Ints, read)
  local rows, first = begins + 2 * most, begins + 5 * most
  local row_of, known_bytes = cast(Ints, known), cast(Bytes, known)
  local found_rows = cast(Ints, out)
  local totals = found_rows + WORDS * (count + 1)
  ffi.fill(totals, 8 * COUNTED * texts)
  for text = 0, texts - 1 do
    local total = totals + COUNTED * text
    for word = tonumber(first[text]), tonumber(first[text + 1]) - 1 do
      local here = tonumber(rows[word])
      copy(found_rows + WORDS * word, row_of + WORDS * here)
      count_up(total, known_bytes + WIDTH * here + COUNTS)
    end
  end
  ffi.fill(found_rows + WORDS * count, WIDTH)
end

-- Where the words of a page stand, and the row of each in the vocabulary.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local band, bor, bxor, rshift, cast = bit.band, bit.bor, bit.bxor, bit.rshift, ffi.cast
local Codes = ffi.typeof(constants.wide == 1 and "const uint32_t *" or "const uint8_t *")
local Bytes, Ints, Words = ffi.typeof("const uint8_t *"), ffi.typeof("int64_t *"), ffi.typeof("uint64_t *")
local Shorts = ffi.typeof("const uint16_t *")
local BASE, SPREAD = cast(Words, constants.base)[0], cast(Words, constants.spread)[0]
local SHIFT, ROW_BITS = 64 - constants.slot_bits, constants.row_bits
local ABOVE_ROWS = constants.above_rows
-- Numbers of two bytes of a row of the vocabulary, and which of them says how the word is spelled.
local SHORTS, SPELLED = rshift(constants.width, 1), constants.spelled
local ROWS = ABOVE_ROWS - 1
local letter = ffi.new("uint8_t[256]")
ffi.copy(letter, constants.letter, #constants.letter)
local running = ffi.new("uint64_t[1]")

-- `signs` and `codes` of `length` characters; `gaps` of `texts` and the last. `slots` are those
-- of the vocabulary, whose `table` has `known` rows. Room for `most` words: their begins, their ends, their rows,
-- the places of those that are strange, what they are known by, and `texts` + 1 first words,
-- one behind the other. Returns how many words there are, how many of them are strange, and what any of the others has in
-- the column of spelling.
return function(signs, codes, length, gaps, texts, slots, table, known, out, most)
  local s, c, g = cast(Bytes, signs), cast(Codes, codes), cast(Ints, gaps)
  local held, spelled = cast(Words, slots), cast(Shorts, table) + SPELLED
  local begins = cast(Ints, out)
  local ends, rows = begins + most, begins + 2 * most
  local strange = begins + 3 * most
  local names, first = cast(Words, strange + most), strange + 2 * most
  local from, to, inside = 0, 0, 0
  running[0] = 0
  -- Without a branch: begins and ends are written at every character, and stay where one was.
  for i = 0, length - 1 do
    local here = letter[s[i]]
    begins[from], ends[to], names[to] = i, i, running[0]
    from = from + band(here, 1 - inside)
    to = to + band(inside, 1 - here)
    -- A shift between the steps, or words could be made that are one in any base (Thue and Morse's, modulo 2^64).
    running[0] = (bxor(running[0], rshift(running[0], 32)) * BASE + c[i]) * here
    inside = here
  end
  local found, told = 0, 0
  for word = 0, to - 1 do
    -- Its slot and its mark are different bits of one product, so that words which differ in their last letter
    -- alone, whose names differ in the lowest bits alone, are told apart by the mark.
    local mixed = names[word] * SPREAD
    local slot, name = tonumber(rshift(mixed, SHIFT)), mixed * ABOVE_ROWS
    local there = held[slot]
    if rshift(bxor(there, name), ROW_BITS) ~= 0 then
      there = held[bxor(slot, 1)]
      if rshift(bxor(there, name), ROW_BITS) ~= 0 then
        there = held[bxor(slot, 2)]
        if rshift(bxor(there, name), ROW_BITS) ~= 0 then
          there = held[bxor(slot, 3)]
        end
      end
    end
    local row = tonumber(band(there, ROWS))
    rows[word] = row
    strange[found] = word
    if rshift(bxor(there, name), ROW_BITS) ~= 0 or row == 0 or row >= known then
      found = found + 1
    else
      told = bor(told, spelled[SHORTS * row])
    end
  end
  local word = 0
  for text = 0, texts do
    local gap = g[text]
    while word < to and begins[word] < gap do
      word = word + 1
    end
    first[text] = word
  end
  return to, found, told
end

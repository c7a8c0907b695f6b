-- The known words that a word is one slip away from.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local band, bor, bxor, lshift, rshift, tobit, cast = bit.band, bit.bor, bit.bxor, bit.lshift, bit.rshift, bit.tobit, ffi.cast
local Bytes, Halves = ffi.typeof("uint8_t *"), ffi.typeof("int32_t *")
local Typed = ffi.typeof("const uint8_t *")
local FIRST_OTHER, LAST_OTHER = constants.first_other, constants.last_other
local SLOT_SHIFT, SLOTS = 32 - constants.slot_bits, lshift(1, constants.slot_bits) - 1
local WORDS_SHIFT, LACKING_SHIFT = 32 - constants.words_bits, 32 - constants.lacking_bits
local SHORT, LONG, LANGUAGES = constants.short, constants.long, constants.languages
local ONE, ELL, A, Z, NOUGHT, NINE = ("1laz09"):byte(1, 6)
local sound = ffi.new("uint8_t[256]")
-- The letter that a figure stands for, or itself.
for byte = 0, 255 do
  sound[byte] = byte
end
for k = 1, #constants.figures do
  sound[constants.figures:byte(k)] = constants.letters:byte(k)
end

-- A word's hash is the sum of a number for each letter at its place, so that that of a word with two letters swapped,
-- one left out or one put in is a step from its own (Zobrist, 1970). Words longer than the longest are never asked for.
local PLACES = LONG + 2
local share = ffi.new("int32_t[" .. 256 * PLACES .. "]")
do
  local state = 1
  for k = 0, 256 * PLACES - 1 do
    -- The generator of Park and Miller, twice, as its lowest bits are poor.
    state = state * 16807 % 2147483647
    local high = state
    state = state * 16807 % 2147483647
    share[k] = bxor(lshift(high, 13), rshift(state, 8))
  end
end
local word, other = ffi.new("uint8_t[" .. PLACES .. "]"), ffi.new("uint8_t[" .. PLACES .. "]")

local function hashed(letters, length)
  local hash = 0
  for k = 0, length - 1 do
    hash = tobit(hash + share[256 * k + letters[k]])
  end
  return hash
end

-- A filter is a bit for each of some hashes: small, so that most of what is asked for is no look-up in a large table.
local function enter(filter, place)
  filter[rshift(place, 3)] = bor(filter[rshift(place, 3)], lshift(1, band(place, 7)))
end

local function has(filter, place)
  return band(rshift(filter[rshift(place, 3)], band(place, 7)), 1) == 1
end

if constants.drawing == 1 then
  -- Words of `letters` end at `ends` (one more than `count`, the first 0). Fills `slots` with a part of the hash of each and
  -- one more than its number, and two filters: of the words, and of what is left of each without a letter.
  return function(letters, ends, count, slots, words, lacking)
    local l, e = cast(Bytes, letters), cast(Halves, ends)
    local held, known, without_one = cast(Halves, slots), cast(Bytes, words), cast(Bytes, lacking)
    for number = 0, count - 1 do
      local begin = e[number]
      local length = e[number + 1] - begin
      local hash, moved = 0, 0
      for k = 0, length - 1 do
        hash = tobit(hash + share[256 * k + l[begin + k]])
      end
      local slot = rshift(hash, SLOT_SHIFT)
      while held[slot] ~= 0 do
        slot = band(slot + 1, SLOTS)
      end
      held[slot] = bor(lshift(hash, 16), number + 1)
      enter(known, rshift(hash, WORDS_SHIFT))
      -- From the last letter on: what stands behind the one left out moves up by a place.
      for without = length - 1, 0, -1 do
        local letter = l[begin + without]
        hash = tobit(hash - share[256 * without + letter])
        enter(without_one, rshift(tobit(hash + moved), LACKING_SHIFT))
        if without > 0 then
          moved = tobit(moved + share[256 * (without - 1) + letter])
        end
      end
    end
  end
end

-- The number of the known word with this hash, or -1. One in sixty thousand is another word's.
local function further(slots, slot, told)
  local there = slots[slot]
  while there ~= 0 do
    if rshift(bxor(there, told), 16) == 0 then
      return band(there, 0xffff) - 1
    end
    slot = band(slot + 1, SLOTS)
    there = slots[slot]
  end
  return -1
end

local function number_of(slots, known, hash)
  if not has(known, rshift(hash, WORDS_SHIFT)) then
    return -1
  end
  local slot, told = rshift(hash, SLOT_SHIFT), lshift(hash, 16)
  local there = slots[slot]
  if there == 0 then
    return -1
  end
  if rshift(bxor(there, told), 16) == 0 then
    return band(there, 0xffff) - 1
  end
  slot = band(slot + 1, SLOTS)
  there = slots[slot]
  if there == 0 then
    return -1
  end
  if rshift(bxor(there, told), 16) == 0 then
    return band(there, 0xffff) - 1
  end
  return further(slots, band(slot + 1, SLOTS), told)
end

-- What a call was given: letters, ends and languages of the known words, and how common they are.
local l, e, spoken_in, often
-- The commonest candidate of each language so far, and of all.
local best = ffi.new("int32_t[" .. LANGUAGES + 1 .. "]")

local function better(language, number)
  if best[language] < 0 or often[number] > often[best[language]] then
    best[language] = number
  end
end

-- Whether known word `number` is what stands in `written`, a word with `length` letters.
local function is(number, written, length)
  local begin = e[number]
  if e[number + 1] - begin ~= length then
    return false
  end
  for k = 0, length - 1 do
    if l[begin + k] ~= written[k] then
      return false
    end
  end
  return true
end

-- Known word `number`, if it is what stands in `other`.
local function consider(number, length)
  if not is(number, other, length) then
    return
  end
  for language = 0, LANGUAGES - 1 do
    if band(rshift(spoken_in[number], language), 1) == 1 then
      better(language, number)
    end
  end
  better(LANGUAGES, number)
end

local function consider_other(slots, known, length)
  local number = number_of(slots, known, hashed(other, length))
  if number >= 0 then
    consider(number, length)
  end
end

-- A figure may stand for a letter; "1" for two.
local function consider_figures(slots, known, length)
  for i = 0, length - 1 do
    other[i] = sound[word[i]]
  end
  consider_other(slots, known, length)
  for i = 0, length - 1 do
    if word[i] == ONE then
      other[i] = ELL
    end
  end
  consider_other(slots, known, length)
end

local function consider_swap(number, length, at)
  for k = 0, length - 1 do
    other[k] = word[k]
  end
  other[at], other[at + 1] = word[at + 1], word[at]
  consider(number, length)
end

local function consider_without(number, length, at)
  for k = 0, length - 2 do
    other[k] = word[k < at and k or k + 1]
  end
  consider(number, length - 1)
end

-- Two neighbours swapped, or a letter too many.
local function consider_slips(slots, known, length, hash)
  local shorter = length > SHORT + 1
  -- What stands before a letter, and what stands behind it, a place further up.
  local before, moved = 0, 0
  for i = 1, length - 1 do
    moved = tobit(moved + share[256 * (i - 1) + word[i]])
  end
  for i = 0, length - 1 do
    local a, b = word[i], word[i + 1]
    if i < length - 1 and a ~= b then
      local change = share[256 * i + b] - share[256 * i + a] + share[256 * (i + 1) + a] - share[256 * (i + 1) + b]
      local number = number_of(slots, known, tobit(hash + change))
      if number >= 0 then
        consider_swap(number, length, i)
      end
    end
    if shorter then
      local number = number_of(slots, known, tobit(before + moved))
      if number >= 0 then
        consider_without(number, length, i)
      end
    end
    before = tobit(before + share[256 * i + a])
    moved = tobit(moved - share[256 * i + b])
  end
end

-- A letter lacking.
local function consider_with_a_letter(slots, known, length)
  local low, high = A, Z
  if word[0] >= FIRST_OTHER then
    low, high = FIRST_OTHER, LAST_OTHER
  end
  -- What stands before a place, and what stands from it on, a place further down.
  local before, moved = 0, 0
  for i = 0, length - 1 do
    other[i + 1] = word[i]
    moved = tobit(moved + share[256 * (i + 1) + word[i]])
  end
  for i = 0, length do
    local rest = tobit(before + moved)
    for letter = low, high do
      local number = number_of(slots, known, tobit(rest + share[256 * i + letter]))
      if number >= 0 then
        other[i] = letter
        consider(number, length + 1)
      end
    end
    other[i] = word[i]
    before = tobit(before + share[256 * i + word[i]])
    moved = tobit(moved - share[256 * (i + 1) + word[i]])
  end
end

-- `typed` are `count` words one behind the other, each of so many letters as `lengths` says; of those with none nothing is known.
-- The known words are as above, with `spoken`, a bit for each language, and how `common` each is. Writes for each word its own number,
-- or -1; the number of the commonest known word of each language that is one slip away, or -1; and that of all languages.
return function(typed, lengths, count, letters, ends, spoken, common, held, words, lacking, found)
  local t, n, out = cast(Typed, typed), cast(Typed, lengths), cast(Halves, found)
  local slots, known, without_one = cast(Halves, held), cast(Bytes, words), cast(Bytes, lacking)
  l, e, spoken_in, often = cast(Bytes, letters), cast(Halves, ends), cast(Halves, spoken), cast(Halves, common)
  local begin = 0
  for k = 0, count - 1 do
    local length, number = n[k], -1
    for language = 0, LANGUAGES do
      best[language] = -1
    end
    if length > 0 then
      local figures = false
      for i = 0, length - 1 do
        local letter = t[begin + i]
        word[i] = letter
        figures = figures or (letter >= NOUGHT and letter <= NINE)
      end
      -- Behind the last letter stands nothing.
      word[length] = 0
      local hash = hashed(word, length)
      number = number_of(slots, known, hash)
      if number < 0 or not is(number, word, length) then
        number = -1
        if figures then
          consider_figures(slots, known, length)
        else
          consider_slips(slots, known, length, hash)
          if has(without_one, rshift(hash, LACKING_SHIFT)) then
            consider_with_a_letter(slots, known, length)
          end
        end
      end
    end
    out[0] = number
    for language = 0, LANGUAGES do
      out[1 + language] = best[language]
    end
    begin, out = begin + length, out + LANGUAGES + 2
  end
end

-- The bucket of every n-gram of a page.
local constants = ...
local ffi = require("ffi")
local Codes = ffi.typeof(constants.wide == 1 and "const uint32_t *" or "const uint8_t *")
local Ints, Longs, Halves = ffi.typeof("const int64_t *"), ffi.typeof("int64_t *"), ffi.typeof("int32_t *")
local NO_GRAM, HASH = constants.no_gram, constants.hash
-- Numbers of four bytes of a row of the vocabulary.
local HALVES = require("bit").rshift(constants.width, 2)

-- The loops below are written out: where they called functions, those would be compiled by themselves when they are
-- met often, and the loops not at all.
local function times(number, factor)
  return string.format("tonumber(cast(Int, %s * %dLL))", number, factor)
end

-- Digits are read as "0": from a table where codes are bytes, else without a branch, because left of 0 or right of 9
-- one of two differences is negative.
local as_read = ffi.new("int32_t[256]")
for code = 0, 255 do
  as_read[code] = (code >= 48 and code <= 57) and 48 or code
end

local function read(name, code)
  if constants.wide == 0 then
    return string.format("%s = as_read[%s]", name, code)
  end
  return string.format(
    [[local code = tobit(%s)
    local other = arshift(bor(code - 48, 57 - code), 31)
    %s = bor(band(code, other), band(48, bnot(other)))]],
    code, name
  )
end

-- The top bits of a multiplied hash: the low bits of a polynomial hash are poor.
local function bucket(name, salt)
  local mixed = string.format("bxor(hash, rshift(hash, %d))", constants.first_shift)
  local again = string.format("bxor(mixed, rshift(mixed, %d))", constants.second_shift)
  return string.format(
    "mixed = tobit(%s + %d)\n%s = rshift(%s, %d)",
    times(mixed, constants.mix), salt, name, times(again, constants.pair), constants.shift
  )
end

local function compiled(parameters, lines)
  local head = [[
    local ffi, bit = require("ffi"), require("bit")
    local cast, Int = ffi.cast, ffi.typeof("int32_t")
    local band, bor, bnot, bxor = bit.band, bit.bor, bit.bnot, bit.bxor
    local rshift, arshift, tobit = bit.rshift, bit.arshift, bit.tobit
    local as_read = ...
    return function(]] .. parameters .. ") local hash, mixed\n"
  return assert(loadstring(head .. table.concat(lines, "\n") .. "\nend"))(as_read)
end

local characters = compiled("codes, length, two, three, four, five", {
  "local a, b, c, d, e",
  read("a", "codes[0]"), read("b", "codes[1]"), read("c", "codes[2]"), read("d", "codes[3]"),
  "for place = 0, length - 1 do",
  read("e", "codes[place + 4]"),
  "hash = tobit(" .. times("a", constants.base) .. " + b)",
  bucket("two[place]", constants.salt_2),
  "hash = tobit(" .. times("hash", constants.base) .. " + c)",
  bucket("three[place]", constants.salt_3),
  "hash = tobit(" .. times("hash", constants.base) .. " + d)",
  bucket("four[place]", constants.salt_4),
  "hash = tobit(" .. times("hash", constants.base) .. " + e)",
  bucket("five[place]", constants.salt_5),
  "a, b, c, d = b, c, d, e",
  "end",
})

local words = compiled("hashes, count, alone, paired", {
  "for word = 0, count - 1 do",
  string.format("hash = hashes[%d * word]", HALVES),
  bucket("alone[word]", constants.salt_word),
  "hash = tobit(" .. times("hash", constants.pair) .. string.format(" + hashes[%d * word + %d])", HALVES, HALVES),
  bucket("paired[word]", constants.salt_pair),
  "end",
})

-- A page's `codes`, with 5 separators behind the last text; `gaps` of `texts` and the last; `rows` and `first`
-- are its words as told.lua and words.lua leave them. Room for the place behind each gap, for a bucket of each of 4
-- orders for every place up to the last gap, and behind them for each word alone, and with the next. Where `hashed` is 1
-- the former buckets are there.
return function(codes, gaps, texts, rows, first, out, hashed)
  local g, f = ffi.cast(Ints, gaps), ffi.cast(Ints, first)
  local length, count = tonumber(g[texts]) + 1, tonumber(f[texts])
  local starts = ffi.cast(Longs, out)
  for text = 0, texts do
    starts[text] = g[text] + 1
  end
  local two = ffi.cast(Halves, starts + texts + 1)
  local three, four, five = two + length, two + 2 * length, two + 3 * length
  if hashed == 0 then
    characters(ffi.cast(Codes, codes), length, two, three, four, five)
  end
  -- None at a gap, or over one. Before the first text stands nothing but its gap.
  for text = 0, texts do
    local gap = tonumber(g[text])
    two[gap], three[gap], four[gap], five[gap] = NO_GRAM, NO_GRAM, NO_GRAM, NO_GRAM
    if gap > 0 then
      two[gap - 1], three[gap - 1] = NO_GRAM, NO_GRAM
      four[gap - 1], five[gap - 1] = NO_GRAM, NO_GRAM
    end
    if gap > 1 then
      three[gap - 2], four[gap - 2], five[gap - 2] = NO_GRAM, NO_GRAM, NO_GRAM
    end
    if gap > 2 then
      four[gap - 3], five[gap - 3] = NO_GRAM, NO_GRAM
    end
    if gap > 3 then
      five[gap - 4] = NO_GRAM
    end
  end
  local alone = two + 4 * length
  local paired = alone + count
  words(ffi.cast(Halves, rows) + HASH, count, alone, paired)
  for text = 1, texts do
    local behind = tonumber(f[text])
    if behind > f[text - 1] then
      paired[behind - 1] = NO_GRAM
    end
  end
end

-- Prefix sums of the weights of n-grams, each once a stretch of text, and sums of what signals say.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
-- Weights of a bucket, and sums of a place, which count n-grams as well.
local HEADS, WIDTH, NO_GRAM = constants.heads, constants.heads + 1, constants.no_gram
local CHARACTERS, WORDS = constants.characters, constants.words

-- A loop over `orders` rows of buckets, written out for the weights of a bucket: a loop over so few is not compiled
-- together with the one around it. Sums are taken order by order, in which models are fitted, too. Nothing branches:
-- nobody can guess which n-gram has been here before. Buckets below NO_GRAM are counted by the sign of a difference.
local function adder(orders)
  local lines = {}
  local function line(form, ...)
    lines[#lines + 1] = string.format(form, ...)
  end
  line("local buckets, length, from, behind, seen, weights, sums, bit = ...")
  line("local band, bor, bnot, bxor, tobit = bit.band, bit.bor, bit.bnot, bit.bxor, bit.tobit")
  line("local lshift, rshift, arshift = bit.lshift, bit.rshift, bit.arshift")
  for order = 1, orders do
    line("local at%d = buckets + length * %d", order, order - 1)
  end
  for column = 0, WIDTH - 1 do
    line("local sum%d = sums[%d]", column, column)
  end
  line("for place = from, behind - 1 do sums = sums + %d", WIDTH)
  for order = 1, orders do
    line("local bucket%d = at%d[place]", order, order)
    line("local word%d, bits%d = rshift(bucket%d, 5), band(bucket%d, 31)", order, order, order, order)
    line("local marks%d = seen[word%d]", order, order)
    line("seen[word%d] = bor(marks%d, lshift(1, bits%d))", order, order, order)
    line("local again%d = arshift(lshift(marks%d, bxor(bits%d, 31)), 31)", order, order, order)
    line("bucket%d = bor(band(bucket%d, bnot(again%d)), band(%d, again%d))", order, order, order, NO_GRAM, order)
    line("local row%d = weights + (%s)", order, string.rep("bucket" .. order, HEADS, " + "))
  end
  for column = 0, HEADS - 1 do
    local added = string.format("row1[%d]", column)
    for order = 2, orders do
      added = string.format("(%s + row%d[%d])", added, order, column)
    end
    line("sum%d = sum%d + %s sums[%d] = sum%d", column, column, added, column, column)
  end
  local counted = {}
  for order = 1, orders do
    counted[order] = string.format("rshift(bucket%d - %d, 31)", order, NO_GRAM)
  end
  line("sum%d = sum%d + tobit(%s)", HEADS, HEADS, table.concat(counted, " + "))
  line("sums[%d] = sum%d", HEADS, HEADS)
  line("end")
  return assert(loadstring(table.concat(lines, "\n")))
end

local characters, words = adder(4), adder(2)
local Ints, Buckets, Weights = ffi.typeof("const int64_t *"), ffi.typeof("const int32_t *"), ffi.typeof("const float *")
local Sums = ffi.typeof("double *")

-- A bit for each bucket, and one for NO_GRAM: 32 KiB, which the nearest cache holds. All are 0 between stretches.
local BYTES = bit.rshift(NO_GRAM, 3) + 4
local seen = ffi.new("int32_t[?]", BYTES / 4)

-- Sums over the places [from, behind) of a text, in stretches of so many.
local function stretched(add, buckets, length, from, behind, stretch, weights, sums)
  while from < behind do
    local to = math.min(from + stretch, behind)
    add(buckets, length, from, to, seen, weights, sums + WIDTH * from, bit)
    ffi.fill(seen, BYTES)
    from = to
  end
end

-- `chars` and `by_word` as grams.lua leaves them, of `places` and `word_count`: text k has those from `starts`[k] and
-- `firsts`[k] on. `weights` are for them. `values` of `columns` for each of `count` comments, and weights of `heads`
-- for them. Room for 1 row of sums more than places and words, and for a number for each comment and head.
return function(
  chars, places, starts, by_word, word_count, firsts, weights, sums, values, columns, count, dense, heads, out
)
  local row, by_bucket = ffi.cast(Sums, sums), ffi.cast(Weights, weights)
  local by_char, alone = ffi.cast(Buckets, chars), ffi.cast(Buckets, by_word)
  local begin, first = ffi.cast(Ints, starts), ffi.cast(Ints, firsts)
  ffi.fill(row, 8 * WIDTH)
  -- A text ends with the gap behind it; the gap before the first one is nobody's.
  characters(by_char, places, 0, 1, seen, by_bucket, row, bit)
  for text = 0, count - 1 do
    local from, behind = tonumber(begin[text]), tonumber(begin[text + 1])
    stretched(characters, by_char, places, from, behind, CHARACTERS, by_bucket, row)
  end
  row = row + WIDTH * places
  for text = 0, count - 1 do
    local from, behind = tonumber(first[text]), tonumber(first[text + 1])
    stretched(words, alone, word_count, from, behind, WORDS, by_bucket, row)
  end
  local said = ffi.cast(Sums, out)
  for comment = 0, count - 1 do
    local value = ffi.cast(Sums, values) + columns * comment
    for head = 0, heads - 1 do
      local weight, total = ffi.cast(Sums, dense) + columns * head, 0.0
      for column = 0, columns - 1 do
        total = total + value[column] * weight[column]
      end
      said[heads * comment + head] = total
    end
  end
end

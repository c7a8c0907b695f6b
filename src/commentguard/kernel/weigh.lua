-- Prefix sums of the weights of n-grams, and sums of what signals say.
local constants = ...
local ffi, rshift = require("ffi"), require("bit").rshift
-- Weights of a bucket, and sums of a place, which count n-grams as well.
local HEADS, WIDTH, NO_GRAM = constants.heads, constants.heads + 1, constants.no_gram

-- A loop over `orders` rows of buckets, written out for the weights of a bucket: a loop over so few is not compiled
-- together with the one around it. Sums are taken order by order, in which models are fitted, too. Buckets below
-- NO_GRAM are counted by the sign of a difference.
local function adder(orders)
  local lines = {}
  local function line(form, ...)
    lines[#lines + 1] = string.format(form, ...)
  end
  line("local buckets, length, weights, sums, rshift = ...")
  for order = 1, orders do
    line("local at%d = buckets + length * %d", order, order - 1)
  end
  for column = 0, WIDTH - 1 do
    line("local sum%d = sums[%d]", column, column)
  end
  line("for place = 0, length - 1 do sums = sums + %d", WIDTH)
  for order = 1, orders do
    line("local bucket%d = at%d[place]", order, order)
    line("local row%d = weights + %d * bucket%d", order, HEADS, order)
  end
  for column = 0, HEADS - 1 do
    local added = string.format("row1[%d]", column)
    for order = 2, orders do
      added = string.format("(%s + row%d[%d])", added, order, column)
    end
    line("sum%d = sum%d + %s sums[%d] = sum%d", column, column, added, column, column)
  end
  for order = 1, orders do
    line("sum%d = sum%d + rshift(bucket%d - %d, 31)", HEADS, HEADS, order, NO_GRAM)
  end
  line("sums[%d] = sum%d", HEADS, HEADS)
  line("end")
  return assert(loadstring(table.concat(lines, "\n")))
end

local characters, words = adder(4), adder(2)
local Buckets, Weights = ffi.typeof("const int32_t *"), ffi.typeof("const float *")
local Sums = ffi.typeof("double *")

-- `chars` and `by_word` as grams.lua leaves them, of so many places and words, and `weights` for them. `values` of
-- `columns` for each of `count` comments, and weights of `heads` for them. Room for 1 row of sums more than places and
-- words, and for a number for each comment and head.
return function(chars, places, by_word, word_count, weights, sums, values, columns, count, dense, heads, out)
  local row, by_bucket = ffi.cast(Sums, sums), ffi.cast(Weights, weights)
  ffi.fill(row, 8 * WIDTH)
  characters(ffi.cast(Buckets, chars), places, by_bucket, row, rshift)
  words(ffi.cast(Buckets, by_word), word_count, by_bucket, row + WIDTH * places, rshift)
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

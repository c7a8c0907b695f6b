-- Prefix sums of the weights of n-grams.
local told = ...
local ffi = require("ffi")
local WIDTH = told.width

-- A loop over `orders` rows of buckets, written out for WIDTH weights a bucket: a loop over so few is not compiled
-- together with the one around it. Sums are taken order by order, as they have been when models were fitted.
local function adder(orders)
  local lines = {}
  local function line(form, ...)
    lines[#lines + 1] = string.format(form, ...)
  end
  line("local buckets, length, weights, sums = ...")
  for order = 1, orders do
    line("local at%d = buckets + length * %d", order, order - 1)
  end
  for column = 0, WIDTH - 1 do
    line("local sum%d = sums[%d]", column, column)
  end
  line("for place = 0, length - 1 do sums = sums + %d", WIDTH)
  for order = 1, orders do
    line("local row%d = weights + %d * at%d[place]", order, WIDTH, order)
  end
  for column = 0, WIDTH - 1 do
    local added = string.format("row1[%d]", column)
    for order = 2, orders do
      added = string.format("(%s + row%d[%d])", added, order, column)
    end
    line("sum%d = sum%d + %s sums[%d] = sum%d", column, column, added, column, column)
  end
  line("end")
  return assert(loadstring(table.concat(lines, "\n")))
end

local characters, words = adder(4), adder(2)
local Buckets, Weights = ffi.typeof("const int32_t *"), ffi.typeof("const float *")
local Sums = ffi.typeof("double *")

-- `buckets` as grams.lua leaves them, of so many places and words. Room for 1 row of sums more than both.
return function(buckets, places, count, weights, sums)
  local row, table, first = ffi.cast(Sums, sums), ffi.cast(Weights, weights), ffi.cast(Buckets, buckets)
  ffi.fill(row, 8 * WIDTH)
  characters(first, places, table, row)
  words(first + 4 * places, count, table, row + WIDTH * places)
end

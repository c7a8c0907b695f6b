-- What trees say of rows of inputs: of all questions that a value answers with "more", those of one column stand first
-- in the order of their thresholds, so that most columns are asked once (QuickScorer: Lucchese et al., 2015).
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local band, cast = bit.band, ffi.cast
local Ints, Halves = ffi.typeof("const int64_t *"), ffi.typeof("const int32_t *")
-- Numbers of `asked` behind the columns.
local BEHIND = constants.behind
local Doubles, Said = ffi.typeof("const double *"), ffi.typeof("double *")

-- Place of the lowest bit of a byte: the leaf, of those that are left. No tree leaves 0.
local lowest = ffi.new("uint8_t[256]")
for byte = 1, 255 do
  while band(byte, bit.lshift(1, lowest[byte])) == 0 do
    lowest[byte] = lowest[byte] + 1
  end
end

local room, left = 0, nil

-- A `plan` as `Trees` lays it out. Row k of inputs has what stands in row rows[k] of `dense`, and behind it `BEHIND`
-- numbers of `asked`. Room for a number for each.
return function(plan, questions, trees, columns, dense, rows, asked, count, out)
  if trees > room then
    room, left = trees, ffi.new("uint8_t[?]", trees)
  end
  local left, lowest = left, lowest
  local begin = cast(Ints, plan)
  local threshold = cast(Doubles, begin + columns + 1)
  local where = cast(Halves, begin + columns + 1 + questions)
  local said = cast(Doubles, begin + columns + 1 + 2 * questions)
  local d, r, a, o = cast(Doubles, dense), cast(Ints, rows), cast(Doubles, asked), cast(Said, out)
  local own = columns - BEHIND
  for k = 0, count - 1 do
    ffi.fill(left, trees, 255)
    -- What stands behind is found as if it were a further row of inputs.
    local inputs, behind = d + own * r[k], a + (BEHIND * k - own)
    for column = 0, columns - 1 do
      if column == own then
        inputs = behind
      end
      local value, question = inputs[column], tonumber(begin[column])
      -- The last threshold of a column is infinite.
      while value > threshold[question] do
        local tree = where[2 * question]
        left[tree] = band(left[tree], where[2 * question + 1])
        question = question + 1
      end
    end
    local total = 0.0
    for tree = 0, trees - 1 do
      total = total + said[lowest[left[tree]] * trees + tree]
    end
    o[k] = total
  end
end

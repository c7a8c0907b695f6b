-- What columns mean together: for each comment the largest on one side times the largest on the other, less what
-- weakens it.
local constants = ...
local ffi = require("ffi")
local max, cast = math.max, ffi.cast
local Doubles = ffi.typeof("double *")
-- For each of `COUNT` where its two sides and what weakens it begin among `places`, and where they end.
local COUNT = constants.count
local limits = ffi.new("int32_t[?]", #constants.limits / 4)
local places = ffi.new("int32_t[?]", #constants.places / 4 + 1)
ffi.copy(limits, constants.limits, #constants.limits)
ffi.copy(places, constants.places, #constants.places)

local function largest(values, from, to)
  local found = 0.0
  for place = from, to - 1 do
    found = max(found, values[places[place]])
  end
  return found
end

-- `columns` for each of `count` comments, the last of which are written.
return function(dense, count, columns)
  for comment = 0, count - 1 do
    local values = cast(Doubles, dense) + columns * comment
    for number = 0, COUNT - 1 do
      local value = largest(values, limits[3 * number], limits[3 * number + 1])
      if value > 0 then
        value = value * largest(values, limits[3 * number + 1], limits[3 * number + 2])
        for place = limits[3 * number + 2], limits[3 * number + 3] - 1 do
          value = value * (1 - values[places[place]])
        end
      end
      values[columns - COUNT + number] = value
    end
  end
end

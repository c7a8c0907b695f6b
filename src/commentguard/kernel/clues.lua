-- The words of a view that weigh most.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local band, rshift, cast = bit.band, bit.rshift, ffi.cast
local sqrt, max, abs = math.sqrt, math.max, math.abs
local Ints, Names, Doubles = ffi.typeof("int64_t *"), ffi.typeof("const uint64_t *"), ffi.typeof("double *")
local MOST, FAINT, SPREAD = constants.most, constants.faint_thousandths / 1000, cast(Names, constants.spread)[0]
local loudest = ffi.new("double[?]", MOST)
-- For each slot 1 more than the group of equal words that has it; for each group its first word, for each word its
-- group.
local bits, taken = 3, ffi.new("int32_t[8]")
local room, example, group_of = 0, nil, nil

local function make_room(count)
  while 2 ^ bits < 2 * count do
    bits = bits + 1
    taken = ffi.new("int32_t[?]", 2 ^ bits)
  end
  if count > room then
    room, example, group_of = count, ffi.new("int32_t[?]", count), ffi.new("int32_t[?]", count)
  end
end

-- `sums` of `width` as weigh.lua leaves them, words from row `words` on; `begins` and `ends` of all words, and their
-- `names`, which equal words share. The view is [start, stop) on the page, in a text that begins at `origin`, and has
-- the words [first, last), one at least. Room for five numbers for each of these. Shown is every word of a group of
-- equal ones that weighs as much as the `MOST` loudest do; returns how many words that are. First in `out` stand the
-- group, the begin and the end in the text of each, behind them what its group weighs.
return function(sums, width, words, begins, ends, names, out, start, stop, first, last, origin)
  local count = last - first
  make_room(count)
  local taken, example, group_of, shift = taken, example, group_of, 64 - bits
  local total, entries = cast(Doubles, sums), cast(Ints, out)
  local weights = cast(Doubles, entries + 4 * count)
  local from, to, name = cast(Ints, begins) + first, cast(Ints, ends) + first, cast(Names, names) + first
  local said = total + width * (words + first)
  local a, z = total + width * start, total + width * stop
  local chars = sqrt(max(z[width - 1] - a[width - 1], 1))
  local spoken = sqrt(max(said[width * count + width - 1] - said[width - 1], 1))
  ffi.fill(taken, 4 * 2 ^ bits)
  local groups, here = 0, a[0]
  for word = 0, count - 1 do
    -- Each word owns what starts behind the word before it, the last one all that is left.
    local reached = z[0]
    if word < count - 1 then
      reached = total[width * to[word]]
    end
    local weight = (reached - here) / chars + (said[width * (word + 1)] - said[width * word]) / spoken
    here = reached
    local slot = tonumber(rshift(name[word] * SPREAD, shift))
    while taken[slot] > 0 and name[example[taken[slot] - 1]] ~= name[word] do
      slot = band(slot + 1, rshift(-1, 32 - bits))
    end
    if taken[slot] == 0 then
      example[groups], weights[groups] = word, 0
      groups = groups + 1
      taken[slot] = groups
    end
    local group = taken[slot] - 1
    group_of[word] = group
    weights[group] = weights[group] + weight
  end
  ffi.fill(loudest, 8 * MOST)
  for group = 0, groups - 1 do
    local weight, place = abs(weights[group]), 0
    while place < MOST and weight > loudest[place] do
      if place > 0 then
        loudest[place - 1] = loudest[place]
      end
      loudest[place] = weight
      place = place + 1
    end
  end
  local least = max(FAINT, loudest[0])
  local found = 0
  for word = 0, count - 1 do
    local group = group_of[word]
    if abs(weights[group]) >= least then
      entries[3 * found], entries[3 * found + 1] = group, from[word] - origin
      entries[3 * found + 2] = to[word] - origin
      found = found + 1
    end
  end
  local weighs = cast(Doubles, entries + 3 * found)
  for entry = 0, found - 1 do
    weighs[entry] = weights[tonumber(entries[3 * entry])]
  end
  return found
end

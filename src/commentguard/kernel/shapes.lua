-- The shapes that begin at each place of a page, and those of each text.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local band, bor, cast = bit.band, bit.bor, ffi.cast
local Bytes, Ints, Halves = ffi.typeof("const uint8_t *"), ffi.typeof("int64_t *"), ffi.typeof("int32_t *")
local TRACES, ALL_BUT_APART = bit.tobit(constants.traces), bit.bnot(constants.apart)
-- Which shapes may have each sign in each of four places.
local first, second = ffi.new("int32_t[256]"), ffi.new("int32_t[256]")
local third, fourth = ffi.new("int32_t[256]"), ffi.new("int32_t[256]")
for place, of_sign in ipairs({ first, second, third, fourth }) do
  ffi.copy(of_sign, constants["table_" .. place], #constants["table_" .. place])
end

-- `signs` of a page with 5 separators behind the last of `texts`, whose `gaps` are given. Room for a number for each
-- text, and in `out` for 4 bytes for each place up to the last gap.
return function(signs, gaps, texts, by_text, out)
  local s, g, shown, found = cast(Bytes, signs), cast(Ints, gaps), cast(Ints, by_text), cast(Halves, out)
  local last = tonumber(g[texts])
  local b, c, d = s[0], s[1], s[2]
  for place = 0, last do
    local a = b
    b, c, d = c, d, s[place + 3]
    found[place] = band(band(first[a], second[b]), band(third[c], fourth[d]))
  end
  -- Two of these in a row: letters set apart by signs are seven signs long.
  for place = 0, last - 2 do
    found[place] = band(found[place], bor(found[place + 2], ALL_BUT_APART))
  end
  for text = 0, texts - 1 do
    local all = 0
    for place = tonumber(g[text]), tonumber(g[text + 1]) - 1 do
      all = bor(all, found[place])
    end
    shown[text] = band(all, TRACES)
  end
end

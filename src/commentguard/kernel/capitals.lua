-- Where words begin that were written with a capital, and which texts are loud.
local constants = ...
local ffi, bit = require("ffi"), require("bit")
local band, bor, rshift, cast = bit.band, bit.bor, bit.rshift, ffi.cast
local Bytes, Ints, Doubles = ffi.typeof("const uint8_t *"), ffi.typeof("int64_t *"), ffi.typeof("double *")
-- Of each sign, a bit each: a capital, a small letter, part of a word, loud.
local kind = ffi.new("uint8_t[256]")
ffi.copy(kind, constants.kinds, #constants.kinds)

-- `signs` of the texts as written, on a page with `gaps`; `kept` has 1 for each text of which nothing but the case was
-- folded. There a capital begins a word where none stands before it, in others where a word of the folded text begins,
-- at one of `count` `begins`. Room for as many places as there are capitals, `limits` of those of `texts`, the share of
-- capitals in each, and 1 for each where one stands behind a small letter.
return function(signs, gaps, texts, kept, begins, count, at, limits, shares, joined)
  local s, g, k, b = cast(Bytes, signs), cast(Ints, gaps), cast(Bytes, kept), cast(Ints, begins)
  local place_of, limit = cast(Ints, at), cast(Ints, limits)
  local share, join = cast(Doubles, shares), cast(Ints, joined)
  local found, word = 0, 0
  for text = 0, texts - 1 do
    limit[text] = found
    local start, stop = tonumber(g[text]) + 1, tonumber(g[text + 1])
    local loud, letters, inside, before = 0, 0, 0, 0
    if k[text] == 1 then
      for place = start, stop - 1 do
        local is = kind[s[place]]
        local capital = band(is, 1)
        place_of[found] = place
        found = found + band(capital, 1 - band(rshift(before, 2), 1))
        inside = bor(inside, band(rshift(before, 1), capital))
        loud, letters = loud + band(rshift(is, 3), 1), letters + bor(band(is, 1), band(rshift(is, 1), 1))
        before = is
      end
    else
      for place = start, stop - 1 do
        local is = kind[s[place]]
        if band(is, 1) == 1 then
          while word < count and b[word] < place do
            word = word + 1
          end
          if word < count and b[word] == place then
            place_of[found] = place
            found = found + 1
          end
        end
        inside = bor(inside, band(rshift(before, 1), band(is, 1)))
        loud, letters = loud + band(rshift(is, 3), 1), letters + bor(band(is, 1), band(rshift(is, 1), 1))
        before = is
      end
    end
    -- Capitals in fancy dress are loud, and no letters.
    share[text] = loud / math.max(letters, 1)
    join[text] = inside
  end
  limit[texts] = found
  return found
end

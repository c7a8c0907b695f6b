-- What kernels use of LuaJIT's `ffi` and `bit`, for a plain Lua with integers of 64 bits (5.3 and later). A kernel has
-- one source, which is LuaJIT's; `loadstring` adapts its literals.
--
-- A pointer is a table here, and what is asked of it is asked of `memory`: for each type of number all of memory, by
-- its place in entries. What `ffi.new` makes, and a string that is cast, are tables of numbers.
--
-- The trap: a number that LuaJIT boxes (int64_t, uint64_t) is an integer like others here. `bit`, which tells them
-- apart, goes by width: an operand that 32 bits cannot hold, or a shift by 32 and more, makes it 64. Divided, boxed
-- numbers are rounded by LuaJIT alone, and nothing wraps that is written to what `ffi.new` made. No kernel may rely on
-- any of these.
local memory, fill = ...
local floor, tointeger = math.floor, math.tointeger
local LOW, HIGH, ALL = -0x80000000, 0x7fffffff, 0xffffffff

local function narrow(number)
  return ((number & ALL) ~ 0x80000000) - 0x80000000
end

-- Whether it can be a number of 32 bits, with a sign or without.
local function fits(number)
  return number >= LOW and number <= ALL
end

-- Of two or more operands, by what two of them come to.
local function folded(joined)
  local function of(a, b, ...)
    local found = joined(a, b)
    if (found < LOW or found > HIGH) and fits(a) and fits(b) then
      found = narrow(found)
    end
    if ... then
      return of(found, ...)
    end
    return found
  end
  return of
end

local bit = { tobit = narrow }
bit.band = folded(function(a, b)
  return a & b
end)
bit.bor = folded(function(a, b)
  return a | b
end)
bit.bxor = folded(function(a, b)
  return a ~ b
end)

function bit.bnot(number)
  return ~(fits(number) and narrow(number) or number)
end

function bit.rshift(number, by)
  if by >= 32 or not fits(number) then
    return number >> (by & 63)
  end
  return narrow((number & ALL) >> by)
end

function bit.lshift(number, by)
  if by >= 32 or not fits(number) then
    return number << (by & 63)
  end
  return narrow(number << by)
end

function bit.arshift(number, by)
  if fits(number) then
    number = narrow(number)
  end
  by = by & 63
  return number < 0 and ~(~number >> by) or number >> by
end

-- What an array of numbers, or one of its ends, is read as.
local FORMATS = {
  int8_t = "i1", uint8_t = "I1", int16_t = "i2", uint16_t = "I2", int32_t = "i4", uint32_t = "I4",
  int64_t = "i8", uint64_t = "i8", float = "f", double = "d",
}
local SIZES, pointer_to, array_of = {}, {}, {}

-- A number as C would make it an integer: it forgets what stands behind the point.
local function whole(number)
  return tointeger(number) or tointeger(number < 0 and -floor(-number) or floor(number))
end

local function prepare(name, format)
  local size, entries = string.packsize("<" .. format), memory[name]
  SIZES[name] = size
  local integral = name:sub(-2) == "_t"

  -- In memory.
  local pointer = { name = name }
  function pointer.__index(self, place)
    return entries[self.at + place]
  end
  function pointer.__newindex(self, place, number)
    entries[self.at + place] = integral and (tointeger(number) or whole(number)) or number
  end
  function pointer.__add(a, b)
    if type(a) == "table" then
      return setmetatable({ at = a.at + b }, pointer)
    end
    return setmetatable({ at = a + b.at }, pointer)
  end
  function pointer.__sub(a, b)
    return setmetatable({ at = a.at - b }, pointer)
  end
  pointer_to[name] = pointer

  -- In a table. What stands outside it is read where the answer does not matter.
  local array, part = { name = name }, { name = name }
  function array.__index()
    return 0
  end
  function array.__add(self, by)
    return setmetatable({ array = self, at = by }, part)
  end
  function part.__index(self, place)
    return self.array[self.at + place]
  end
  function part.__newindex(self, place, number)
    self.array[self.at + place] = number
  end
  function part.__add(self, by)
    return setmetatable({ array = self.array, at = self.at + by }, part)
  end
  array_of[name] = array
end

for name, format in pairs(FORMATS) do
  prepare(name, format)
end

-- Entries of a string, and the zero behind it.
local function unpacked(text, name, limit)
  local found, size = {}, SIZES[name]
  local count = (limit or #text) // size
  if size == 1 and name == "uint8_t" then
    for from = 1, count, 128 do
      for k, number in ipairs({ text:byte(from, math.min(from + 127, count)) }) do
        found[from + k - 2] = number
      end
    end
  else
    local format = "<" .. FORMATS[name]
    for place = 0, count - 1 do
      found[place] = string.unpack(format, text, size * place + 1)
    end
  end
  return found
end

local ffi = {}

function ffi.typeof(declared)
  local name, rest = declared:gsub("const%s+", ""):match("^([%w_]+)%s*(.*)$")
  assert(SIZES[name], declared)
  return { name = name, pointer = rest == "*", length = rest:match("^%[(.*)%]$") }
end

function ffi.cast(kind, what)
  if type(kind) == "string" then
    kind = ffi.typeof(kind)
  end
  local name = kind.name
  if not kind.pointer then
    local bits = 8 * SIZES[name]
    if name:sub(-2) ~= "_t" or bits == 64 then
      return what
    end
    local number = whole(what) & ((1 << bits) - 1)
    return name:sub(1, 1) == "i" and (number ~ (1 << (bits - 1))) - (1 << (bits - 1)) or number
  elseif type(what) == "string" then
    return setmetatable(unpacked(what, name), array_of[name])
  end
  local address = what
  if type(what) == "table" then
    local own = getmetatable(what)
    if own.name == name then
      return what
    end
    assert(own == pointer_to[own.name], "only memory can be read as another type")
    address = what.at * SIZES[own.name]
  end
  assert(address % SIZES[name] == 0, "not where an entry may begin")
  return setmetatable({ at = address // SIZES[name] }, pointer_to[name])
end

function ffi.new(kind, length)
  if type(kind) == "string" then
    kind = ffi.typeof(kind)
  end
  local made = {}
  for place = 0, (tonumber(kind.length) or length) - 1 do
    made[whole(place)] = 0
  end
  return setmetatable(made, array_of[kind.name])
end

function ffi.copy(array, text, size)
  for place, number in pairs(unpacked(text, getmetatable(array).name, size)) do
    array[place] = number
  end
end

function ffi.fill(where, size, byte)
  local kind = getmetatable(where)
  byte = byte or 0
  if kind == pointer_to[kind.name] then
    fill(where.at * SIZES[kind.name], byte, whole(size))
    return
  end
  assert(byte == 0 or kind.name == "uint8_t", "such numbers are filled with 0 alone")
  for place = 0, whole(size) // SIZES[kind.name] - 1 do
    where[place] = byte
  end
end

-- A literal that LuaJIT boxes, as one of this Lua: decimal ones would be no integers where they have a sign bit.
local function literal(digits)
  local number = 0
  for digit in digits:gmatch("%d") do
    number = 10 * number + tonumber(digit)
  end
  return string.format("0x%x", number)
end

local function adapted(source)
  return (source:gsub("%f[%w](0[xX]%x+)U?LL%f[%W]", "%1"):gsub("%f[%w](%d+)U?LL%f[%W]", literal))
end

function loadstring(source, name)
  return load(adapted(source), name)
end

package.loaded.ffi, package.loaded.bit = ffi, bit

"""Loops over bytes, in Lua, compiled by LuaJIT while the process runs."""

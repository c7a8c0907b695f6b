"""The review desk at `/desk`: server-rendered pages that work without JavaScript."""

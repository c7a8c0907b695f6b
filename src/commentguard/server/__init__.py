"""The server: settings, the composed application, and what operators look at."""

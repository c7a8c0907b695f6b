"""A clearly fictional site with weeks of history, so that a newcomer sees the desk alive."""

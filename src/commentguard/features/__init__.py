"""From comments to numbers: the only code that makes feature vectors."""

"""What the product does, in verbs: no HTTP and no SQL strings."""

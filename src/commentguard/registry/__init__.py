"""Which model is which: a store of immutable bundles, one pointer, a gate before it moves."""

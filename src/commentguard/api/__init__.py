"""The HTTP face: translate requests to comments, verdicts to responses."""

"""What anybody would try first, on the same rows and under the same rules as our own model."""

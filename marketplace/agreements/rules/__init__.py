"""Plain rules of agreements."""

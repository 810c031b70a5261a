"""Plain rules of offers."""

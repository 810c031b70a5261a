"""Plain rules of sourcing."""

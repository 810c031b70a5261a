"""Pure rules of support."""

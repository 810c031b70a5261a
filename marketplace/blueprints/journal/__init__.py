"""Routes of the journal."""

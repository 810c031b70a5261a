"""Routes of people: thin, each guarded."""

"""Routes of sourcing: thin, each guarded."""

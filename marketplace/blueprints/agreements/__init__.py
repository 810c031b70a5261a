"""Routes of agreements: thin, each guarded."""

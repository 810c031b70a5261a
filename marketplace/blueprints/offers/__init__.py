"""Routes of offers: thin, each guarded."""

"""Rules of mediation: plain Python, no tables, no web."""

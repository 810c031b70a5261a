"""First pages of each role: what waits for this person, read from several contexts."""

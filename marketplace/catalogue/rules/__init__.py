"""Plain rules of the catalogue: closed lists, and which price reference speaks."""

"""Plain rules of people: closed lists, permissions, codes, throttles, seats."""

"""Pages about the market: at the desk, on paper, and on a supplier's phone."""

"""Mediation: the opening, cases at the desk, files, first offers, a supplier's yes or no."""

"""Between offers and an agreement: opening, ranking, award, outcome for everyone, the case.

Owns cases, awards, counter-proposals, losses and coaching; never orders, and never a signature.
"""

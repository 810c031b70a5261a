"""The catalogue: destinations, places, leaves, units, prices, rule sets: what everybody shares.

Owns what is true of a place and of a good before anybody trades. Never knows a person, an
operator or a deal.
"""

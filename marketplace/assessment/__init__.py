"""The check on a linkage: its rule set worked out, stored and signed; clearances and reviews.

Owns whether a linkage helps both sides. Never prices, orders or pays for anything itself.
"""

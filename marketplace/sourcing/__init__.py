"""Sourcing: properties, core products, needs and who is asked, in which order.

Owns what an operator wants and to whom the question goes. Never sees an offer's content; the
needs board is a derived table and can be made again at any time.
"""

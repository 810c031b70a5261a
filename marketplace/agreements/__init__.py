"""Agreements: orders, deliveries and payments, to money in a supplier's hand.

Owns what was promised, brought and paid, and writes both sides' standing. It records money, it
never moves it.
"""

"""Offers: what a supplier answers, her draft on the server, her own cost and fair price.

Owns the answer and keeps it sealed for its owner. Never decides who gets the need.
"""

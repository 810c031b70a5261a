"""Insight: what the trade says about the market, read from every context.

It owns no table and changes nothing. Each indicator is one function with its formula in the
docstring; what leaves the desk never rests on fewer than three operators or five people.
"""

"""Plain Python that every room may use: time, money, ids, states, words, refusals.

Knows no framework, no table and no context; nothing here reads or writes anything outside.
"""

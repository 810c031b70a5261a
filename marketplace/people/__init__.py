"""People: persons, operators, suppliers, who may do what, how somebody gets in, and standing.

Owns identities, seats on shared phones, permissions, and the records both sides earn. Never
decides what is bought; standing is written by later chapters through ``people.actions``.
"""

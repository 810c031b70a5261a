"""The journal: every change of state, once, in order, hash-chained; audit trail and outbox.

Owns the append-only entries and the outbox of messages. Never holds a name, a phone, a place,
a price or free text: facts are ids and bounded codes only, so that people can be erased.
"""

"""Channels: how messages leave. The outbox table is the truth; here it is emptied."""

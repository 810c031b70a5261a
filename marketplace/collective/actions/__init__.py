"""Writes of joint action. Each takes session and actor; none commits."""

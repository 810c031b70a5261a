"""The web porch: the only place that knows cookies, headers, sessions and commits."""

"""One file that holds an installation: database, media, secret, and a manifest of all three."""

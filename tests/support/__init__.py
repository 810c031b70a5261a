"""What the tests stand on: databases, a client that checks every page, a browser, result files."""

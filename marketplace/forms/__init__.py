"""Forms: ask, coerce, explain. They never read or write data; actions say no, forms say it kindly."""

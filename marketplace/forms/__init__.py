"""Forms: ask, coerce, explain. They never read or write data.

Actions say no with an enum member; a form says it kindly, beside the field, with nothing lost.
"""

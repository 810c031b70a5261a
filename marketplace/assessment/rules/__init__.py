"""The linkage check as plain rules: does this linkage help both sides?

Start at ``evaluate.evaluate`` (typed) or ``data.assess`` (data in, data out).
"""

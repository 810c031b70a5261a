"""Indicators as plain arithmetic."""

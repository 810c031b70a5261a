"""Mkeka: a marketplace for pro-poor linkages in tourism."""

__version__ = "0.1.0"

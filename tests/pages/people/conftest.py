"""The desk on a Tuesday morning, seen through the pages of people."""

from tests.pages.desk.conftest import anna, at, sit, theresia, world

__all__ = ["anna", "at", "sit", "theresia", "world"]

"""The same desk on the same Tuesday morning as in tests/pages/desk."""

from tests.pages.desk.conftest import anna, at, sit, theresia, world

__all__ = ["anna", "at", "sit", "theresia", "world"]

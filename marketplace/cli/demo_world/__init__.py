"""The demo world: two destinations, their people, and a trade in which something is always open."""

from marketplace.cli.demo_world.loading import load
from marketplace.cli.demo_world.ways_in import ways_in

__all__ = ["load", "ways_in"]

"""What ``marketplace demo`` prints: the address, every way in, and how to renew."""

from collections.abc import Iterator
from itertools import zip_longest

from marketplace.cli.demo_world.data import Row, World, read, staff_of

WIDTH = 80
COLUMN = WIDTH // 2


def ways_in(address: str, *, password: str = "", what: str = "The demo") -> str:
    """Return every sign-in, to be read in a terminal of 80 columns; ``password`` if another one."""
    world = read()
    keys = "-".join(world.keys)
    return "\n".join(
        [
            f"{what} is here:  {address}",
            "",
            f"Staff sign in at /sign-in, password {password or world.password}",
            *_staff(world),
            "",
            f"Suppliers sit down at /s/: your symbol, then the pictures on keys {keys}",
            *(line for land in world.lands for line in _suppliers(land)),
            "",
            "Stop: Ctrl-C, all is kept.   Renew: marketplace demo --fresh",
        ]
    )


def _staff(world: World) -> Iterator[str]:
    people = staff_of(world)
    widest = max(len(person["email"]) for person, _ in people)
    for person, what in people:
        yield f"  {person['email']:<{widest}}  {what}"[:WIDTH]


def _suppliers(land: Row) -> Iterator[str]:
    cells = [_cell(row) for row in land["suppliers"]]
    half = (len(cells) + 1) // 2
    yield f" {land['name']}"
    for left, right in zip_longest(cells[:half], cells[half:], fillvalue=""):
        yield f"{left:<{COLUMN}}{right}".rstrip()


def _cell(row: Row) -> str:
    symbol = row["people"][0]["symbol"]
    who = f"{symbol['drawing'].capitalize()} {symbol['number']}"
    return f"  {who:<13}{row['name']}"[: COLUMN - 1]

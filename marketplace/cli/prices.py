"""``marketplace prices import FILE.csv``: market prices of the World Food Programme.

Any of the layouts on the Humanitarian Data Exchange is read, also one that was saved again with
other signs, letters or days. The same file again changes nothing; a broken-off import is made
whole by doing it again.
"""

import argparse
import re
import sys
from pathlib import Path

from sqlalchemy.orm import Session

from marketplace.catalogue.actions import ImportReport, import_prices
from marketplace.catalogue.queries import is_set_up
from marketplace.catalogue.rules.countries import is_three_letters
from marketplace.catalogue.rules.packed import price_leaves
from marketplace.catalogue.rules.price_file import BadPriceFile, price_table
from marketplace.catalogue.rules.price_lines import Left, Survey, survey
from marketplace.cli.migrate import engine_for, is_current
from marketplace.config import Config, from_environ
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM, Via

BAD = 2
MOST_BYTES = 512 * 1024 * 1024
MOST_UNKNOWN = 8  # of one reason; the rest is a number
_HDX_NAME = re.compile(r"wfp_food_prices_([a-z]{3})\b", re.IGNORECASE)
REASONS = {
    Left.FORECAST: "a forecast: nobody has paid it yet",
    Left.IN_THE_FUTURE: "the day has not come yet",
    Left.NO_COUNTRY: "no country that is known here",
    Left.NO_DAY: "no day that can be read",
    Left.NO_MARKET: "no market",
    Left.NO_PRICE: "no price above nothing",
    Left.ORDER_OF_DAY: "day and month cannot be told apart",
    Left.OUTLIER: "ten times its series' middle or more, or a tenth or less",
    Left.TOO_OLD: "over twelve months before its series' newest price",
    Left.TWO_PRICES: "another price for the same market and day stands before it",
    Left.UNKNOWN_COMMODITY: "a commodity that is no leaf here",
    Left.UNKNOWN_CURRENCY: "a currency that is not known",
    Left.UNKNOWN_LEVEL: "neither retail, wholesale nor farm gate",
    Left.UNKNOWN_UNIT: "a unit that is not known, or not for this commodity",
}


def main(argv: list[str]) -> int:
    """Run ``marketplace prices``: status 2 where the file, or what was asked, cannot be."""
    options = _parser().parse_args(argv)
    try:
        file = _surveyed(options.file, _country(options.country))
        _import(from_environ(), file)
    except BadPriceFile as problem:
        print(f"marketplace prices: {options.file}: {problem}.", file=sys.stderr)
        return BAD
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marketplace prices", description=__doc__)
    actions = parser.add_subparsers(required=True)
    taking = actions.add_parser("import", help="take a file in")
    taking.add_argument("file", metavar="FILE.csv")
    taking.add_argument(
        "--country", help="three letters, for a file that does not name its country"
    )
    return parser


def _country(typed: str | None) -> str | None:
    if typed is None:
        return None
    code = typed.strip().upper()
    if not is_three_letters(code):
        raise BadPriceFile(f"--country {typed} is not known; it is three letters, like KEN")
    return code


def _surveyed(name: str, country: str | None) -> Survey:
    said = country or _in_name(Path(name).name)
    table = price_table(_bytes(Path(name)))
    return survey(table, today=clock.now().date(), leaves=price_leaves(), country=said)


def _in_name(name: str) -> str | None:
    """Return the country that the Exchange's own file name says: wfp_food_prices_ken.csv."""
    found = _HDX_NAME.search(name)
    code = found[1].upper() if found else ""
    return code if is_three_letters(code) else None


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadPriceFile("it is larger than 512 MB; take the file of one country")
        return path.read_bytes()
    except OSError as problem:
        raise BadPriceFile(problem.strerror or str(problem)) from None


def _import(config: Config, file: Survey) -> None:
    engine = engine_for(config)
    try:
        if not is_current(engine):
            raise BadPriceFile("the database is not up to date; run marketplace migrate first")
        with Session(engine) as session:
            if not is_set_up(session):
                raise BadPriceFile("nothing is set up yet; run marketplace setup first")
            session.rollback()
            report = import_prices(session, SYSTEM.through(Via.CLI), file, _progress)
    finally:
        engine.dispose()
    print("\n".join(told(file, report)))


def _progress(done: int, lines: int) -> None:
    """Say how far it is: over itself on a terminal, else only at the end."""
    if sys.stderr.isatty():
        print(f"\r{done} of {lines} lines", end="", file=sys.stderr, flush=True)
        if done >= lines:
            print(file=sys.stderr)
    elif done >= lines:
        print(f"{done} of {lines} lines", file=sys.stderr)


def told(file: Survey, report: ImportReport) -> list[str]:
    """Return the report as lines of text."""
    countries = ", ".join(sorted(file.countries)) or "none"
    taken = (
        f"  {report.taken} prices taken, {report.known} known already, "
        f"{report.corrected} corrected, {report.left.total()} left."
    )
    references = (
        f"  {report.references} references brought up to date; "
        f"{report.standing} stand, because something newer is known."
    )
    return [
        f"{report.lines} lines read. Countries: {countries}.",
        taken,
        references,
        *_left(report),
    ]


def _left(report: ImportReport) -> list[str]:
    lines = ["Left:"] if report.left else []
    for reason, count in report.left.most_common():
        first = ", ".join(str(line) for line in report.first_lines[reason])
        lines.append(f"  {count} × {REASONS[reason]} (first lines: {first})")
        lines.extend(_unknown(report, reason))
    return lines


def _unknown(report: ImportReport, reason: Left) -> list[str]:
    named = [(what, n) for (why, what), n in report.unknown.most_common() if why is reason]
    if not named:
        return []
    text = ", ".join(f"{what} ({n})" for what, n in named[:MOST_UNKNOWN])
    more = len(named) - MOST_UNKNOWN
    return [f"      {text}{f', and {more} more' if more > 0 else ''}"]

"""``marketplace setup``: a destination, the catalogue, prices, and the first administrator's link.

With every option given it asks nothing, so that it can stand in a script; on a terminal it asks
for what is missing. Run again it changes nothing.
"""

import argparse
import sys

from sqlalchemy.orm import Session

from marketplace.assessment.actions import load_default_rule_set
from marketplace.catalogue.actions import load_catalogue, load_price_references
from marketplace.catalogue.actions.opening import mark_installed, open_destination
from marketplace.catalogue.queries import destinations, is_set_up
from marketplace.catalogue.rules.opening import REACH_KM, OpenDestination
from marketplace.cli.migrate import engine_for, upgrade
from marketplace.cli.setup_answers import Ask, BadAnswer, administrator, answered, summary
from marketplace.config import Config, from_environ
from marketplace.db import transaction
from marketplace.kernel.actor import SYSTEM, Via
from marketplace.kernel.refused import Refused
from marketplace.people.actions import first_administrator
from marketplace.people.queries import has_administrator

INVITATION = "/invitation/"


def main(argv: list[str]) -> int:
    """Run ``marketplace setup``: status 1 if it was set up before, 2 if an answer cannot be."""
    options = _parser().parse_args(argv)
    config = from_environ()
    engine = engine_for(config)
    try:
        upgrade(engine)
        with Session(engine) as session:
            return set_up(session, config, options, ask=_asker())
    except BadAnswer as problem:
        print(f"marketplace setup: {problem}", file=sys.stderr)
        return 2
    except Refused as refused:
        print(f"marketplace setup: not possible: {refused}.", file=sys.stderr)
        return 2
    finally:
        engine.dispose()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marketplace setup", description=__doc__)
    add = parser.add_argument
    add("--destination", help="a town's name, or its GeoNames number")
    add("--country", help="two letters, where the town's name is not enough")
    add("--name", help="what the destination is called, if not like its town")
    add("--around", type=int, default=REACH_KM, help="kilometres in which towns become places")
    add("--place", action="append", default=[], metavar="NAME:LAT:LON", help="one more village")
    add("--languages", help="codes with commas, the first choice first: sw,en")
    add("--currency", help="ISO 4217 code: TZS")
    add("--guest-currency", help="what guests pay in, if another currency")
    add("--guest-rate", help="how much of the currency is one of the guests'")
    add("--ceiling", help="greatest value of a quick buy, in the currency")
    add("--day-rate", help="fair pay for a day's work, in the currency")
    add("--admin-email", help="first administrator's e-mail")
    add("--admin-name", help="first administrator's name")
    add("--new-link", action="store_true", help="another link, while nobody has used the first")
    return parser


def _asker() -> Ask:
    return _ask if sys.stdin is not None and sys.stdin.isatty() else _usual


def _ask(question: str, usual: str) -> str:
    hint = f" [{usual}]" if usual else ""
    return input(f"{question}{hint}: ").strip() or usual


def _usual(question: str, usual: str) -> str:
    if not usual:
        raise BadAnswer(f"an answer is missing: {question} (see marketplace setup --help).")
    return usual


def set_up(session: Session, config: Config, options: argparse.Namespace, *, ask: Ask) -> int:
    """Set an empty installation up in one transaction; return the exit status."""
    if is_set_up(session):
        return _again(session, config, options, ask=ask)
    command = answered(options, ask)
    email, name = administrator(options, ask)
    with transaction(session):
        destination_id = _fill(session, command)
        _, token = first_administrator(
            session, email=email, name=name, destination_id=destination_id
        )
    print("\n".join(summary(command)))
    _print_link(config, email, token)
    return 0


def _fill(session: Session, command: OpenDestination) -> int:
    mark_installed(session)
    load_catalogue(session)
    load_price_references(session)
    load_default_rule_set(session)
    return open_destination(session, SYSTEM.through(Via.CLI), command)


def _again(session: Session, config: Config, options: argparse.Namespace, *, ask: Ask) -> int:
    known = destinations(session)
    if not options.new_link or has_administrator(session):
        names = ", ".join(destination.name for destination in known)
        print(f"This installation is set up already ({names}); nothing was changed.")
        return 1
    email, name = administrator(options, ask)
    with transaction(session):
        _, token = first_administrator(session, email=email, name=name, destination_id=known[0].id)
    _print_link(config, email, token)
    return 0


def _print_link(config: Config, email: str, token: str) -> None:
    print(f"Next: marketplace serve, then {email} opens this link once, within 72 hours:")
    print(f"  {base_address(config)}{INVITATION}{token}")


def base_address(config: Config) -> str:
    """Return the address people type: the first listed host, else the one that is served."""
    scheme = "https" if config.behind_tls else "http"
    host = config.hosts[0] if config.hosts else f"{config.host}:{config.port}"
    return f"{scheme}://{host}"

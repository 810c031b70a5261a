"""Everybody of the demo world before a browser of her own, and every address of the house."""

import hashlib
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from marketplace.agreements.models import (
    Advance,
    BenefitNote,
    Delivery,
    Grievance,
    LenderPaper,
    Order,
    Payment,
    SafeguardingReport,
)
from marketplace.assessment.models import Assessment, Clearance, Review
from marketplace.catalogue.models import Destination, Place
from marketplace.collective.models import Activity, Event, EventLead, Recommendation
from marketplace.db import Base
from marketplace.kernel import clock
from marketplace.mediation.models import Award, PutProposal
from marketplace.offers.models import Offer
from marketplace.people.actions.sessions import open_session
from marketplace.people.models import (
    ImportedSupplier,
    Operator,
    StaffAccount,
    Supplier,
    SupportProvider,
    Symbol,
)
from marketplace.people.rules.lists import SessionKind
from marketplace.sourcing.models import CoreProduct, Need, NeedAttachment, OrderList
from marketplace.sourcing.rules.lists import Lane
from marketplace.support.models import DeliveryStep, Referral, SupportService
from tests.actions.served import form_token
from tests.support.client import PageClient

STAFF = ("neema", "joseph", "rehema", "wanjiru", "anna", "theresia", "njoki", "bakari", "usafi",
         "observer", "admin")  # fmt: skip
SEATS = (("fish", 47), ("hen", 21))
EVERYBODY = ("nobody", *STAFF, *(f"{drawing}-{number}" for drawing, number in SEATS))
# A stranger and who reaches most of each kind: what a database could change is seen by these.
WIDEST = frozenset({"nobody", "neema", "bakari", "admin", "fish-47"})
# Looking may write these and nothing else: last seen, who has seen what, devices, heartbeats, and
# that some need was looked at for the first time.
LOOKING_WRITES = frozenset({"web_session", "seen_mark", "device", "record_look", "answer_step"})


def each(*whose: Any) -> list[Any]:
    """Return people (or tuples that begin with one) as parameters: on PostgreSQL the widest."""
    cases = [one if isinstance(one, tuple) else (one,) for one in whose]
    alone = pytest.mark.only("sqlite")
    return [pytest.param(*case, marks=() if case[0] in WIDEST else alone) for case in cases]


def browser(session: Session, client: PageClient, who: str) -> PageClient:
    """Put one of the demo world's people before a browser; ``nobody`` stays a stranger."""
    if who == "nobody":
        return client
    seat = "-" in who
    token = open_session(
        session, person_id=_seated(session, who) if seat else _signed_in(session, who),
        kind=SessionKind.SEAT if seat else SessionKind.STAFF, device_id=None, now=clock.now(),
        code_proved=seat,
    )  # fmt: skip
    session.commit()
    client.set_cookie("__Host-sid", token, secure=True, path="/")
    return client


def _signed_in(session: Session, name: str) -> int:
    mail = f"{name}@demo.example"
    return session.scalars(select(StaffAccount.person_id).where(StaffAccount.email == mail)).one()


def _seated(session: Session, symbol: str) -> int:
    drawing, number = symbol.split("-")
    found = select(Symbol.person_id).where(Symbol.drawing == drawing, Symbol.number == int(number))
    return session.scalars(found.order_by(Symbol.person_id).limit(1)).one()


def checksums(session: Session) -> dict[str, str]:
    """Return a checksum of every table that looking must leave alone."""
    session.rollback()
    tables = (t for t in Base.metadata.sorted_tables if t.name not in LOOKING_WRITES)
    return {table.name: _checksum(session, table) for table in tables}


def _checksum(session: Session, table: Any) -> str:
    rows = sorted(repr(tuple(row)) for row in session.execute(select(table)))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def things(session: Session) -> dict[str, list[str]]:
    """Return a few of everything that has an address, by the part of the address before it."""
    tables = {
        "/buyer/needs/": Need, "/buyer/needs/list/": OrderList, "/buyer/orders/": Order,
        "/buyer/payments/": Payment, "/buyer/deliveries/": Delivery,
        "/buyer/products/": CoreProduct, "/buyer/proposals/": PutProposal,
        "/buyer/benefits/": BenefitNote,
        "/desk/needs/": Need, "/desk/checks/": Assessment, "/desk/clearances/": Clearance,
        "/desk/read-back/": Offer, "/desk/reviews/": Review, "/desk/calls/": Order,
        "/s/offers/": Offer, "/s/orders/": Order, "/s/money/": Payment,
        "/desk/suppliers/": Supplier, "/desk/operators/": Operator,
        "/buyer/house/": Operator, "/buyer/approvals/": Need, "/awards/": Award,
        "/buyer/grievances/": Grievance, "/desk/grievances/": Grievance,
        "/buyer/advances/": Advance, "/s/advances/": Advance, "/s/papers/": LenderPaper,
        "/desk/papers/": LenderPaper, "/s/troubles/": Grievance,
        "/safeguarding/": SafeguardingReport, "/desk/together/": Activity, "/s/together/": Activity,
        "/desk/events/": Event, "/s/events/": Event, "/s/circle/": Recommendation,
        "/buyer/circle/": Recommendation, "/desk/leads/": EventLead,
        "/desk/suppliers/imported/": ImportedSupplier,
        "/desk/providers/": SupportProvider, "/support/services/": SupportService,
        "/support/referrals/": Referral, "/desk/referrals/": Referral,
        "/desk/steps/": DeliveryStep, "/buyer/training/": SupportService,
        "/buyer/training/referrals/": Referral,
        "/admin/places/": Place, "/admin/destinations/": Destination,
        "/desk/attached/": NeedAttachment,
    }  # fmt: skip
    found = {place: _some(session, table, "public_id") for place, table in tables.items()}
    found["/admin/goods/"] = found["/s/good/"] = ["veg.tomato"]
    found["/admin/pictures/"] = ["first-time"]  # at the desk they are nobody's
    found["/buyer/tenders/"] = found["/desk/tenders/"] = _tenders(session)
    found["/admin/rules/"] = list(session.scalars(select(Destination.code)))
    found["/s/needs/"] = found["/needs/"] = found["/desk/calls/needs/"] = _codes(session)
    return found


def _tenders(session: Session) -> list[str]:
    rows = select(Need.public_id).where(Need.lane == Lane.TENDER).order_by(Need.id)
    return list(session.scalars(rows))


def _some(session: Session, table: Any, column: str) -> list[str]:
    ids = session.scalars(select(getattr(table, column)).order_by(table.id)).all()
    return [*ids[:2], *ids[len(ids) // 2 : len(ids) // 2 + 1], *ids[-2:]]


def _codes(session: Session) -> list[str]:
    per_state = {state: code for code, state in session.execute(select(Need.code, Need.state))}
    return list(per_state.values())


def addresses(app: Flask, session: Session, method: str) -> Iterator[tuple[Rule, str]]:
    """Yield every address of a method; one with a name in it several times, filled."""
    known = things(session)
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or set()) and rule.endpoint != "ops.static":
            for values in _values(rule, known):
                yield rule, rule.build(values, append_unknown=False)[1]  # type: ignore[index]  # always built here


def _values(rule: Rule, known: dict[str, list[str]]) -> Iterator[dict[str, Any]]:
    names = sorted(rule.arguments)
    options = [_options(rule, name, known) for name in names]
    for chosen in product(*options):
        yield dict(zip(names, chosen, strict=True))


def _options(rule: Rule, name: str, known: dict[str, list[str]]) -> list[Any]:
    if name in {
        "after",
        "before",
        "condition_id",
        "day_id",
        "evidence_id",
        "lead_id",
        "person_id",
        "session_id",
        "stand_in_id",
        "token_id",
        "voucher_id",
    }:
        return [1, 10**9]
    if name in {"public_id", "code"}:
        return [*known.get(rule.rule.split("<")[0], ()), "NO-SUCH"]
    return {"drawing": ["fish", "no-such"], "what": ["when", "through", "no-such"]}.get(
        name, ["no-such"]
    )


def csrf_of(client: PageClient) -> str:
    """Return the token that this browser's forms carry, as its cookie has it now."""
    cookie = client.get_cookie("__Host-sid")
    return form_token(cookie.value if cookie else None)


def kenyan(session: Session) -> set[str]:
    """Return the names in addresses of what belongs to the second, small destination."""
    need = select(Need.id).where(Need.currency == "KES")
    order = select(Order.id).where(Order.need_id.in_(need))
    delivery = select(Delivery.id).where(Delivery.order_id.in_(order))
    operator = select(Need.operator_id).where(Need.currency == "KES")
    land = select(Need.destination_id).where(Need.currency == "KES")
    owned: dict[Any, Any] = {
        Need: Need.id.in_(need), Offer: Offer.need_id.in_(need), Order: Order.id.in_(order),
        Delivery: Delivery.id.in_(delivery), Payment: Payment.delivery_id.in_(delivery),
        Assessment: Assessment.need_id.in_(need), Supplier: Supplier.destination_id.in_(land),
        Operator: Operator.destination_id.in_(land),
        DeliveryStep: DeliveryStep.delivery_id.in_(delivery),
        Review: Review.assessment_id.in_(select(Assessment.id).where(Assessment.need_id.in_(need))),
        **{t: t.operator_id.in_(operator) for t in (CoreProduct, OrderList, Clearance)},
    }  # fmt: skip
    names = (session.scalars(select(table.public_id).where(hers)) for table, hers in owned.items())
    return {name for found in names for name in found} | set(session.scalars(_kenyan_codes()))


def _kenyan_codes() -> Any:
    return select(Need.code).where(Need.currency == "KES")

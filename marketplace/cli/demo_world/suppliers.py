"""Suppliers: registered in their village, each of their people with a symbol, a code, a card."""

from functools import partial

from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.places import CASH
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.cli.demo_world.words_given import say_of_supplier
from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role, Via
from marketplace.offers.models import CostBuildUp
from marketplace.people.actions.giving import give_card, set_code
from marketplace.people.actions.terms import note_acceptance
from marketplace.people.models import (
    Consent,
    Person,
    Phone,
    RoleGrant,
    Supplier,
    SupplierLeaf,
    SupplierMember,
    SupplierPaper,
    Symbol,
    TermsAcceptance,
)
from marketplace.people.rules.lists import (
    FoundAt,
    FoundWhen,
    MemberRole,
    Payout,
    PhoneArrangement,
    Purpose,
    SupplierKind,
    SupplierState,
)
from marketplace.people.rules.terms import NOTICE_VERSION, TERMS_VERSION


def schedule_suppliers(stage: Stage) -> None:
    """Put the phones in, and let every supplier be registered on her day."""
    phones: dict[str, Phone] = {
        row["code"]: Phone(number=row["code"]) for _, row in stage.world.everywhere("phones")
    }
    stage.session.add_all(phones.values())
    stage.session.flush()
    for land, row in stage.world.everywhere("suppliers"):
        moment = stage.calendars[land["code"]].at(row["registered_day"], "10:00")
        phone = phones.get(row["phone"]["phone"])
        register = partial(_register, stage, land["code"], row, phone.id if phone else None)
        stage.timeline.at(moment, Rank.PEOPLE, register)


def _register(stage: Stage, land: str, row: Row, phone_id: int | None) -> None:
    session, desk = stage.session, stage.actors[row["registered_by"]]
    supplier = _supplier(stage, land, row, phone_id)
    session.add(supplier)
    session.flush()
    stage.suppliers[row["code"]] = supplier
    facts = {
        "to": supplier.state.value, "place": supplier.place_id, "kind": supplier.kind.value
    }  # fmt: skip
    record(session, desk, verb="supplier.register", subject=supplier, facts=facts)
    people = [_person(stage, row, supplier, at) for at in range(len(row["people"]))]
    stage.actors[row["code"]] = Actor(
        person_id=people[0].id, via=Via.WEB, roles=frozenset({Role.SUPPLIER}), code_proved=True,
        supplier_ids=frozenset({supplier.id}),
        destination_ids=frozenset({supplier.destination_id}),
    )  # fmt: skip
    terms = TermsAcceptance(
        supplier_id=supplier.id, version=TERMS_VERSION, accepted_by_id=people[0].id,
        read_aloud=True, at=clock.now(),
    )  # fmt: skip
    note_acceptance(session, desk, terms)
    _goods(stage, row, supplier)
    _papers(stage, land, row, supplier)
    session.flush()
    say_of_supplier(stage, row, supplier)


def _supplier(stage: Stage, land: str, row: Row, phone_id: int | None) -> Supplier:
    return Supplier(
        public_id=ids.public_id(), code=ids.short_code(),
        destination_id=stage.destinations[land].id, place_id=stage.places[land, row["place"]].id,
        kind=SupplierKind(row["kind"]), name=row["name"], state=SupplierState.ACTIVE,
        language=row["language"], phone_id=phone_id,
        phone_arrangement=PhoneArrangement(row["phone"]["arrangement"]),
        payout=Payout(row["payout"]), found_at=FoundAt(row["found"]["at"]),
        found_when=FoundWhen(row["found"]["when"]), registered_at=clock.now(),
        registered_by_id=stage.actors[row["registered_by"]].person_id,
    )  # fmt: skip


def _person(stage: Stage, row: Row, supplier: Supplier, at: int) -> Person:
    session, told, now = stage.session, row["people"][at], clock.now()
    desk = stage.actors[row["registered_by"]]
    person = Person(
        public_id=ids.public_id(), destination_id=supplier.destination_id, name=told["name"],
        language=row["language"], created_at=now,
    )  # fmt: skip
    session.add(person)
    session.flush()
    member = SupplierMember(
        supplier_id=supplier.id, person_id=person.id, role=MemberRole(told["role"])
    )
    grant = RoleGrant(
        person_id=person.id, role=Role.SUPPLIER, granted_at=now, granted_by_id=desk.person_id
    )
    symbol = Symbol(person_id=person.id, destination_id=supplier.destination_id, **told["symbol"])
    consent = Consent(
        person_id=person.id, purpose=Purpose.TRADING, notice_version=NOTICE_VERSION,
        language=row["language"], heard=True, witness_id=desk.person_id, given_at=now,
    )  # fmt: skip
    session.add_all([member, grant, symbol, consent])
    facts = {"purpose": consent.purpose.value}
    record(session, desk, verb="consent.give", subject=consent, facts=facts)
    set_code(session, person.id, stage.hashes.code(row["code"], at), now)
    give_card(session, person, supplier, now=now)
    return person


def _goods(stage: Stage, row: Row, supplier: Supplier) -> None:
    goods = stage.goods
    for leaf in row["leaves"]:
        stage.session.add(
            SupplierLeaf(
                supplier_id=supplier.id, category_id=goods.leaves[leaf["leaf"]],
                unit_id=goods.units[leaf["unit"]], weekly_amount=leaf["weekly"],
                weekly_proven=leaf["weekly_proven"],
            )
        )  # fmt: skip
    for cost in row["costs"]:
        stage.session.add(
            CostBuildUp(
                supplier_id=supplier.id, category_id=goods.leaves[cost["leaf"]],
                unit_id=goods.units[cost["unit"]], labour_minutes=cost["labour_minutes"],
                updated_at=clock.now(), **{f"{part}_minor": cost[part] for part in CASH},
            )
        )  # fmt: skip


def _papers(stage: Stage, land: str, row: Row, supplier: Supplier) -> None:
    calendar, desk = stage.calendars[land], stage.actors[row["registered_by"]]
    stage.session.add_all(
        SupplierPaper(
            supplier_id=supplier.id, paper_id=stage.goods.papers[paper["paper"]],
            checked_by_id=desk.person_id, checked_at=calendar.at(paper["checked_day"], "11:00"),
            expires_at=calendar.at(paper["expires_day"], "00:00"),
        )
        for paper in row["papers"]
    )  # fmt: skip

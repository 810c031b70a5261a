"""A tender that went all the way: awarded, written down, signed, said yes to by both sides."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from marketplace.agreements.actions import (
    SayYes,
    WriteFromAward,
    after_signature,
    say_yes,
    write_from_award,
)
from marketplace.agreements.models import Agreement
from marketplace.agreements.queries.agreed_load import OPEN, version_in
from marketplace.agreements.queries.awarded import awarded
from marketplace.agreements.rules.agreed_lists import ConsentHow
from marketplace.agreements.rules.awarded import terms_from
from marketplace.assessment.actions import SignOutcome, sign
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.clauses import OWN, Clause
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.mediation import actions as mediation
from marketplace.mediation.actions import ChooseOffer
from marketplace.mediation.models import Award
from marketplace.offers.queries import opened_offers

CHOSEN_AFTER, ANSWERED_AFTER = timedelta(hours=2), timedelta(hours=5)
WRITTEN_AFTER = timedelta(hours=60)  # two days and a night: whoever was not chosen was heard
USUAL = (ConditionCode.REVIEW_DATE, ConditionCode.SECOND_BUYER)


def schedule_agreement(stage: Stage, row: Row, opened: datetime) -> None:
    """Let the offer be chosen, answered and, after the standstill, agreed for longer."""
    stage.timeline.at(opened + CHOSEN_AFTER, Rank.PLACE, partial(_choose, stage, row, opened))


def _choose(stage: Stage, row: Row, opened: datetime) -> None:
    buyer, need = stage.actors[row["buyer"]], stage.needs[row["code"]]
    her = stage.suppliers[row["agreed"]["supplier"]].id
    seen = opened_offers(stage.session, buyer, need.public_id)
    best = next(one for one in seen if one.supplier_id == her)
    command = ChooseOffer(offer=best.public_id, quantity=best.quantity)
    award = mediation.choose(stage.session, buyer, command)
    yes = partial(mediation.say_yes, stage.session, _her(stage, row), award.public_id)
    stage.timeline.at(opened + ANSWERED_AFTER, Rank.ANSWER, yes)
    write = partial(_write, stage, row, award)
    stage.timeline.at(opened + WRITTEN_AFTER, Rank.DESK, write)


def _her(stage: Stage, row: Row) -> Actor:
    return stage.actors[row["agreed"]["supplier"]]


def _write(stage: Stage, row: Row, award: Award) -> None:
    session, buyer = stage.session, stage.actors[row["buyer"]]
    found = awarded(session, buyer, award.public_id)
    zone = stage.calendar_of(row["property"]).zone
    today = clock.now().astimezone(zone).date()
    command = WriteFromAward(
        award=award.public_id, terms=terms_from(found.terms, today), client_key=ids.public_id()
    )
    agreement = write_from_award(session, buyer, command)
    session.flush()
    _sign(stage, row, agreement)
    for who, how in (
        (buyer, ConsentHow.SIGNED_IN),
        (replace(_her(stage, row), code_proved=True), ConsentHow.PICTURE_CODE),
    ):
        said = SayYes(agreement=agreement.public_id, number=1, how=how)
        say_yes(session, who, said)


def _sign(stage: Stage, row: Row, agreement: Agreement) -> None:
    session, desk = stage.session, stage.actors[row["desk"]]
    version = version_in(session, agreement.id, *OPEN)
    if version is None or version.assessment_id is None:
        raise ValueError(row["code"])
    check = session.get_one(Assessment, version.assessment_id).public_id
    told: list[Clause | ConditionCode] = [*USUAL, Clause(code=OWN, note=row["agreed"]["own_words"])]
    if sign(session, desk, check, told) is SignOutcome.LOOK_AGAIN:
        sign(session, desk, check, told)
    after_signature(session, desk, check)

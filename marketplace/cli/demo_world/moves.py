"""Moving a need along its machine, with its waves, its board rows and what its buyer hears."""

from sqlalchemy import update

from marketplace.cli.demo_world.stage import Stage
from marketplace.journal.actions import step
from marketplace.journal.outbox import EMAIL, Message, post
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM, Actor
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.models import Need, Wave
from marketplace.sourcing.rules.lists import NEED, NeedVerb, UnfilledReason

ENDS = (NeedVerb.MATCH, NeedVerb.MATCH_PART, NeedVerb.UNFILL, NeedVerb.WITHDRAW)
_TOLD = {
    NeedVerb.MATCH: "need_matched",
    NeedVerb.MATCH_PART: "need_part_matched",
    NeedVerb.UNFILL: "need_unfilled",
}


def move_need(
    stage: Stage, need: Need, verb: NeedVerb, *, who: Actor = SYSTEM,
    reason: UnfilledReason | None = None,
) -> None:  # fmt: skip
    """Take one step with a need; one that ends its search has its waves settled, its buyer told."""
    need.unfilled_reason = reason
    need.settled_at = clock.now() if verb in ENDS else None
    step(
        stage.session, who, need, machine=NEED, verb=verb, facts={"awarded": need.awarded}
    )  # fmt: skip
    need.version += 1
    stage.session.flush()
    if verb in ENDS or verb is NeedVerb.CLOSE:
        _settle_waves(stage, need)
    sourcing.refresh_board(stage.session, need)
    if verb in _TOLD:
        _tell(stage, need, _TOLD[verb])


def _settle_waves(stage: Stage, need: Need) -> None:
    mine = Wave.need_id == need.id, Wave.settled_at.is_(None)
    stage.session.execute(update(Wave).where(*mine).values(settled_at=clock.now()))


def _tell(stage: Stage, need: Need, kind: str) -> None:
    told = Message(
        kind=kind, subject_type="need", subject_id=need.id, channel=EMAIL,
        to_person_id=need.created_by_id, to_operator_id=need.operator_id, place_id=need.place_id,
    )  # fmt: skip
    post(stage.session, [told])

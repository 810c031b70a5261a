"""Photographs beside two needs of the demo world: one was looked at, one waits at Anna's desk."""

from datetime import timedelta
from functools import partial

from marketplace.catalogue.rules.attachments import AttachmentKind, KeptFile
from marketplace.cli.demo_world.notes import photograph
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.kernel.actor import Actor
from marketplace.sourcing.actions.attaching import attach_to_need, look_at_need_attachment
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState

BEFORE_LOADED = timedelta(minutes=20)


def schedule_attached(stage: Stage) -> None:
    """Let Neema show what she means, and Anna look at the first of it."""
    if stage.photos is not None:
        stage.timeline.at(stage.loaded - BEFORE_LOADED, Rank.DESK, partial(_attach, stage))


def _attach(stage: Stage) -> None:
    neema, anna = stage.actors["neema"], stage.actors["anna"]
    looked = [_beside(stage, neema, need) for need in _open_needs(stage, neema)[:2]]
    for public_id in looked[:1]:
        look_at_need_attachment(stage.session, anna, public_id, None)


def _open_needs(stage: Stage, neema: Actor) -> list[Need]:
    ours = (need for need in stage.needs.values() if need.operator_id in neema.operator_ids)
    return [need for need in ours if need.state is NeedState.PUBLISHED]


def _beside(stage: Stage, neema: Actor, need: Need) -> str:
    kept = photograph(stage, {"photo": "green"})
    if kept is None:
        raise LookupError("no store of photographs")
    file = KeptFile(file=kept.file, kind=AttachmentKind.PHOTO, size=kept.size)
    return attach_to_need(stage.session, neema, need.public_id, file).public_id

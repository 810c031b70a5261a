"""What helps after a bad delivery: one thing, as a picture; it never blocks the next offer."""

from collections.abc import Mapping

from marketplace.agreements.rules.lists import DeliveryState, RejectReason
from marketplace.support.rules.lists import NextTime, Topic, Trigger

_R, _N = RejectReason, NextTime
HELPS: Mapping[RejectReason, NextTime] = {
    _R.BROKEN: _N.PACK_WELL,
    _R.DIRTY: _N.WASH,
    _R.LATE: _N.EARLIER,
    _R.NOT_FRESH: _N.SAME_DAY,
    _R.TOO_SMALL: _N.SORT,
    _R.UNRIPE: _N.PICK_RIPE,
    _R.WARM: _N.COOLER_BOX,
    _R.WRONG_THING: _N.ASK_FIRST,
}
OF_POINT: Mapping[str, NextTime] = {
    "clean": _N.WASH, "cold": _N.COOLER_BOX, "covered": _N.PACK_WELL, "fresh": _N.SAME_DAY,
    "in_crates": _N.PACK_WELL, "no_stones": _N.SORT, "on_time": _N.EARLIER, "ripe": _N.PICK_RIPE,
    "same_size": _N.SORT, "stain_free": _N.WASH, "uncracked": _N.PACK_WELL, "whole": _N.PACK_WELL,
}  # fmt: skip
TOPICS: Mapping[NextTime, Topic] = {
    _N.ASK_FIRST: Topic.BUSINESS, _N.COOLER_BOX: Topic.COLD, _N.EARLIER: Topic.TRANSPORT,
    _N.PACK_WELL: Topic.HANDLING, _N.PICK_RIPE: Topic.GROWING, _N.SAME_DAY: Topic.HANDLING,
    _N.SORT: Topic.HANDLING, _N.WASH: Topic.HYGIENE,
}  # fmt: skip


def trigger_of(state: DeliveryState, *, on_time: bool) -> Trigger | None:
    """Return what was bad about a delivery; none where nothing was."""
    if state is DeliveryState.REJECTED:
        return Trigger.REJECTED
    if state is DeliveryState.PART:
        return Trigger.PART
    return None if on_time else Trigger.LATE


def helps(reason: RejectReason | None, trigger: Trigger) -> NextTime:
    """Return the one thing that helps: by the door's reason, else by what was bad."""
    if reason is not None:
        return HELPS[reason]
    return NextTime.EARLIER if trigger is Trigger.LATE else NextTime.ASK_FIRST

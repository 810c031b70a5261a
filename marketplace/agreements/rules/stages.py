"""Trial, repeat, standing: what has to have happened before a linkage grows."""

from dataclasses import dataclass

from marketplace.agreements.rules.agreed_lists import Stage

REPEAT_AFTER = 1
STANDING_AFTER = 3
ON_TIME_PERMILLE = 800
ACCEPTED_PERMILLE = 900


@dataclass(frozen=True, slots=True)
class Lived:
    """What was delivered under an agreement: how many times, on time, and taken (permille)."""

    deliveries: int
    on_time: int
    accepted_permille: int


def may_become(stage: Stage, lived: Lived) -> bool:
    """Tell whether this much has been lived to agree on a stage; a trial is always possible.

    Repeat: one delivery that was taken whole or nearly so. Standing: three deliveries, four in
    five on time, nine tenths taken (product.md, "trial → repeat → standing").
    """
    if stage is Stage.TRIAL:
        return True
    if lived.accepted_permille < ACCEPTED_PERMILLE or lived.deliveries < REPEAT_AFTER:
        return False
    if stage is Stage.REPEAT:
        return True
    on_time = lived.on_time * 1000 >= ON_TIME_PERMILLE * lived.deliveries
    return lived.deliveries >= STANDING_AFTER and on_time

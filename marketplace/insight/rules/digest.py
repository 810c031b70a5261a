"""What is looked for, in messages of one SMS each."""

from collections.abc import Iterable

ONE_SMS, ONE_SMS_OTHER = 160, 70  # signs: with the letters every phone has, with any others
MOST_PARTS = 3
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def room(text: str) -> int:
    """Return how many signs one SMS has for this text (GSM 03.38, else UCS-2)."""
    return ONE_SMS if set(text) <= _GSM else ONE_SMS_OTHER


def digest(opening: str, lines: Iterable[str], *, most: int = MOST_PARTS) -> tuple[str, ...]:
    """Return messages that each fit into one SMS and each stand for themselves.

    A line is never cut: one that fits nowhere is left out, and what does not fit into the last
    message too.
    """
    parts: list[str] = []
    for line in (one.translate(_SPACES) for one in lines):
        longer = f"{parts[-1]}; {line}" if parts else ""
        alone = f"{opening} {line}"
        if parts and len(longer) <= room(longer):
            parts[-1] = longer
        elif len(parts) < most and len(alone) <= room(alone):
            parts.append(alone)
    return tuple(parts)

"""How long to wait after wrong tries, so that guessing is slow and nobody is locked out for good.

Four counters, each with its own allowance:

* a person on a phone she has used before: her own, untouched by what strangers do;
* a person from every other phone, all of them together: changing cookies buys no further try;
* a phone over all persons: a thief cannot try one symbol after the other;
* a network: high, because a whole village may share one address.

Only a facilitator disables a person; a delay ends by itself.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DAY = timedelta(days=1)


class Scope(StrEnum):
    """What a counter counts."""

    DEVICE = "device"
    NETWORK = "network"
    PERSON_HERE = "person_here"
    PERSON_STRANGERS = "person_strangers"


@dataclass(frozen=True, slots=True)
class Allowance:
    """Tries that cost nothing; then the first delay, doubling up to the longest."""

    free: int
    first: timedelta
    longest: timedelta


ALLOWANCES = {
    Scope.PERSON_HERE: Allowance(3, timedelta(seconds=15), timedelta(minutes=10)),
    Scope.PERSON_STRANGERS: Allowance(5, timedelta(seconds=30), timedelta(minutes=30)),
    Scope.DEVICE: Allowance(12, timedelta(seconds=30), timedelta(minutes=30)),
    Scope.NETWORK: Allowance(40, timedelta(seconds=30), timedelta(minutes=15)),
}
FORGOTTEN_AFTER = DAY  # a counter that rested so long begins anew


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: who was claimed (as typed, known or not), on which phone, from which network.

    ``known`` tells that this person has proved herself on this phone before.
    """

    who: str
    device_id: int | None = None
    known: bool = False
    network: str = ""


def counters(attempt: Attempt) -> tuple[tuple[Scope, str], ...]:
    """Return the counters a wrong try adds to, and which may hold the next one back."""
    found: list[tuple[Scope, str]] = []
    if attempt.known and attempt.device_id is not None:
        found.append((Scope.PERSON_HERE, f"{attempt.who}|{attempt.device_id}"))
    else:
        found.append((Scope.PERSON_STRANGERS, attempt.who))
        if attempt.network:
            found.append((Scope.NETWORK, attempt.network))
    if attempt.device_id is not None:
        found.append((Scope.DEVICE, str(attempt.device_id)))
    return tuple(found)


def cleared_by_success(attempt: Attempt) -> tuple[tuple[Scope, str], ...]:
    """Return the counters that end with a right answer: only those about this one person.

    The phone's and the network's stay, or a thief would reset them with his own code.
    """
    about_her = {Scope.PERSON_HERE, Scope.PERSON_STRANGERS}
    return tuple(counter for counter in counters(attempt) if counter[0] in about_her)


def failures_now(failures: int, last_failure_at: datetime, now: datetime) -> int:
    """Return how many failures still count."""
    return 0 if now - last_failure_at >= FORGOTTEN_AFTER else failures


def delay_after(failures: int, scope: Scope) -> timedelta:
    """Return how long to wait after so many failures in a row."""
    allowance = ALLOWANCES[scope]
    over = failures - allowance.free
    if over < 0:
        return timedelta(0)
    doubled = allowance.first * 2 ** min(over, 16)
    wait: timedelta = min(doubled, allowance.longest)
    return wait


def network_of(address: str | None) -> str:
    """Return the network an address counts for: /24 of IPv4, /64 of IPv6; empty if unreadable."""
    try:
        ip = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    prefix = 24 if ip.version == 4 else 64
    return str(ipaddress.ip_network(f"{ip}/{prefix}", strict=False))

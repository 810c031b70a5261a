"""What somebody says of an order or of money, as data."""

from dataclasses import dataclass
from typing import Self

from marketplace.agreements.rules.lists import (
    CannotReason,
    OrderVerb,
    PaymentVerb,
    PayMethod,
    RejectReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPhoto:
    """A photograph that lies in the store already: its file, its bytes, its size in pixels."""

    file: str
    size: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """Her word on an order: yes, less (so many whole units), or cannot (with the reason).

    "Less" after a yes is another step: ``tell_less``, while there is time to ask somebody else.
    """

    verb: OrderVerb
    quantity: int | None = None
    reason: CannotReason | None = None

    @classmethod
    def yes(cls) -> Self:
        """All of it."""
        return cls(OrderVerb.CONFIRM)

    @classmethod
    def less(cls, quantity: int) -> Self:
        """Only so many."""
        return cls(OrderVerb.CONFIRM_LESS, quantity)

    @classmethod
    def less_after_all(cls, quantity: int) -> Self:
        """Said yes, but only so many will come."""
        return cls(OrderVerb.TELL_LESS, quantity)

    @classmethod
    def cannot(cls, reason: CannotReason | None) -> Self:
        """Nothing this time."""
        return cls(OrderVerb.DECLINE, None, reason)


@dataclass(frozen=True, slots=True)
class PaymentAnswer:
    """Her word on money: all of it, less (in minor units), or not yet."""

    verb: PaymentVerb
    minor: int | None = None

    @classmethod
    def all(cls) -> Self:
        """Got all."""
        return cls(PaymentVerb.CONFIRM_ALL)

    @classmethod
    def less(cls, minor: int) -> Self:
        """Got only so much."""
        return cls(PaymentVerb.CONFIRM_LESS, minor)

    @classmethod
    def sold_it(cls) -> Self:
        """Sold it to somebody else: nothing is owed for an order that was called off."""
        return cls(PaymentVerb.WAIVE)

    @classmethod
    def not_yet(cls) -> Self:
        """Got nothing."""
        return cls(PaymentVerb.SAY_NOT_YET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive:
    """One line of the door's sheet; quantities in thousandths of the order's unit.

    ``paid_at_door`` tells whether money changed hands with a cash order, as it should.
    """

    order: str
    brought_milli: int
    accepted_milli: int
    weighed_grams: int | None = None
    reject_reason: RejectReason | None = None
    paid_at_door: bool = True
    photo: KeptPhoto | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkSent:
    """ "I have paid": how, and the reference where money leaves no other trace."""

    payment: str
    method: PayMethod
    reference: str | None = None

"""Tables of agreements: orders, deliveries and payments; what both sides agreed to for longer."""

from marketplace.agreements.models.agreed import (
    Agreement,
    AgreementClause,
    AgreementConsent,
    AgreementVersion,
    CallOff,
    PriceStep,
)
from marketplace.agreements.models.orders import Delivery, Order, Payment

__all__ = [
    "Agreement", "AgreementClause", "AgreementConsent", "AgreementVersion", "CallOff",
    "Delivery", "Order", "Payment", "PriceStep",
]  # fmt: skip

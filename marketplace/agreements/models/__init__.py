"""Tables of agreements: orders, deliveries and payments; what both sides agreed to for longer."""

from marketplace.agreements.models.agreed import (
    Agreement,
    AgreementClause,
    AgreementConsent,
    AgreementVersion,
    CallOff,
    PriceStep,
)
from marketplace.agreements.models.orders import (
    Delivery,
    FollowUp,
    Order,
    Payment,
    PlanMilestone,
    SupplierPlan,
)

__all__ = [
    "Agreement", "AgreementClause", "AgreementConsent", "AgreementVersion", "CallOff", "Delivery",
    "FollowUp", "Order", "Payment", "PlanMilestone", "PriceStep", "SupplierPlan",
]  # fmt: skip

"""Tables of agreements: orders, deliveries and payments; what both sides agreed to for longer."""

from marketplace.agreements.models.advances import Advance, AdvanceRecovery, LenderPaper
from marketplace.agreements.models.agreed import (
    Agreement,
    AgreementClause,
    AgreementConsent,
    AgreementVersion,
    CallOff,
    PriceStep,
)
from marketplace.agreements.models.benefits import BenefitNote
from marketplace.agreements.models.grievances import (
    Grievance,
    GrievanceEvidence,
    SafeguardingLead,
    SafeguardingReport,
)
from marketplace.agreements.models.orders import (
    Delivery,
    DeliveryObjection,
    DeliveryPhoto,
    DoorFeedback,
    FollowUp,
    Order,
    Payment,
    PlanMilestone,
    SupplierFeedback,
    SupplierPlan,
)

__all__ = [
    "Advance", "AdvanceRecovery", "Agreement", "AgreementClause", "AgreementConsent",
    "AgreementVersion", "BenefitNote", "CallOff", "Delivery", "DeliveryObjection",
    "DeliveryPhoto", "DoorFeedback", "FollowUp", "Grievance", "GrievanceEvidence", "LenderPaper",
    "Order", "Payment", "PlanMilestone", "PriceStep", "SafeguardingLead", "SafeguardingReport",
    "SupplierFeedback", "SupplierPlan",
]  # fmt: skip

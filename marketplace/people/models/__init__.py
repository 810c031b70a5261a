"""Tables of people, by theme."""

from marketplace.people.models.entry import Device, Invitation, Throttle, WebSession
from marketplace.people.models.persons import (
    Consent,
    FacilitatorPlace,
    Person,
    RoleGrant,
    StaffAccount,
    SupportProvider,
    TermsAcceptance,
)
from marketplace.people.models.standing import (
    CommittedWeek,
    OperatorPaymentRecord,
    OperatorTradeRecord,
    SupplierLapse,
    SupplierOutcome,
    SupplierSale,
)
from marketplace.people.models.trade import (
    Card,
    Operator,
    OperatorStaff,
    Phone,
    PictureCode,
    PictureKey,
    Supplier,
    SupplierLeaf,
    SupplierMember,
    SupplierPaper,
    Symbol,
)

__all__ = [
    "Card", "CommittedWeek", "Consent", "Device", "FacilitatorPlace", "Invitation", "Operator",
    "OperatorPaymentRecord", "OperatorStaff", "OperatorTradeRecord", "Person", "Phone",
    "PictureCode", "PictureKey", "RoleGrant", "StaffAccount", "Supplier", "SupplierLapse",
    "SupplierLeaf", "SupplierMember", "SupplierOutcome",
    "SupplierPaper", "SupplierSale", "SupportProvider", "Symbol", "TermsAcceptance", "Throttle",
    "WebSession",
]  # fmt: skip

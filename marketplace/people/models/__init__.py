"""Tables of people, by theme."""

from marketplace.people.models.entry import (
    ApiToken,
    ApiTokenScope,
    Device,
    Invitation,
    SymbolSeat,
    Throttle,
    WebSession,
)
from marketplace.people.models.facts import (
    SupplierFact,
)
from marketplace.people.models.imports import (
    ImportedSupplier,
)
from marketplace.people.models.keeping import (
    Erasure,
    StaffPhone,
    StandIn,
)
from marketplace.people.models.persons import (
    Consent,
    FacilitatorPlace,
    Person,
    RoleGrant,
    StaffAccount,
    SupportProvider,
    TermsAcceptance,
)
from marketplace.people.models.private import (
    PayoutChange,
    PayoutTo,
    PhoneWish,
    QuietMode,
    RecordLook,
    SecondCode,
)
from marketplace.people.models.readiness import (
    LeafStep,
    ReadinessMark,
)
from marketplace.people.models.standing import (
    CommittedWeek,
    OperatorPaymentRecord,
    OperatorTradeRecord,
    PaidPrice,
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
from marketplace.people.models.trust import (
    Champion,
    HiddenSupplier,
    LinkageDesk,
    StatedSale,
    Voucher,
)

__all__ = [
    "ApiToken", "ApiTokenScope", "Card", "Champion", "CommittedWeek", "Consent", "Device",
    "Erasure", "FacilitatorPlace", "HiddenSupplier", "ImportedSupplier", "Invitation", "LeafStep",
    "LinkageDesk", "Operator", "OperatorPaymentRecord", "OperatorStaff", "OperatorTradeRecord",
    "PaidPrice", "PayoutChange", "PayoutTo", "Person", "Phone", "PhoneWish", "PictureCode",
    "PictureKey", "QuietMode", "ReadinessMark", "RecordLook", "RoleGrant", "SecondCode",
    "StaffAccount", "StaffPhone", "StandIn", "StatedSale", "Supplier", "SupplierFact",
    "SupplierLapse", "SupplierLeaf", "SupplierMember", "SupplierOutcome", "SupplierPaper",
    "SupplierSale", "SupportProvider", "Symbol", "SymbolSeat", "TermsAcceptance", "Throttle",
    "Voucher", "WebSession",
]  # fmt: skip

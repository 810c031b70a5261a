"""Reading people: who is asking, who is behind a symbol, directories, and what both sides earned.

Everything returned is a frozen card; what a person may not reach raises ``NotFound``.
"""

from marketplace.people.queries.administrators import (
    has_administrator,
)
from marketplace.people.queries.directory import (
    people_page,
    sessions_of,
    suppliers_page,
)
from marketplace.people.queries.entry import (
    AccountCard,
    InvitationCard,
    account_card,
    blocked_until,
    credentials_for,
    device_id_of,
    invitation_by,
    knows_device,
    staff_attempt,
)
from marketplace.people.queries.helpers import (
    HelperCard,
    helpers_of,
)
from marketplace.people.queries.lookalikes import (
    duplicates_of,
)
from marketplace.people.queries.mailboxes import (
    Mailbox,
    mailboxes_of,
)
from marketplace.people.queries.records import (
    BuyerRecord,
    BuyerShare,
    SupplierRecord,
    buyer_share,
    operator_record,
    operator_records,
    supplier_record,
    supplier_records,
)
from marketplace.people.queries.seated import (
    SeatedActor,
    actor_for,
)
from marketplace.people.queries.staff import (
    StaffCard,
    person_card,
    staff_phone,
)
from marketplace.people.queries.suppliers import (
    supplier_card,
)
from marketplace.people.queries.symbol_seats import (
    NamedSymbol,
    named_symbol,
)
from marketplace.people.queries.symbols import (
    keys_of,
    keys_shown,
    person_by_card,
    person_by_symbol,
    seat_attempt,
    seat_credentials,
    symbol_of_seat,
    symbols_drawings_used,
    symbols_taken,
)
from marketplace.people.queries.terms import (
    accepted_by_operator,
    accepted_by_supplier,
)
from marketplace.people.queries.tokens import (
    KeyHolder,
    TokenCard,
    key_holder,
    tokens,
)

__all__ = [
    "AccountCard", "BuyerRecord", "BuyerShare", "HelperCard", "InvitationCard", "KeyHolder",
    "Mailbox", "NamedSymbol", "SeatedActor", "StaffCard", "SupplierRecord", "TokenCard",
    "accepted_by_operator", "accepted_by_supplier", "account_card", "actor_for",
    "blocked_until", "buyer_share", "credentials_for", "device_id_of", "duplicates_of",
    "has_administrator", "helpers_of", "invitation_by", "key_holder", "keys_of", "keys_shown",
    "knows_device", "mailboxes_of", "named_symbol", "operator_record", "operator_records",
    "people_page", "person_by_card", "person_by_symbol", "person_card", "seat_attempt",
    "seat_credentials", "sessions_of", "staff_attempt", "staff_phone", "supplier_card",
    "supplier_record", "supplier_records", "suppliers_page", "symbol_of_seat",
    "symbols_drawings_used", "symbols_taken", "tokens",
]  # fmt: skip

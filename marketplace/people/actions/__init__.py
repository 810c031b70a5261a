"""Changing people: getting in and out, invitations, registration, terms, standing.

No action commits. Slow hashing happens before: ``credentials.verify``, ``hash_password`` and
``deal_code`` are called outside the transaction and their results handed in.
"""

from marketplace.people.actions.accounts import change_password, confirm_totp, enrol_totp
from marketplace.people.actions.codes import reset_code, start_code_reset
from marketplace.people.actions.invitations import (
    PASSWORD_LINK,
    accept_invitation,
    ask_password_link,
    first_administrator,
    invite,
    set_password_by_link,
    start_password_reset,
)
from marketplace.people.actions.registration import Registered, register_supplier
from marketplace.people.actions.sessions import (
    end_all_of,
    end_own_session,
    end_session,
    open_session,
    prove_code,
    remember_device,
    touch,
)
from marketplace.people.actions.sign_in import SignedIn, finish_totp, sign_in, take_seat
from marketplace.people.actions.standing import (
    Ended,
    Lapse,
    Outcome,
    Paid,
    Sale,
    commit_week,
    prove_week,
    record_end,
    record_lapse,
    record_outcome,
    record_payment,
    record_sale,
    uncommit_week,
)
from marketplace.people.actions.states import (
    assign_places,
    call_back,
    disable_person,
    disable_supplier,
    restore_operator,
    restore_person,
    restore_supplier,
    suspend_operator,
)
from marketplace.people.actions.terms import accept_terms
from marketplace.people.actions.throttles import clear_failures, count_failure

__all__ = [
    "PASSWORD_LINK", "Ended", "Lapse", "Outcome", "Paid", "Registered", "Sale", "SignedIn",
    "accept_invitation", "accept_terms", "ask_password_link", "assign_places", "call_back",
    "change_password", "clear_failures", "commit_week", "confirm_totp", "count_failure",
    "disable_person", "disable_supplier", "end_all_of", "end_own_session", "end_session",
    "enrol_totp", "finish_totp", "first_administrator", "invite", "open_session", "prove_code",
    "prove_week", "record_end", "record_lapse", "record_outcome", "record_payment", "record_sale",
    "register_supplier", "remember_device", "reset_code", "restore_operator", "restore_person",
    "restore_supplier", "set_password_by_link", "sign_in", "start_code_reset",
    "start_password_reset", "suspend_operator", "take_seat", "touch", "uncommit_week",
]  # fmt: skip

"""Changing people: getting in and out, invitations, registration, terms, standing.

No action commits. Slow hashing happens before: ``credentials.verify``, ``hash_password`` and
``deal_code`` are called outside the transaction and their results handed in.
"""

from marketplace.people.actions.accounts import (
    change_password,
    confirm_totp,
    enrol_totp,
)
from marketplace.people.actions.codes import (
    reset_code,
    start_code_reset,
)
from marketplace.people.actions.disclosure import (
    disclose,
)
from marketplace.people.actions.erasing import (
    erase_person,
)
from marketplace.people.actions.house import (
    dismiss,
    end_stand_in,
    keep_linkage_desk,
    let_stand_in,
    name_champion,
    require_keeper,
    set_rights,
)
from marketplace.people.actions.invitations import (
    PASSWORD_LINK,
    accept_invitation,
    ask_password_link,
    first_administrator,
    invite,
    set_password_by_link,
    start_password_reset,
)
from marketplace.people.actions.phones import (
    keep_staff_phone,
)
from marketplace.people.actions.registration import (
    Registered,
    register_supplier,
)
from marketplace.people.actions.retention import (
    past_their_period,
    sweep_kept,
)
from marketplace.people.actions.roles import (
    end_role,
    grant_role,
)
from marketplace.people.actions.sessions import (
    end_all_of,
    end_own_session,
    end_session,
    open_session,
    prove_code,
    remember_device,
    touch,
)
from marketplace.people.actions.sign_in import (
    SignedIn,
    finish_totp,
    sign_in,
    take_seat,
)
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
from marketplace.people.actions.symbol_seats import (
    end_symbol_seat,
    name_symbol,
    touch_symbol_seat,
)
from marketplace.people.actions.terms import (
    accept_terms,
)
from marketplace.people.actions.throttles import (
    clear_failures,
    count_failure,
)
from marketplace.people.actions.tokens import (
    MakeToken,
    make_token,
    revoke_token,
)
from marketplace.people.actions.trust import (
    give_consent,
    hide,
    name_group_champion,
    show_again,
    state_sales,
    vouch,
    withdraw_consent,
    withdraw_voucher,
)

__all__ = [
    "PASSWORD_LINK",
    "Ended",
    "Lapse",
    "MakeToken",
    "Outcome",
    "Paid",
    "Registered",
    "Sale",
    "SignedIn",
    "accept_invitation",
    "accept_terms",
    "ask_password_link",
    "assign_places",
    "call_back",
    "change_password",
    "clear_failures",
    "commit_week",
    "confirm_totp",
    "count_failure",
    "disable_person",
    "disable_supplier",
    "disclose",
    "dismiss",
    "end_all_of",
    "end_own_session",
    "end_role",
    "end_session",
    "end_stand_in",
    "end_symbol_seat",
    "enrol_totp",
    "erase_person",
    "finish_totp",
    "first_administrator",
    "give_consent",
    "grant_role",
    "hide",
    "invite",
    "keep_linkage_desk",
    "keep_staff_phone",
    "let_stand_in",
    "make_token",
    "name_champion",
    "name_group_champion",
    "name_symbol",
    "open_session",
    "past_their_period",
    "prove_code",
    "prove_week",
    "record_end",
    "record_lapse",
    "record_outcome",
    "record_payment",
    "record_sale",
    "register_supplier",
    "remember_device",
    "require_keeper",
    "reset_code",
    "restore_operator",
    "restore_person",
    "restore_supplier",
    "revoke_token",
    "set_password_by_link",
    "set_rights",
    "show_again",
    "sign_in",
    "start_code_reset",
    "start_password_reset",
    "state_sales",
    "suspend_operator",
    "sweep_kept",
    "take_seat",
    "touch",
    "touch_symbol_seat",
    "uncommit_week",
    "vouch",
    "withdraw_consent",
    "withdraw_voucher",
]  # fmt: skip

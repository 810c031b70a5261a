"""Erasing forgets nothing: every text about somebody is marked as hers, or named as harmless."""

from sqlalchemy import Enum, String, Text

from marketplace.cli.migrate import all_metadata
from marketplace.people.actions.erasing import personal_columns

# Codes, closed lists and random names, or rows that go as a whole: nobody's own words.
HARMLESS = {
    "client_key", "code", "currency", "fairness", "input_hash", "key", "language", "out_of_bounds",
    "price_from", "public_id", "pseudonym", "receipt", "request_hash", "subject_type", "verdict",
    "via", "kind", "channel", "last_error", "drawing", "facts", "verb", "segment", "slot", "zone",
    "verify_token", "token_digest", "file",
}  # fmt: skip
WHOLE_ROWS = {
    "card",
    "second_code",
    "picture_code",
    "picture_key",
    "symbol",
    "web_session",
    "idempotency_key",
}
ABOUT = {"person", "supplier"}
# A provider's firm and service are public; its person is erased by her own row.
PUBLIC = {"support_provider.name", "support_provider.service"}
# Why somebody decided stands in the organisation's record; who decided is erased by her own row.
DECISIONS = {
    "assessment_override.reason", "condition_look.reason", "rule_set_publication.reason",
    "second_look.words",
}  # fmt: skip
# A firm's own words and things: its policy, its products, what a key of its systems is for.
FIRM = {
    "linkage_policy.words", "core_product_version.name", "api_token.name", "benefit_note.words",
    "memorandum.words", "support_service.name",
}  # fmt: skip
# Whoever answers for a translation signs with a name, as on a title page.
SIGNED = {"language_review.fingerprint", "language_review.reviewer"}
# What is done together, in the organisation's own words for everybody who takes part.
TOGETHER = {"activity.title", "activity.win", "activity.beyond_words", "gathering.title"}
# The waiting list of an import forgets by itself: the table's check allows no name once decided.
FORGETS_ITSELF = {"imported_supplier.mark", "imported_supplier.name", "imported_supplier.phone"}


def texts() -> set[str]:
    found = set()
    for table in all_metadata().sorted_tables:
        points = {key.column.table.name for c in table.columns for key in c.foreign_keys}
        if table.name in WHOLE_ROWS or not (points & ABOUT or table.name in ABOUT):
            continue
        for column in table.columns:
            free = isinstance(column.type, (String, Text)) and not isinstance(column.type, Enum)
            free = free and "tongue_of" not in column.info  # a language's code
            if free and column.name not in HARMLESS:
                found.add(f"{table.name}.{column.name}")
    return found


def test_every_text_about_somebody_is_marked() -> None:
    found = texts()
    marked = {f"{table.name}.{column.name}" for table, column, _, _ in personal_columns()}
    unmarked = sorted(
        found - marked - PUBLIC - DECISIONS - TOGETHER - FIRM - SIGNED - FORGETS_ITSELF
    )
    assert unmarked == [], "mark it with info=personal(...), or name it harmless here"


def test_the_marks_say_whose_they_are() -> None:
    found = {f"{table.name}.{column.name}": whose for table, column, _, whose in personal_columns()}
    assert set(found.values()) == ABOUT
    assert found["voucher.name"] == "supplier"
    assert found["staff_account.email"] == "person"

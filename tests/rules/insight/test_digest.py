"""What is looked for, in messages that each fit into one SMS."""

from hypothesis import given
from hypothesis import strategies as st

from marketplace.insight.rules.digest import MOST_PARTS, ONE_SMS, ONE_SMS_OTHER, digest, room


def test_short_lines_share_one_message() -> None:
    assert digest("Wanted:", ["20 kg tomatoes, Rhotia (K4M9PX)", "5 trays eggs, Karatu (H7)"]) == (
        "Wanted: 20 kg tomatoes, Rhotia (K4M9PX); 5 trays eggs, Karatu (H7)",
    )


def test_letters_few_phones_have_leave_less_room() -> None:
    assert room("nyanya") == ONE_SMS
    assert room("ẹyin") == ONE_SMS_OTHER
    assert digest("Wanted:", ["ẹ" * 65]) == ()


@given(st.lists(st.text(min_size=1, max_size=90), max_size=30))
def test_every_part_fits_and_no_line_is_cut(lines: list[str]) -> None:
    parts = digest("Wanted:", lines)
    assert len(parts) <= MOST_PARTS
    known = {line.replace("\u00a0", " ").replace("\u202f", " ") for line in lines}
    for part in parts:
        assert len(part) <= room(part)
        assert any(part.startswith(f"Wanted: {line}") for line in known)

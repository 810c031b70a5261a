"""What holds for every linkage anybody could write down."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.assessment.rules.assumptions import fill
from marketplace.assessment.rules.data import as_data
from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.evaluate import at_band_end, evaluate, with_diversion
from marketplace.assessment.rules.fingerprint import input_hash
from marketplace.assessment.rules.inputs import Inputs
from marketplace.assessment.rules.judge import judge
from marketplace.assessment.rules.parse import parse
from marketplace.assessment.rules.ruleset import DEFAULT
from marketplace.assessment.rules.signals import Verdict, verdict_of

CATEGORIES = ["guide.canoe", "guide.bike", "food.lunch", "craft.basket", "veg.tomato", "stay.room"]
ROUTES = ["input", "input_or_resale", "embedded", "referred", "independent"]
SHARE = st.integers(0, 100).map(lambda number: number / 100)
MONEY = st.integers(0, 5000).map(lambda number: number / 4)
DAYS = st.integers(0, 60)
YES_NO = st.booleans()
SEGMENTS = st.sampled_from(["all", "lodge", "budget"])
SLOTS = st.sampled_from(["any", "morning", "afternoon", "night"])
ZONES = st.sampled_from(["lake", "town"])


def some(keys: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


SIDES = some(
    {"price": MONEY, "transport": MONEY, "handling": MONEY, "risk_saving": MONEY,
     "reject": st.integers(0, 99).map(lambda number: number / 100)}
)  # fmt: skip
CORES = some(
    {"name": st.sampled_from(["one", "two"]), "category": st.sampled_from(CATEGORIES),
     "segment": SEGMENTS, "slot": SLOTS, "zone": ZONES, "price": MONEY,
     "margin": SHARE | st.sampled_from(["<20", "30-40", ">50"]), "capacity": st.integers(0, 2000),
     "rooms": st.integers(0, 40), "util": SHARE, "included": YES_NO}
)  # fmt: skip
REFERENCES = st.fixed_dictionaries(
    {}, optional={"p10": st.integers(0, 500), "p90": st.integers(500, 900),
                  "n": st.integers(0, 9), "age_months": st.integers(0, 20)}
)  # fmt: skip
OFFERS = some(
    {"category": st.sampled_from(CATEGORIES), "route": st.sampled_from(ROUTES),
     "segment": SEGMENTS, "slot": SLOTS, "zone": ZONES, "guest_price": MONEY,
     "users": st.integers(0, 500), "op_income": MONEY,
     "safety": st.sampled_from(["ok", "gap", "high", "illegal"]),
     "children": st.sampled_from(["none", "guarded", "harm"]),
     "existing_similar": st.integers(0, 6), "staged": YES_NO, "secrecy": YES_NO,
     "exclusivity": YES_NO, "exclusivity_minimum": YES_NO, "exclusivity_months": DAYS,
     "capacity_share": st.integers(0, 150).map(lambda number: number / 100),
     "capacity_proven": YES_NO, "single_source": YES_NO, "daily_need": YES_NO,
     "landed": some({"local": SIDES, "incumbent": SIDES,
                     "gop_share": st.integers(-10, 60).map(lambda number: number / 1000)}),
     "shelf_life_days": DAYS, "csr_only": YES_NO, "months_to_spec": st.integers(0, 20),
     "price": MONEY, "cash_cost": st.integers(0, 300), "cost": st.integers(300, 900),
     "one_off_reason": st.just("ripe"), "price_reference": REFERENCES,
     "price_spread": some({"median": MONEY, "suppliers": st.integers(0, 6)}),
     "payment_days": DAYS, "measured_payment_days": DAYS, "cash_at_door": YES_NO,
     "prepaid": YES_NO, "micro_supplier": YES_NO, "perishable": YES_NO, "buyer_share": SHARE,
     "sales_months": DAYS, "sales_count": st.integers(0, 9), "guest_share": SHARE}
)  # fmt: skip
# Facts that excuse, relieve, or fall back on a listed default: without them a linkage may look
# worse, which is what they are there for. Every other key can only be left out.
EXCUSES = {"one_off_reason", "cash_at_door", "prepaid"}
DEFAULTED = {"util", "margin", "included", "capacity"}


@st.composite
def linkages(draw: st.DrawFn) -> dict[str, Any]:
    cores = draw(st.lists(CORES, max_size=2))
    return {"core": cores or None, "offer": draw(OFFERS)}


@given(linkages())
@settings(max_examples=250, deadline=None)
def test_it_never_fails_and_keeps_its_own_definitions(data: dict[str, Any]) -> None:
    result = evaluate(parse(data))
    operator = [one.level for one in result.signals if not one.for_supplier]
    supplier = [one.level for one in result.signals if one.for_supplier]
    assert all(0 <= one.level <= 3 for one in result.signals)
    assert result.verdict is verdict_of(operator)
    assert result.fairness is verdict_of(supplier)
    assert len({one.code for one in result.signals}) == len(result.signals)
    assert all(one.text.english() for one in result.signals)
    assert as_data(result)["complete"] == (not result.missing)
    if result.verdict is Verdict.BLOCK:
        assert any(way.verdict is not Verdict.BLOCK for way in result.ways_back)
    if result.fairness is Verdict.BLOCK:
        assert any(way.fairness is not Verdict.BLOCK for way in result.ways_back)


@given(linkages())
@settings(max_examples=150, deadline=None)
def test_what_if_only_promises_what_is_better(data: dict[str, Any]) -> None:
    result = evaluate(parse(data))
    before = (result.verdict.rank, result.fairness.rank)
    for one in result.what_if:
        after = (one.verdict.rank, one.fairness.rank)
        assert after != before
        assert all(now <= was for now, was in zip(after, before, strict=True))


@given(linkages(), st.integers(1, 4000))
@settings(max_examples=150, deadline=None)
def test_raising_the_guest_price_never_worsens_a4(data: dict[str, Any], more: int) -> None:
    offer = {"guest_price": 10, **data["offer"]}
    dearer = {**offer, "guest_price": offer["guest_price"] + more / 8}
    for core in data["core"] or []:
        before = evaluate(parse({"core": core, "offer": offer})).signal("A4")
        after = evaluate(parse({"core": core, "offer": dearer})).signal("A4")
        assert (before is None) == (after is None)
        assert before is None or after is None or after.level <= before.level


@given(linkages(), st.data())
@settings(max_examples=250, deadline=None)
def test_a_signal_left_out_never_blocks(data: dict[str, Any], draw: st.DataObject) -> None:
    before = evaluate(parse(data))
    keys = sorted(set(data["offer"]) - EXCUSES)
    gone = draw.draw(st.sets(st.sampled_from(keys))) if keys else set()
    offer = {key: value for key, value in data["offer"].items() if key not in gone}
    cores = [
        {key: value for key, value in core.items() if key in DEFAULTED or not draw.draw(YES_NO)}
        for core in data["core"] or []
    ]
    after = evaluate(parse({"core": cores, "offer": offer}))
    if before.verdict is not Verdict.BLOCK:
        assert after.verdict is not Verdict.BLOCK
    if before.fairness is not Verdict.BLOCK:
        assert after.fairness is not Verdict.BLOCK


@given(linkages())
@settings(max_examples=100, deadline=None)
def test_the_same_inputs_and_rule_set_give_the_same_result_and_hash(data: dict[str, Any]) -> None:
    one, two = parse(data), parse(data)
    assert evaluate(one) == evaluate(two)
    assert input_hash(one, DEFAULT) == input_hash(two, DEFAULT)


@given(linkages())
@settings(max_examples=150, deadline=None)
def test_holds_across_band_is_what_it_says(data: dict[str, Any]) -> None:
    result = evaluate(parse(data))
    filled, _ = fill(parse(data), DEFAULT)
    tried: list[Inputs] = [at_band_end(filled, DEFAULT, upper=end) for end in (False, True)]
    verdicts = {judge(one, DEFAULT).verdict for one in tried}
    for upper in (False, True):
        verdicts.add(judge(filled, with_diversion(DEFAULT, upper=upper)).verdict)
    assert result.holds_across_band == (verdicts == {result.verdict})


JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(linkages(), st.data())
@settings(max_examples=200, deadline=None)
def test_any_json_is_either_checked_or_refused_by_name(
    data: dict[str, Any], draw: st.DataObject
) -> None:
    junk = draw.draw(JSON_LIKE)
    offer = data["offer"]
    side = draw.draw(st.sampled_from(["core", "offer"])) if offer else "core"
    if side == "offer":
        offer[draw.draw(st.sampled_from(sorted(offer)))] = junk
    else:
        data["core"] = junk
    named = side
    try:
        evaluate(parse(data))
    except BadInput as problem:
        named = problem.key_path
    assert named.startswith(side)

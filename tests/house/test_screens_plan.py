"""No supplier screen escapes the contact sheets: each route has a seat before it, or a reason."""

from flask import Flask

from tools.screens_plan import LEFT_OUT, NOBODY, PLAN, PRESSED, REFUSED, Found, supplier_routes


def test_every_supplier_route_is_planned_or_left_out_with_a_reason(app: Flask) -> None:
    routes = supplier_routes(app.url_map)
    assert sorted(routes - set(PLAN) - set(LEFT_OUT)) == []
    assert sorted(set(PLAN) | set(LEFT_OUT)) == sorted(routes), "a planned route is no more"
    assert not set(PLAN) & set(LEFT_OUT)
    assert all(PLAN.values())
    assert all(LEFT_OUT.values())
    assert set(REFUSED) <= set(PLAN)


def page(_address: str) -> tuple[int, str, str]:
    return 200, "http://localhost/s/needs/ABC234", '<h1>Can you?</h1><a href="/s/leave">'


def test_a_route_without_a_screen_is_missing(app: Flask) -> None:
    plan = Found(app.url_map)
    assert "/s/needs/<code>" in plan.missing
    assert "/s/ticket" not in plan.missing
    plan.walk(page, NOBODY, ["/s/needs/ABC234"])
    assert "/s/needs/<code>" not in plan.missing
    plan.walk(page, NOBODY, ["/s/who"])  # leads elsewhere: no screen of its own
    assert "/s/who" in plan.missing
    assert PRESSED in PLAN["/s/who"]
    plan.came_to("http://localhost/s/who?d=manyara")
    assert "/s/who" not in plan.missing
    assert [one.address for one in plan.screens.values()] == ["/s/needs/ABC234"]

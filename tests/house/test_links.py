"""No template names a page that is not there: a link is checked before anybody opens its page."""

import re

from flask import Flask

from tests.support.setting import ROOT

NAMED = re.compile(r"""url_for\(["']([a-z_]+\.[a-z_]+)["']""")


def test_every_link_of_every_template_leads_somewhere(app: Flask) -> None:
    named = {
        (path.name, endpoint)
        for path in (ROOT / "marketplace" / "templates").rglob("*.html")
        for endpoint in NAMED.findall(path.read_text())
    }
    assert len(named) > 200
    assert sorted(one for one in named if one[1] not in app.view_functions) == []

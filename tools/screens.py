"""Takes the README's pictures from a running demo: python tools/screens.py http://127.0.0.1:8000

Signs in as people do, looks at the pages a newcomer should see, and puts them on one sheet.
"""

import base64
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools import system_parts
from tools.screens_plan import HER, LAND, sit

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PASSWORD = "demo-linkage"  # noqa: S105  # the demo prints it


def sign_in(page: Page, name: str) -> None:
    """Sign in as one of the demo's staff."""
    page.goto("/sign-in")
    page.fill("#email", f"{name}@demo.example")
    page.fill("#password", PASSWORD)
    page.click("form.box button.go")


def staff(browser: Browser, base: str) -> dict[str, bytes]:
    """Take the desk and a check."""
    page = browser.new_page(base_url=base, viewport={"width": 1240, "height": 900})
    sign_in(page, "anna")
    page.goto("/desk/?lang=en")  # the README speaks English; she speaks Swahili
    shots = {"desk": page.screenshot()}
    page.goto("/desk/checks")
    page.locator(".rows a.button, .rows a").first.click()
    shots["check"] = page.screenshot()
    page.close()
    return shots


def supplier(browser: Browser, base: str) -> dict[str, bytes]:
    """Take her list and one need, in Swahili."""
    page = browser.new_page(
        base_url=base, viewport={"width": 320, "height": 640}, java_script_enabled=False
    )
    page.goto(f"/s/who?d={LAND}&lang=sw")
    sit(page, HER)
    shots = {"phone": page.screenshot()}
    page.locator("a.card, .card a, main a").first.click()
    shots["need"] = page.screenshot()
    page.close()
    return shots


def sheet(browser: Browser, shots: dict[str, bytes]) -> None:
    """Put the pictures side by side and keep them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    data = {k: base64.b64encode(v).decode() for k, v in shots.items()}
    image = '<img src="data:image/png;base64,{}" style="height:420px;border:1px solid #999">'
    page = browser.new_page(viewport={"width": 1500, "height": 460})
    body = " ".join(image.format(data[k]) for k in ("desk", "check", "phone", "need"))
    page.set_content(f'<body style="margin:20px;background:#eae3d6;white-space:nowrap">{body}')
    width = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": width + 20, "height": 462})
    page.screenshot(path=str(FOLDER / "overview.png"))


def main(base: str) -> None:
    """Take every picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_parts.browser())
        sheet(browser, {**staff(browser, base), **supplier(browser, base)})
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")

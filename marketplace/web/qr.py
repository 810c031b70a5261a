"""QR codes as inline SVG, without a style attribute."""

import segno
from markupsafe import Markup

from marketplace.people.rules import totp
from marketplace.web.cookies import config


def picture(text: str, *, label: str, scale: int = 4) -> Markup:
    """Draw a QR code of a text; ``label`` says what it leads to."""
    code = segno.make(text, error="m", micro=False)
    width, height = code.symbol_size(scale=1, border=2)
    path = code.svg_inline(scale=1, border=2, omitsize=True, svgclass=None, lineclass=None)
    inner = path[path.index(">") + 1 : path.rindex("</svg>")]
    return Markup(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/>{}</svg>'
    ).format(
        label, width, height, width * scale, height * scale, width, height,
        Markup(inner),  # noqa: S704  # segno's own path
    )  # fmt: skip


def otpauth_picture(secret: str, email: str) -> Markup:
    """Draw what an authenticator reads."""
    brand = config().brand
    return picture(totp.address(secret, email=email, issuer=brand), label=f"{brand}: {email}")

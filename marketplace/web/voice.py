"""Speakers: plain links to a sound, in the page's head and on each card, where there is a voice.

Nothing plays by itself; the small script only plays in place what the link would open. Where a
language has no voice for it, there is no speaker, and the gap is listed for administrators.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask, g, url_for
from markupsafe import Markup

from marketplace import i18n
from marketplace.catalogue.rules.spoken import PAUSE
from marketplace.catalogue.rules.spoken.tokens import BETWEEN, MOST_TOKENS, NotSaid, clips_of
from marketplace.catalogue.words import inventory
from marketplace.kernel.words import N_
from marketplace.media import Store
from marketplace.media.joining import joined_mp3, joined_ogg
from marketplace.media.shelf import Shelf, Voices
from marketplace.web import ears
from marketplace.web.cookies import config
from marketplace.web.pages import inline_script, pic

SCRIPT = "say.js"
LISTEN = N_("Listen")


def shelf() -> Shelf:
    """Return this installation's spoken clips."""
    return Shelf(config().data_dir / "voice", Store(config().media_dir))


def clips_said(tokens: Iterable[str], language: str, voices: Voices) -> tuple[str, ...] | None:
    """Return the clips of tokens, a breath between two; none where a language lacks a clip."""
    said: list[str] = []
    try:
        for token in tokens:
            said += [PAUSE] * bool(said) + [*clips_of(token, language)]
    except NotSaid:
        return None
    breathed = tuple(clip for clip in said if clip != PAUSE or clip in voices)
    return breathed if all(clip in voices for clip in breathed) else None


def address(tokens: Iterable[str], language: str) -> str | None:
    """Return where tokens are heard whole; none where a clip of them is missing."""
    tokens = tuple(tokens)[:MOST_TOKENS]
    voices = shelf().voices(language)
    clips = clips_said(tokens, language, voices) if tokens and voices else None
    if not clips:
        return None
    return url_for(
        "voice.said", language=language, mark=voices.mark(clips),
        said=f"{BETWEEN.join(tokens)}.mp3",
    )  # fmt: skip


def sound(tokens: Iterable[str], language: str, form: str) -> tuple[str, bytes] | None:
    """Return the mark and the bytes of what is said; none where a clip is missing."""
    own = shelf()
    voices = own.voices(language)
    clips = clips_said(tokens, language, voices)
    found = [own.sound(language, clip, form) for clip in clips or ()]
    if not clips or any(one is None for one in found):
        return None
    join = joined_mp3 if form == "mp3" else joined_ogg
    return voices.mark(clips), join(one for one in found if one is not None)


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a language's suppliers do not hear: clips nobody speaks, and those a machine speaks."""

    wanted: int
    silent: tuple[tuple[str, str], ...]
    synthetic: int


def gaps(language: str) -> Gaps:
    """Return a language's gaps: each silent clip with its words."""
    voices = shelf().voices(language)
    with i18n.speaking(language):
        texts = {c: text for c, text in inventory(language, i18n.gettext).items() if text}
    silent = tuple((clip, text) for clip, text in texts.items() if clip not in voices)
    made = sum(clip in voices.made and clip not in voices.kept for clip in texts)
    return Gaps(len(texts), silent, made)


def link(tokens: Iterable[str], about: str = "") -> Markup:
    """Draw a speaker for tokens in the page's language; nothing where they cannot be said whole."""
    where = address(tokens, i18n.bound_language().code)
    if where is None:
        return Markup("")
    g.speaks = True
    label = f"{i18n.gettext(LISTEN)}: {about}" if about else i18n.gettext(LISTEN)
    return Markup('<a class="ear" href="{}" aria-label="{}">{}</a>').format(
        where, label, pic("speaker")
    )


def card_ear(place: int, about: str) -> Markup:
    """Draw the speaker of a card: whatever was said since ``place``."""
    return link(ears.since(place), about)


def _sayable(tokens: Iterable[str]) -> list[str]:
    language = i18n.bound_language().code
    voices = shelf().voices(language)
    return [token for token in tokens if voices and clips_said([token], language, voices)]


def speaker() -> Markup:
    """Leave a place for the speaker in the page's head."""
    return ears.PLACE


def settle_speaker(title: str) -> Markup:
    """Make the head's speaker of all that was said and can be said; draws the script, if any."""
    g.ear_link = link(_sayable(ears.all_said(title)))
    return inline_script(SCRIPT) if g.get("speaks") else Markup("")


def install(app: Flask) -> None:
    """Give the templates their speakers."""
    app.jinja_env.globals.update(
        card_ear=card_ear, ear_mark=ears.mark, hear=ears.hear_text, hear_token=ears.hear_token,
        hush=ears.hush, settle_speaker=settle_speaker,
        speaker=speaker, voice_link=link,
    )  # fmt: skip

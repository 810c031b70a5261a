"""The recording studio: hear what is spoken, record it better, compare, keep."""

from datetime import date

from flask import Blueprint, Response, request

from marketplace.catalogue.actions.voices import (
    RecordClip,
    drop_recording,
    keep_recording,
    record_clip,
)
from marketplace.catalogue.queries.voices import Take, kept_files, take, takes_of, takes_waiting
from marketplace.catalogue.words import inventory
from marketplace.catalogue.words.spoken import GROUPS, group_of
from marketplace.db import db, transaction
from marketplace.forms.voices import NO_SOUND, SOUND_SENTENCES, TakeForm
from marketplace.i18n import LANGUAGES, gettext, speaking
from marketplace.i18n import format as shown
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.media.shelf import FORMS, Voices
from marketplace.people.rules.permissions import Permission
from marketplace.web import paging, photos, sounds
from marketplace.web.answers import tapped
from marketplace.web.attempt import beside, done
from marketplace.web.commits import slow_first
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.photos import takes_photos
from marketplace.web.voice import shelf

blueprint = Blueprint("studio", __name__)
A_PAGE = 50


def _texts(language: str) -> dict[str, str]:
    """Return everything to be recorded in a language; a language nobody listed is not found."""
    if language not in LANGUAGES:
        raise NotFound
    with speaking(language):
        return {clip: text for clip, text in inventory(language, gettext).items() if text}


@blueprint.get("/desk/voice")
@guard(Permission.RECORD_VOICES)
def index(_actor: Actor) -> Response:
    """Show each language: how much is recorded, synthetic, silent."""
    found = [(tongue, _texts(code), shelf().voices(code)) for code, tongue in LANGUAGES.items()]
    return page(
        "desk/voice.html",
        tongues=[(tongue, len(texts), _counts(texts, voices)) for tongue, texts, voices in found],
    )


def _counts(texts: dict[str, str], voices: Voices) -> dict[str, int]:
    kept = sum(clip in voices.kept for clip in texts)
    spoken = sum(clip in voices for clip in texts)
    return {"kept": kept, "synthetic": spoken - kept, "missing": len(texts) - spoken}


@blueprint.get("/desk/voice/<language>")
@guard(Permission.RECORD_VOICES)
def table(_actor: Actor, language: str) -> Response:
    """List what must be recorded in a language, a group at a time, with how each stands."""
    texts, group = _texts(language), request.args.get("group", "p")
    clips = [(clip, text) for clip, text in texts.items() if group_of(clip) == group]
    after = max(0, min(request.args.get("after", 0, type=paging.number), len(clips)))
    return page(
        "desk/voice_table.html", tongue=LANGUAGES[language], groups=GROUPS, group=group,
        clips=clips[after : after + A_PAGE], voices=shelf().voices(language),
        waiting=takes_waiting(db.session(), language),
        next=after + A_PAGE if after + A_PAGE < len(clips) else None,
    )  # fmt: skip


@blueprint.get("/desk/voice/<language>/<clip>")
@guard(Permission.RECORD_VOICES)
def clip(_actor: Actor, language: str, clip: str) -> Response:
    """Show one clip: its words, what is heard now, the takes, and the microphone."""
    form = TakeForm(request.args)
    if not form.day.data:
        form.day.process_data(shown.today())
    return _clip(language, clip, form, fresh=True)


def _clip(language: str, clip: str, form: TakeForm, *, fresh: bool = False) -> Response:
    texts = _texts(language)
    if clip not in texts:
        raise NotFound
    voices = shelf().voices(language)
    return page(
        "desk/voice_clip.html", status=200 if fresh else 422, tongue=LANGUAGES[language],
        clip=clip, text=texts[clip], form=form, voices=voices, heard=clip in voices,
        takes=takes_of(db.session(), language, clip), group=group_of(clip),
        next=_next(texts, voices, clip),
    )  # fmt: skip


def _next(texts: dict[str, str], voices: Voices, clip: str) -> str | None:
    """Return the next clip that no person has spoken, in this group and after it."""
    order = list(texts)
    later = order[order.index(clip) + 1 :]
    return next((one for one in later if one not in voices.kept), None)


@blueprint.post("/desk/voice/<language>/<clip>")
@guard(Permission.RECORD_VOICES)
@slow_first
@takes_photos
def record(actor: Actor, language: str, clip: str) -> Response:
    """Take a recording in: made anew before any transaction, heard by nobody before it is kept."""
    form, file = TakeForm(request.form), photos.sent("sound")
    whole = form.validate()
    if file is None:
        form.sound.errors = [*form.sound.errors, gettext(NO_SOUND)]
    if not whole or file is None:
        photos.close(file)
        return _clip(language, clip, form)
    if not done(lambda: _record(actor, language, clip, form), beside(form, SOUND_SENTENCES)):
        return _clip(language, clip, form)
    return see_other(
        "studio.clip", language=language, clip=clip, voice=form.voice.data,
        dialect=form.dialect.data, day=form.day.typed,
    )  # fmt: skip


def _record(actor: Actor, language: str, clip: str, form: TakeForm) -> None:
    file = photos.sent("sound")
    if file is None or clip not in (texts := _texts(language)):
        raise NotFound
    db.session.rollback()
    sound = sounds.made_anew(file, clip=True)
    name = photos.store().keep_sound(sound)
    command = RecordClip(
        language=language, clip=clip, voice=form.voice.data or "", dialect=form.dialect.data or "",
        spoken_on=form.day.data or date.min, file=name, ms=sound.ms,
    )  # fmt: skip
    try:
        with transaction(db.session()) as session:
            record_clip(session, actor, command, clips=texts, today=shown.today())
    except BaseException:
        photos.forget([name])
        raise


@blueprint.post("/desk/voice/takes/<public_id>/outcome")
@guard(Permission.RECORD_VOICES)
@slow_first
def decide(actor: Actor, public_id: str) -> Response:
    """Keep a take, so that everybody hears it, or drop it; then the list of clips is renewed."""
    found = take(db.session(), public_id)
    outcome, form = tapped("outcome", "keep", "drop"), TakeForm()
    if outcome is None:
        return see_other("studio.clip", language=found.language, clip=found.clip)
    keep = outcome == "keep"
    if not done(lambda: _decide(actor, found, keep=keep), beside(form, SOUND_SENTENCES)):
        return _clip(found.language, found.clip, form)
    return see_other("studio.clip", language=found.language, clip=found.clip)


def _decide(actor: Actor, found: Take, *, keep: bool) -> None:
    with transaction(db.session()) as session:
        (keep_recording if keep else drop_recording)(session, actor, found.public_id)
        kept = kept_files(session, found.language)
    shelf().list_kept(found.language, kept)
    if not keep:
        photos.forget([found.file])


@blueprint.get("/desk/voice/takes/<public_id>/sound")
@guard(Permission.RECORD_VOICES)
def hear_take(_actor: Actor, public_id: str) -> Response:
    """Play one recording."""
    return sounds.play(take(db.session(), public_id).file, "take")


@blueprint.get("/desk/voice/<language>/<clip>/sound")
@guard(Permission.RECORD_VOICES)
def hear(_actor: Actor, language: str, clip: str) -> Response:
    """Play a clip as it is heard now."""
    data = shelf().sound(language, clip, "mp3") if language in LANGUAGES else None
    if data is None:
        raise NotFound
    return Response(data, mimetype=FORMS["mp3"])

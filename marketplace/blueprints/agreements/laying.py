"""Laying a note or a photograph on a grievance's table, from whichever side it comes."""

from flask import request

from marketplace.agreements.actions.grievances import lay_evidence
from marketplace.agreements.queries.grievances import photos_laid_today
from marketplace.agreements.rules.answers import KeptPhoto
from marketplace.agreements.rules.grieving import AddEvidence
from marketplace.db import db, transaction
from marketplace.forms.grievances import SENTENCES, EvidenceForm
from marketplace.kernel.actor import Actor
from marketplace.web import photos
from marketplace.web.attempt import done_with


def lay(actor: Actor, public_id: str) -> EvidenceForm | None:
    """Lay what was sent on the table; return the form with what is wrong, or nothing if well.

    The photograph is drawn anew with no transaction open, and removed if nothing was written.
    """
    form = EvidenceForm(request.form)
    laid = done_with(form, SENTENCES, lambda: _lay(actor, public_id, form.words.data or ""))
    return None if laid else form


def _lay(actor: Actor, public_id: str, words: str) -> bool:
    session = db.session()
    file = photos.sent("photo")
    files = {"photo": file} if file is not None else {}
    taken = photos_laid_today(session, actor) if files else 0
    session.rollback()
    drawn = photos.drawn(files, taken)
    kept = [
        KeptPhoto(file=photos.store().keep(one), size=len(one.data), width=one.width,
                  height=one.height)
        for one in drawn.values()
    ]  # fmt: skip
    try:
        with transaction(session):
            photo = kept[0] if kept else None
            lay_evidence(session, actor, AddEvidence(grievance=public_id, words=words, photo=photo))
    except BaseException:
        photos.forget(one.file for one in kept)
        raise
    return True

"""Emptying the outbox: e-mail where it is configured, the desk's visible log for all the rest.

A message is sent first and marked after, each in its own transaction: at least once, never lost
(promise P8). The mark in the message lets a receiver recognise a repeat.
"""

from email.message import EmailMessage

from sqlalchemy.orm import Session

from marketplace.channels import mail
from marketplace.channels.words import SUBJECT, words_of
from marketplace.config import Config
from marketplace.db import transaction
from marketplace.i18n import gettext, speaking
from marketplace.journal.leaving import Waiting, due, mark_failed, mark_sent
from marketplace.kernel.actor import SYSTEM
from marketplace.people.actions import PASSWORD_LINK, start_password_reset
from marketplace.people.queries import Mailbox, mailboxes_of


def deliver(session: Session, config: Config, *, limit: int = 50) -> int:
    """Let what is due leave; return how many messages left."""
    waiting = due(session, limit=limit)
    session.rollback()
    return sum(_deliver_one(session, config, message) for message in waiting)


def _deliver_one(session: Session, config: Config, message: Waiting) -> bool:
    leaves = bool(config.smtp_url) and not config.practice  # a practice world tells nobody
    problem = _mail(session, config, message) if leaves else None
    with transaction(session):
        if problem is None:
            mark_sent(session, message.id)
        else:
            mark_failed(session, message, problem)
    return problem is None


def _mail(session: Session, config: Config, message: Waiting) -> str | None:
    boxes = mailboxes_of(
        session, person_id=message.to_person_id, operator_id=message.to_operator_id
    )
    session.rollback()  # no transaction stays open while a mail server thinks
    try:
        for box in boxes:
            mail.send(config, _letter(session, config, message, box))
    except mail.NotSent as problem:
        return str(problem)
    return None


def _letter(session: Session, config: Config, message: Waiting, box: Mailbox) -> EmailMessage:
    with speaking(box.language):
        body = gettext(words_of(message.kind))
        if message.kind == PASSWORD_LINK:
            body = f"{body}\n\n{_password_address(session, config, box)}"
        return mail.compose(
            config, to=box.email, subject=gettext(SUBJECT) % {"brand": config.brand},
            body=body, mark=message.public_id,
        )  # fmt: skip


def _password_address(session: Session, config: Config, box: Mailbox) -> str:
    with transaction(session):
        token = start_password_reset(session, SYSTEM, box.email)
    host = config.hosts[0] if config.hosts else f"{config.host}:{config.port}"
    scheme = "http" if config.insecure_http or not config.hosts else "https"
    return f"{scheme}://{host}/password/{token}"

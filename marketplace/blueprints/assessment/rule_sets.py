"""The administrator's rule sets: versions, their difference, a dry run, a new version."""

from flask import Blueprint, Response, request

from marketplace.assessment import actions, queries
from marketplace.assessment.actions import PublishRuleSet
from marketplace.assessment.queries import DryRun
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.versions import difference
from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.queries import DestinationCard
from marketplace.db import db
from marketplace.forms import assessment_words
from marketplace.forms.rule_set import SENTENCES, RuleSetForm, groups
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.permissions import Permission
from marketplace.web.attempt import made_of
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page

blueprint = Blueprint("rule_sets", __name__, url_prefix="/admin/rules")


@blueprint.get("")
@guard(Permission.RUN_INSTALLATION)
def index(_actor: Actor) -> Response:
    """List the versions of every destination, the one in force first."""
    session = db.session()
    known = catalogue.destinations(session)
    sets = [(d, queries.versions(session, d.id)) for d in known]
    return page("admin/rules.html", sets=sets)


def _destination(code: str) -> DestinationCard:
    found = (d for d in catalogue.destinations(db.session()) if d.code == code)
    one = next(found, None)
    if one is None:
        raise NotFound
    return one


@blueprint.get("/<code>/versions/<int:before>/<int:after>")
@guard(Permission.RUN_INSTALLATION)
def compare(_actor: Actor, code: str, before: int, after: int) -> Response:
    """Show the numbers that differ between two versions."""
    session, d = db.session(), _destination(code)
    known = {card.version: card for card in reversed(queries.versions(session, d.id))}
    if before not in known or after not in known:
        raise NotFound
    old, new = (queries.rule_set_by_id(session, known[n]) for n in (before, after))
    changes = difference(old, new)
    return page(
        "admin/rules_compare.html", name=d.name, before=before, after=after, changes=changes
    )


@blueprint.get("/<code>/new")
@guard(Permission.RUN_INSTALLATION)
def edit(_actor: Actor, code: str) -> Response:
    """Show every number of the version in force, to be changed in a new one."""
    d = _destination(code)
    return _editor(d, RuleSetForm(_in_force(d)))


def _in_force(d: DestinationCard) -> RuleSet:
    return queries.rule_set_for(db.session(), d.id, clock.now())


def _editor(
    d: DestinationCard, form: RuleSetForm, *, status: int = 200, run: DryRun | None = None
) -> Response:
    changes = difference(_in_force(d), form.rules) if run and form.rules else ()
    return page(
        "admin/rules_edit.html", status=status, d=d, form=form, groups=groups(), run=run,
        changes=changes, words=assessment_words,
    )  # fmt: skip


@blueprint.post("/<code>/dry-run")
@guard(Permission.RUN_INSTALLATION)
def dry_run(_actor: Actor, code: str) -> Response:
    """Work past cases out with the typed numbers; nothing is stored."""
    d = _destination(code)
    now = _in_force(d)
    form = RuleSetForm(now, request.form)
    if not form.validate() or form.rules is None:
        return _editor(d, form, status=422)
    return _editor(d, form, run=queries.dry_run(db.session(), d.id, now, form.rules))


@blueprint.post("/<code>/versions")
@guard(Permission.RUN_INSTALLATION)
@commits
def publish(actor: Actor, code: str) -> Response:
    """Put a new version in force from now, with the reason."""
    d = _destination(code)
    form = RuleSetForm(_in_force(d), request.form)
    made = made_of(form, SENTENCES, lambda: _publish(actor, d, form))
    if made is not None:
        return see_other("rule_sets.index", done=made)
    return _editor(d, form, status=422)


def _publish(actor: Actor, d: DestinationCard, form: RuleSetForm) -> int:
    command = PublishRuleSet(
        destination_id=d.id, based_on=form.version, values=form.values,
        reason=form.reason.data or "",
    )  # fmt: skip
    return actions.publish_rule_set(db.session(), actor, command).version

"""Words of the five questions about an operator, and what was ticked."""

from werkzeug.datastructures import MultiDict

from marketplace.kernel.words import N_
from marketplace.sourcing.rules.operator_ready import Question, Ready, Told

QUESTIONS = {
    Question.SEEKS_SUPPLIERS: N_("Does it look for suppliers near here by itself?"),
    Question.LOCAL_MARKET: N_("Do its guests want what comes from here?"),
    Question.AUDIT_PRESSURE: N_("Does an audit, a label or a tour operator ask it to buy here?"),
    Question.MARKET_FAILURE: N_("Is there something it cannot get, or not in time?"),
    Question.CSR_PROFILE: N_("Does it show its community work to guests?"),
}
TOLD = {Told.YES: N_("yes"), Told.PARTLY: N_("partly"), Told.NO: N_("no")}
READY = {
    Ready.BEGIN: N_("Begin here: it looks for suppliers, and something pulls."),
    Ready.BUSINESS_FIRST: N_(
        "Only its image speaks for it. Find a thing it needs first: business, not charity."
    ),
    Ready.LATER: N_("Not yet. Begin with somebody who looks for suppliers."),
    Ready.UNASKED: N_("Ask all five, then it says where to begin."),
}


def read_told(form: MultiDict[str, str]) -> dict[Question, Told]:
    """Return the answers that were ticked; anything else is no answer."""
    known = {one.value: one for one in Told}
    typed = {question: form.get(question.value, "") for question in Question}
    return {question: known[text] for question, text in typed.items() if text in known}

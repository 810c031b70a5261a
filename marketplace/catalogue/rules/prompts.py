"""Every word a supplier sees or hears, by its key: the list of what voices must record.

Labels have at most three words, sentences at most eight; no abbreviations, no signs. A key has a
voice recording per language, or it is a listed gap (administrator's page "Voices").
"""

from marketplace.kernel.words import N_

PROMPTS: dict[str, str] = {
    "back": N_("Back"),
    "help": N_("Help"),
    "language": N_("Language"),
    "leave": N_("Leave"),
    "needs": N_("Who needs what?"),
    "no_page": N_("There is nothing here."),
    "try_again": N_("Try again"),
}


def prompt_text(key: str) -> str:
    """Return the English message of a prompt; an unknown key is a mistake in a template."""
    return PROMPTS[key]

"""Forms and words of readiness: four faces a trait, five rungs a leaf."""

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict

from marketplace.kernel.words import N_
from marketplace.people.rules.lists import Trait
from marketplace.people.rules.readiness import FACES, Step

TRAITS = {
    Trait.AMBITION: N_("Has a goal of her own"),
    Trait.GROWTH: N_("Wants to grow"),
    Trait.RELIABILITY: N_("Does what she said"),
    Trait.LEADERSHIP: N_("Leads others"),
    Trait.QUALITY: N_("Knows what good means here"),
    Trait.PUNCTUALITY: N_("Knows what in time means here"),
}
FACE_WORDS = {1: N_("not yet"), 2: N_("a little"), 3: N_("mostly"), 4: N_("fully")}
STEPS = {
    Step.CAN_MAKE: N_("can make it"),
    Step.REGULAR: N_("regular"),
    Step.GRADED: N_("graded"),
    Step.COLD: N_("delivered cold"),
    Step.CERTIFIED: N_("certified"),
}


def read_faces(form: MultiDict[str, str]) -> dict[Trait, int]:
    """Return the faces that were chosen; anything else is no face."""
    typed = {trait: form.get(f"face-{trait}", "") for trait in Trait}
    known = {str(face): face for face in FACES}
    return {trait: known[text] for trait, text in typed.items() if text in known}


def read_steps(form: MultiDict[str, str], leaves: Mapping[str, int]) -> dict[int, int]:
    """Return the rungs that were chosen, by leaf id; ``leaves`` are hers, by their code."""
    known = {str(int(step)): int(step) for step in Step}
    typed = {ident: form.get(f"step-{code}", "") for code, ident in leaves.items()}
    return {ident: known[text] for ident, text in typed.items() if text in known}

"""Reads of mediation: frozen cards, loaded through what the actor may see."""

from marketplace.mediation.queries.awards import (
    Award,
    award,
    awards_of_need,
    awards_past_answer,
)
from marketplace.mediation.queries.cases import CaseFile, CaseRow, case_file, cases_at_desk
from marketplace.mediation.queries.file import SupplierFile, supplier_file
from marketplace.mediation.queries.first_five import Pipeline, pipeline
from marketplace.mediation.queries.opening import Opening, RankedOffer, opening
from marketplace.mediation.queries.supplier import Turn, turn_of

__all__ = [
    "Award", "CaseFile", "CaseRow", "Opening", "Pipeline", "RankedOffer", "SupplierFile",
    "Turn", "award", "awards_of_need", "awards_past_answer", "case_file", "cases_at_desk",
    "opening", "pipeline", "supplier_file", "turn_of",
]  # fmt: skip

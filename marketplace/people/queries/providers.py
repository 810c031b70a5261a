"""Reading support providers."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination
from marketplace.people.models import SupportProvider


@dataclass(frozen=True, slots=True)
class ProviderCard:
    """A support provider as facilitators see it."""

    name: str
    service: str
    destination_name: str


def provider_of(session: Session, person_id: int) -> ProviderCard | None:
    """Return the provider a person speaks for, if there is one."""
    row = session.execute(
        select(SupportProvider.name, SupportProvider.service, Destination.name)
        .join(Destination, Destination.id == SupportProvider.destination_id)
        .where(SupportProvider.person_id == person_id)
        .limit(1)
    ).one_or_none()
    return None if row is None else ProviderCard(*row)

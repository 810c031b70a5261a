"""What the demo world shows at the first start beside trade: a complaint, an event, a proposal."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Grievance, GrievanceEvidence, SafeguardingLead
from marketplace.agreements.rules.grievances import GrievanceState
from marketplace.collective.models import Activity, ActivityMember, Event, EventGuest
from marketplace.collective.rules.events import EventState
from marketplace.kernel import clock
from tests.world.demo_loaded import fill

loaded = pytest.mark.filled.with_args(fill)  # a call with a function alone would decorate it


@loaded
def test_one_complaint_waits_and_an_open_day_comes(session: Session) -> None:
    complaint = session.scalars(select(Grievance)).one()
    assert complaint.state is GrievanceState.RAISED
    assert complaint.acknowledge_by > clock.now()
    assert session.scalar(select(func.count()).select_from(GrievanceEvidence)) == 1
    event = session.scalars(select(Event)).one()
    assert event.state is EventState.PLANNED
    assert event.host_id is not None
    assert (session.scalar(select(func.count()).select_from(EventGuest)) or 0) >= 3
    activity = session.scalars(select(Activity)).one()
    members = select(func.count()).where(ActivityMember.activity_id == activity.id)
    assert (session.scalar(members) or 0) >= 3
    assert session.scalar(select(func.count()).select_from(SafeguardingLead))

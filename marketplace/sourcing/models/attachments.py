"""Photographs and voice notes beside a need."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.catalogue.models.attachments import Attachment
from marketplace.catalogue.rules.attachments import NEED_ATTACHMENT


class NeedAttachment(Attachment):
    """What shows or tells more of a need: its buyer's; suppliers see it once it was looked at."""

    __tablename__ = "need_attachment"
    beside = "need"
    machine = NEED_ATTACHMENT

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))

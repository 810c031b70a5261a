"""Open Contracting Data Standard 1.1: one tender as a release, by the rules of publication.

Suppliers and buyers are pseudonyms; amounts of money are bands, told in ``valueBand`` beside the
standard's own fields (the standard allows fields of one's own), because a band is no value.
Codes: items by CPC 2.1, or HS 2022 where that alone says the same; units by UN/CEFACT
Recommendation 20.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from marketplace.insight.rules.publishing import Band, monday

VERSION = "1.1"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
Piece = dict[str, Any]
_DELIVERY_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes, under which registered prefix of ocids, at which moment."""

    name: str
    prefix: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """What was asked for."""

    leaf: str
    title: str
    cpc: str | None
    hs: str | None
    quantity: int
    unit: str
    unece: str | None


@dataclass(frozen=True, slots=True)
class Won:
    """One award, with the delivery and the payment that came of it."""

    ident: str
    supplier: str
    quantity: Band
    value: Band  # in major units
    status: str
    week: date
    delivered: bool
    paid: bool


@dataclass(frozen=True, slots=True)
class Process:
    """One contracting process: a tender that is opened and over."""

    ident: str
    buyer: str
    currency: str
    published_on: date
    closed_on: date
    method: str
    offers: int
    status: str
    item: Item
    awards: tuple[Won, ...]

    @property
    def day(self) -> date:
        """The Monday of the week that its last event is told as."""
        return max([monday(self.closed_on), *(monday(one.week) for one in self.awards)])


def ocid(publisher: Publisher, process: Process) -> str:
    """Return the open contracting id: the publisher's prefix and the process's pseudonym."""
    return f"{publisher.prefix}-{process.ident}"


def releases(publisher: Publisher, processes: Sequence[Process], uri: str) -> Piece:
    """Return a release package with one release for each process."""
    return {**_package(publisher, uri), "releases": [release(publisher, one) for one in processes]}


def records(publisher: Publisher, processes: Sequence[Process], uri: str) -> Piece:
    """Return a record package: each process with its release and how it stands, compiled."""
    return {**_package(publisher, uri), "records": [_record(publisher, one) for one in processes]}


def _package(publisher: Publisher, uri: str) -> Piece:
    return {
        "uri": uri, "version": VERSION, "publishedDate": _moment(publisher.at),
        "publisher": {"name": publisher.name}, "license": LICENCE,
    }  # fmt: skip


def _record(publisher: Publisher, one: Process) -> Piece:
    told = release(publisher, one)
    compiled = {**told, "tag": ["compiled"], "id": f"{told['ocid']}-compiled"}
    return {"ocid": told["ocid"], "releases": [told], "compiledRelease": compiled}


def release(publisher: Publisher, one: Process) -> Piece:
    """Return one process as a release: tender, awards and contracts as they stand."""
    ident = ocid(publisher, one)
    told: Piece = {
        "ocid": ident, "id": f"{ident}-1", "date": _day(one.day), "tag": _tags(one),
        "initiationType": "tender", "language": "en", "parties": _parties(one),
        "buyer": {"id": one.buyer, "name": one.buyer}, "tender": _tender(ident, one),
    }  # fmt: skip
    if one.awards:
        told["awards"] = [_award(one, won) for won in one.awards]
        told["contracts"] = [_contract(one, won) for won in one.awards if won.status == "active"]
    return {key: value for key, value in told.items() if value != []}


def _tags(one: Process) -> list[str]:
    signed = any(won.status == "active" for won in one.awards)
    return ["tender", *(["award"] if one.awards else []), *(["contract"] if signed else [])]


def _parties(one: Process) -> list[Piece]:
    sellers = dict.fromkeys(won.supplier for won in one.awards)
    buyer = {"id": one.buyer, "name": one.buyer, "roles": ["buyer", "procuringEntity"]}
    return [buyer, *({"id": she, "name": she, "roles": ["supplier"]} for she in sellers)]


def _tender(ident: str, one: Process) -> Piece:
    """The tender; its values are not told, because the asked price is a matter of both sides."""
    return {
        "id": f"{ident}-tender", "title": one.item.title, "status": one.status,
        "procurementMethod": one.method, "mainProcurementCategory": _category(one.item),
        "procuringEntity": {"id": one.buyer, "name": one.buyer}, "items": [_item(one.item)],
        "tenderPeriod": {
            "startDate": _day(monday(one.published_on)), "endDate": _day(monday(one.closed_on)),
        },
        "numberOfTenderers": one.offers,
    }  # fmt: skip


def _category(item: Item) -> str:
    """Return goods or services: CPC sections 5 to 9 are works and services."""
    return "services" if (item.cpc or "0")[0] in "6789" else "goods"


def _item(item: Item) -> Piece:
    told: Piece = {"id": "1", "description": item.title, "quantity": item.quantity}
    scheme, code = ("CPC", item.cpc) if item.cpc else ("HS", item.hs)
    if code:
        told["classification"] = {"scheme": scheme, "id": code, "description": item.title}
    told["unit"] = {"name": item.unit}
    if item.unece:
        told["unit"] |= {"scheme": "UNCEFACT", "id": item.unece}
    return told


def _award(one: Process, won: Won) -> Piece:
    return {
        "id": won.ident, "status": won.status, "date": _day(monday(won.week)),
        "suppliers": [{"id": won.supplier, "name": won.supplier}],
        "valueBand": _band(won.value, one.currency),
        "items": [{**_item(one.item), "quantity": won.quantity.low}],
    }  # fmt: skip


def _contract(one: Process, won: Won) -> Piece:
    begin = monday(won.week)
    told: Piece = {
        "id": f"{won.ident}-contract", "awardID": won.ident,
        "status": "terminated" if won.paid else "active",
        "period": {"startDate": _day(begin), "endDate": _day(begin + _DELIVERY_DAYS)},
        "valueBand": _band(won.value, one.currency),
    }  # fmt: skip
    if won.delivered:
        told["implementation"] = {"milestones": [
            {"id": f"{won.ident}-delivery", "type": "delivery", "status": "met"}
        ]}  # fmt: skip
    return told


def _band(value: Band, currency: str) -> Piece:
    return {"from": value.low, "to": value.high, "currency": currency}


def _day(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")

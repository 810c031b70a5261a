"""The part of the OpenAPI description that everybody may read without a key."""

from typing import Any

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "integer"}


def open_paths() -> Schema:
    """Return the addresses of open data, each with what it answers."""
    page = [
        _from_address("d", "Code of a destination; all of them without it."),
        _from_address("after", "Where the page begins; as `next` of the page before has it."),
    ]
    return {
        "/api/v1/needs": _get("listNeeds", "The public needs board: never who, never a price.",
                              "Needs", page),
        "/api/v1/goods": _get("listGoods", "Leaves and units with their public codes.", "Goods"),
        "/ocds/releases.json": _get("listReleases", "OCDS 1.1 release package.", "Package"),
        "/ocds/records/{ocid}.json": _get(
            "getRecord", "One process as an OCDS 1.1 record package.", "Package", [_in_path("ocid")]
        ),
    }  # fmt: skip


def _get(name: str, summary: str, schema: str, parameters: list[Schema] | None = None) -> Schema:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    answers: Schema = {"200": {"description": summary, "content": content}}
    if parameters and parameters[0]["in"] == "path":
        answers["404"] = {"description": "There is no such published process."}
    told: Schema = {"operationId": name, "summary": summary, "security": [], "responses": answers}
    return {"get": {**told, "parameters": parameters} if parameters else told}


def _from_address(name: str, text: str) -> Schema:
    return {"name": name, "in": "query", "description": text, "schema": _TEXT}


def _in_path(name: str) -> Schema:
    return {"name": name, "in": "path", "required": True, "schema": _TEXT}


def open_schemas() -> Schema:
    """Return what the addresses of open data answer with."""
    need = _object(
        code=_TEXT, leaf=_TEXT, name=_MAYBE, quantity=_NUMBER, unit=_TEXT, place=_TEXT,
        week={"type": "string", "format": "date"}, open={"type": "boolean"}, url=_TEXT,
    )  # fmt: skip
    leaf = _object(code=_TEXT, group=_TEXT, name=_MAYBE, hs=_MAYBE, cpc=_MAYBE, unit=_MAYBE)
    unit = _object(code=_TEXT, name=_MAYBE, dimension=_TEXT, unece=_MAYBE)
    return {
        "Needs": _object(needs=_list(need), next=_MAYBE),
        "Goods": _object(vocabularies={"type": "object"}, leaves=_list(leaf), units=_list(unit)),
        "Package": {"type": "object", "description": "See standard.open-contracting.org/1.1."},
    }


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}

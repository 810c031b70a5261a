"""The OpenAPI 3.1 description, made from the readers that really read the data."""

from typing import Any

from marketplace.api.openapi_open import open_paths, open_schemas
from marketplace.assessment.rules.parse import CORE, OFFER
from marketplace.assessment.rules.signals import NAMES, Verdict
from marketplace.people.rules.lists import Scope

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_VERDICT: Schema = {"type": "string", "enum": [one.value for one in Verdict]}


def document() -> Schema:
    """Return the whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Mkeka",
            "version": "1",
            "description": "The check as data, the public needs board, and open contracting data.",
        },
        "paths": {
            "/api/v1/assessments/preview": {"post": _preview()},
            "/api/v1/openapi.json": {"get": _self()},
            **open_paths(),
        },
        "components": {"schemas": {**_schemas(), **open_schemas()}, "securitySchemes": _security()},
    }


def _preview() -> Schema:
    return {
        "operationId": "previewAssessment",
        "summary": "Work out one linkage; nothing is stored.",
        "security": [{"key": [Scope.PREVIEW_ASSESSMENTS.value]}, {"session": []}],
        "requestBody": {"required": True, "content": _content("Linkage")},
        "responses": {
            "200": {
                "description": "The result, whatever the verdict.",
                "content": _content("Result"),
            },
            "400": _problem("It is not JSON, or it came from another site."),
            "401": _problem("Neither a session nor a living key."),
            "403": _problem("Not part of this person's work, or not of this key's."),
            "413": _problem("It is too large."),
            "415": _problem("It is not sent as JSON."),
            "422": _problem("A value cannot be used; `key` names it."),
        },
    }


def _self() -> Schema:
    return {
        "operationId": "describe",
        "summary": "This description.",
        "responses": {"200": {"description": "OpenAPI 3.1", "content": {"application/json": {}}}},
    }


def _content(name: str) -> Schema:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _problem(text: str) -> Schema:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": text, "content": {"application/problem+json": {"schema": schema}}}


def _security() -> Schema:
    return {
        "key": {"type": "http", "scheme": "bearer", "description": "A key an administrator made."},
        "session": {"type": "apiKey", "in": "cookie", "name": "__Host-sid"},
    }


def _schemas() -> Schema:
    return {
        "Core": _keys(CORE),
        "Offer": _keys(OFFER),
        "Linkage": {
            "type": "object",
            "required": ["offer"],
            "properties": {
                "core": {
                    "description": "One core product, several, or none.",
                    "anyOf": [
                        _ref("Core"),
                        {"type": "array", "items": _ref("Core")},
                        {"type": "null"},
                    ],
                },
                "offer": _ref("Offer"),
            },
        },
        "Result": _result(),
        "Problem": _object(title=_TEXT, status={"type": "integer"}, detail=_TEXT, key=_TEXT),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _keys(known: Any) -> Schema:
    """A key that is absent means "not known"; one that is not listed is refused."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: {} for key in known},
    }


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties}


def _result() -> Schema:
    signal = _object(
        code={"type": "string", "enum": list(NAMES)},
        level={"type": "integer", "minimum": 0, "maximum": 3},
        text=_TEXT, inputs={"type": "object"}, source=_TEXT,
    )  # fmt: skip
    way = _object(code=_TEXT, title=_TEXT, text=_TEXT, verdict=_VERDICT, fairness=_VERDICT)
    change = _object(code=_TEXT, value={}, text=_TEXT, verdict=_VERDICT, fairness=_VERDICT)
    clause = _object(code=_TEXT, text=_TEXT, owner=_TEXT, days={"type": "integer"}, signal=_TEXT)
    assumed = _object(key=_TEXT, value={}, kind=_TEXT, text=_TEXT)
    flag = {"type": "boolean"}
    made = _object(
        verdict=_VERDICT, fairness=_VERDICT, complete=flag, provisional=flag,
        holds_across_band=flag, defaults_used=_list(assumed), signals=_list(signal),
        conditions=_list(clause), ways_back=_list(way), what_if=_list(change),
        rule_set={"type": "integer"},
    )  # fmt: skip
    return {**made, "required": list(made["properties"])}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}

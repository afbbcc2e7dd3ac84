"""The register as one JSON document, and the JSON Schema of that document.

What the records say is under ``record``, as text, spelt as they spell it; what is computed is under
``computed``.
"""

from datetime import date
from typing import Any

from scrutiny_cli.domain.base import Model, Record
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.legends import RATINGS
from scrutiny_cli.exporting.computed import ComputedField, computed_fields
from scrutiny_cli.exporting.package import SCHEMA, ExportPackage
from scrutiny_cli.exporting.shape import fields
from scrutiny_cli.reports.fields import plain
from scrutiny_cli.reports.model import Rag, Report
from scrutiny_cli.schema.json_schema import DRAFT, schema

Json = dict[str, Any]


def data(package: ExportPackage) -> Json:
    """The records by kind, as they are written, with what is computed of each."""
    return {
        "records": {
            kind: [
                {"id": given.record.id, "record": given.data, "computed": plain(given.computed)}
                for given in records
            ]
            for kind, records in package.kinds.items()
        }
    }


def report(package: ExportPackage) -> Report:
    """The document as a report, which the JSON format writes."""
    return package.at.report("export", "Export", (), data(package))


def schema_of_export() -> Json:
    """The JSON Schema of the document, made from the models and from what is computed of them."""
    definitions: Json = {}
    for kind in KINDS:
        definitions |= schema(kind)["$defs"]
    return {
        "$schema": DRAFT,
        "title": "A register of scrutiny, exported",
        "description": "What `scrutiny export --format json` gives.",
        "type": "object",
        "required": ["schema", "as_of", "revision", "records"],
        "properties": {
            "schema": {"const": SCHEMA},
            "as_of": {"type": "string", "format": "date", "description": "The date it describes."},
            "revision": {"type": "string", "description": "The fingerprint of the records."},
            "filters": {
                "type": "array",
                "items": {"type": "string"},
                "description": "What was left out, in words.",
            },
            "incomplete": {
                "type": "array",
                "items": {"type": "string"},
                "description": "The files that cannot be read in full: records may be missing.",
            },
            "draft": {"const": True, "description": "Made while the records had errors."},
            "private": {
                "const": True,
                "description": "Contains exempt information: not for publication.",
            },
            "records": {
                "type": "object",
                "additionalProperties": False,
                "properties": {kind: _records(kind) for kind in KINDS},
            },
        },
        "$defs": definitions,
    }


def _records(kind: str) -> Json:
    model = KINDS[kind].model
    return {
        "type": "array",
        "description": f"The records of {kind}.",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["id", "record", "computed"],
            "properties": {
                "id": {"type": "string", "description": f"The id of the {KINDS[kind].singular}."},
                "record": {
                    "$ref": f"#/$defs/{model.__name__}",
                    "required": ["id"],
                    "description": "As it is written: all values are text.",
                },
                "computed": _computed(model),
            },
        },
    }


def _computed(model: type[Model]) -> Json:
    """The schema of what is computed of a model and of the parts in its lists."""
    computed = {field.name: _type(field) for field in computed_fields(model)}
    below = {
        field.name: {"type": "array", "items": inner}
        for field in fields(model)
        if field.model and field.shape == "list" and (inner := _computed(field.model))
    }
    if not computed and not below and not issubclass(model, Record):
        return {}
    return {"type": "object", "additionalProperties": False, "properties": computed | below}


def _type(field: ComputedField) -> Json:
    described = {"description": field.description}
    if field.type is Rag:
        return {"enum": [*RATINGS, None], **described}
    form = {"format": "date"} if field.type is date else {}
    return {"type": ["integer" if field.type is int else "string", "null"], **form, **described}

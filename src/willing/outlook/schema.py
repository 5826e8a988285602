"""What stands in a result written as JSON, in the words of JSON Schema?"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from willing.models.formation.needs import Needs
from willing.outlook.bodies import BodyAnswers
from willing.outlook.comparing import Comparison
from willing.outlook.document import Document

OUTLOOK_ID = "urn:willing:schema:outlook:4"
NEEDS_ID = "urn:willing:schema:needs:1"
BODY_ID = "urn:willing:schema:body:1"
COMPARE_ID = "urn:willing:schema:compare:1"


def outlook_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what `willing run --json` prints.

    Beside each code under `actor` or `member` stands its name.
    """
    return _schema(Document, OUTLOOK_ID, "Willing outlook")


def needs_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what `willing needs --json` prints."""
    return _schema(Needs, NEEDS_ID, "What it would take")


def body_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what `willing body --json` prints."""
    return _schema(BodyAnswers, BODY_ID, "What bodies would decide")


def compare_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what `willing compare --json` prints."""
    return _schema(Comparison, COMPARE_ID, "What changed, and why")


def _schema(noun: type, id_: str, title: str) -> dict[str, Any]:
    schema = TypeAdapter(noun).json_schema(mode="serialization")
    for part in (schema, *schema["$defs"].values()):
        fields = part.get("properties", {})
        for code in ("actor", "member"):
            if code in fields and "Scenario" not in part.get("title", ""):
                fields[f"{code}_name"] = {"type": "string", "title": "English short name"}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": id_, "title": title}
    return head | schema | head

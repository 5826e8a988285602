"""What stands in an outlook written as JSON, in the words of JSON Schema?"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from willing.outlook import Outlook

OUTLOOK_ID = "urn:willing:schema:outlook:1"


def outlook_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of `to_dict(outlook)`, which is what `willing run --json` prints.

    Beside each code under `actor` or `member` stands its name.
    """
    schema = TypeAdapter(Outlook).json_schema(mode="serialization")
    for noun in (schema, *schema["$defs"].values()):
        fields = noun.get("properties", {})
        for code in ("actor", "member"):
            if code in fields and "Scenario" not in noun.get("title", ""):
                fields[f"{code}_name"] = {"type": "string", "title": "English short name"}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": OUTLOOK_ID,
        "title": "Willing outlook",
    }
    return head | schema | head

"""What docs/json-schema.json says, and whether a value fits it."""

import json
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from tests.conftest import REPOSITORY

SCHEMA: dict[str, Any] = json.loads((REPOSITORY / "docs" / "json-schema.json").read_text(encoding="utf-8"))
DEFINITIONS: dict[str, Any] = SCHEMA["$defs"]


def misfit(value: object, definition: str) -> str:
    """Why the value is not what the definition says, with the place in it; "" where it fits."""
    validator = Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{definition}"})
    error = best_match(validator.iter_errors(value))
    return f"{definition}{error.json_path[1:]}: {error.message}" if error else ""

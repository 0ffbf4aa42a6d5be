"""The JSON Schema of a model, for editors: `python -m fauxmon.modelling.schema > docs/reference/model.schema.json`."""

from __future__ import annotations

import json
import sys
from typing import Any

from fauxmon.modelling.documents import MODEL
from fauxmon.modelling.reading import VARIABLES
from fauxmon.modelling.variables import NAME


def schema() -> dict[str, Any]:
    """The whole of it."""
    model = MODEL.schema()
    variables = {
        "type": "object",
        "description": "${name} in any text stands for the value; one without a value is given with --set.",
        "propertyNames": {"pattern": f"^{NAME}$"},
        "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Fauxmon model",
        **model,
        "properties": {VARIABLES: variables, **model["properties"]},
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(schema(), indent=2) + "\n")

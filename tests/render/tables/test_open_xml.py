"""Word and Excel files as Microsoft's own Open XML SDK reads them, where its validator from npm is installed."""

import pytest

from reviewkit.locales import labels
from reviewkit.model import Missing
from reviewkit.render.tables.draft import marked
from reviewkit.render.tables.table import Table
from reviewkit.render.tables.write import as_bytes
from tests.render.open_xml import errors_of, needs_validator
from tests.render.samples import GRID, HOSTILE, LIST

DRAFT = marked(GRID, Missing(waiting=2, not_coded=("Berg, 2020",), studies=3), labels("en"))


@pytest.mark.thorough
@needs_validator
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
@pytest.mark.parametrize("table", [GRID, LIST, HOSTILE, DRAFT], ids=["grid", "list", "hostile", "draft"])
def test_microsoft_s_validator_finds_no_fault(table: Table, ending: str) -> None:
    assert errors_of(as_bytes(table, ending), ending) == []

"""What somebody else decided is nowhere in what a screening page receives (PRISMA 2020 item 8)."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewkit.actions import screening
from reviewkit.words import Choice, Stage
from tests.folders import begin
from tests.page.conftest import Opened

SECRET = "zebrafish"
PAGES = ("/screen", "/screen/mine", "/conflicts", "/", "/agreement", "/texts", "/studies", "/figures")
DECISIONS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(list(Choice)), st.booleans()), min_size=1, max_size=6
)


@given(made=DECISIONS, own=st.sets(st.integers(1, 4), max_size=3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_page_holds_what_others_decided_while_one_still_decides(
    made: list[tuple[int, Choice, bool]],
    own: set[int],
    opened: Opened,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = begin(tmp_path_factory.mktemp("blind") / "review", records=4)
    for number, choice, with_reason in made:
        reason = "population" if with_reason and choice is Choice.EXCLUDE else ""
        screening.decide(folder, "b", f"cinahl-{number:04d}", choice, reason, Stage("screening"), SECRET, [SECRET])
    for number in own:
        screening.decide(folder, "a", f"cinahl-{number:04d}", Choice.INCLUDE)
    page = opened(folder.root)
    others = {decision.id for decision in folder.refresh().facts.decisions if decision.by == "b"}
    records = [f"/{kind}cinahl-{number:04d}" for number in range(1, 5) for kind in ("screen/report/", "record/")]
    for address in (*PAGES, *records):
        shown = page.shows(address)
        assert SECRET not in shown, address
        assert not [event for event in others if event in shown], address


def test_the_sheet_for_excel_holds_nobody_else_s_decisions(tmp_path: Path, opened: Opened) -> None:
    import io

    import openpyxl

    folder = begin(tmp_path / "review", records=4)
    screening.decide(folder, "b", "cinahl-0001", Choice.EXCLUDE, "population", note=SECRET, labels=[SECRET])
    data = opened(folder.root).client.get("/screen/excel.xlsx").content
    cells = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert SECRET not in " ".join(cells)

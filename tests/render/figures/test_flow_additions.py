"""What a person added is in the figure: every number of it, and the mark of each footnote at its box."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.entered import counted
from reviewkit.locales import labels
from reviewkit.model import Additions, EarlierVersion, Footnote, OwnBox
from reviewkit.render.figures.flow import PREVIOUS, Grid, flow_drawing, flow_grid
from reviewkit.render.figures.flow_additions import drawn_in, footnotes
from reviewkit.words import BoxId
from tests.builders import entered

VERSIONS = (
    EarlierVersion(
        {"en": "Base version"}, "to 2023", {BoxId.IDENTIFIED: 900, BoxId.NEW_STUDIES: 10, BoxId.NEW_REPORTS: 12}
    ),
    EarlierVersion(
        {"en": "Update 1", "nb": "Oppdatering 1"}, "2024", {BoxId.NEW_STUDIES: 2, BoxId.NEW_REPORTS: 2}
    ),
)
ADDED = Additions(
    (
        Footnote({"en": "A classifier"}, "excluded"),
        Footnote({"en": "No limits"}),
        Footnote({"en": "Two"}, "new.studies"),
    ),
    (
        OwnBox({"en": "In the meta-analysis"}, 9),
        OwnBox({"en": "Read by two", "nb": "Lest av to"}, 4, "rm.duplicates"),
    ),
    VERSIONS,
    "2025",
)


def grid(additions: Additions = ADDED, language: str = "en") -> Grid:
    counts = entered(
        identified={"databases": {"X": 20}},
        duplicates=5,
        screened=15,
        excluded=10,
        sought=5,
        not_retrieved=0,
        assessed=5,
        reports_excluded=2,
        studies=3,
        reports=3,
        additions=additions,
    )
    flow, problems = counted(counts)
    assert problems == ()
    return flow_grid(flow, labels(language))


def lines(found: Grid, box: str) -> list[str]:
    (one,) = [each for each in found.boxes if each.id == box]
    return [line.text.replace("\u00a0", " ") for line in one.lines]


def test_earlier_versions_stand_one_by_one_beside_the_new_studies_and_come_to_the_total() -> None:
    found = grid()
    assert lines(found, "prev") == [
        "Base version (searched to 2023)",
        "Records identified (n = 900)",
        "Studies included in review (n = 10)",
        "Reports of included studies (n = 12)",
        "Update 1 (searched 2024)",
        "Studies included in review (n = 2)",
        "Reports of included studies (n = 2)",
        "Studies included in earlier versions (n = 12)",
        "Reports of these studies (n = 14)",
    ]
    assert lines(found, "total") == [
        "Total studies included in review (n = 15)",
        "Reports of all included studies (n = 17)",
    ]
    assert lines(found, "id.databases")[-1] == "Searched 2025"
    assert lines(grid(language="nb"), "prev")[4] == "Oppdatering 1 (søkt 2024)"


def test_boxes_of_ones_own_are_under_the_total_or_lines_of_another() -> None:
    found = grid()
    assert lines(found, "own.1") == ["In the meta-analysis (n = 9)"]
    assert ("total", "own.1") in found.arrows
    assert lines(found, "rm")[-1] == "Read by two (n = 4)"
    assert lines(grid(language="nb"), "rm")[-1] == "Lest av to (n = 4)"
    without = Additions(boxes=(OwnBox({"en": "One"}), OwnBox({"en": "Two"}, 1)))
    assert [arrow for arrow in grid(without).arrows if "own" in arrow[1]] == [("new", "own.1"), ("own.1", "own.2")]


def test_a_footnote_has_its_mark_before_the_number_and_under_the_figure() -> None:
    found = grid()
    assert lines(found, "excluded") == ["Records excluded* (n = 10)"]
    assert lines(found, "new")[0] == "New studies included in review** (n = 3)"
    assert found.notes[:3] == ("* A classifier", "No limits", "** Two")


def test_every_box_of_the_flow_is_somewhere_in_the_figure() -> None:
    there = {box.id for box in grid().boxes}
    assert {
        drawn_in(box) for box in ("id.registers", "rm.automation", "new.reports", "prev.reports", "total.studies")
    } <= there


def test_earlier_versions_never_reach_the_total_that_they_are_part_of() -> None:
    many = tuple(EarlierVersion({"en": f"Update {n}"}, str(2000 + n), {BoxId.NEW_STUDIES: n}) for n in range(40))
    drawing = flow_drawing(grid(Additions(versions=many)))
    assert drawing.boxes["prev"].bottom < drawing.boxes["total"].y
    assert drawing.boxes["total"].bottom < drawing.height


def test_the_titles_of_columns_stand_where_there_are_several() -> None:
    assert [head.text for head in grid().heads] == [
        "Previous studies",
        "Identification of new studies via databases and registers",
    ]
    assert grid(Additions()).heads == ()
    drawing = flow_drawing(grid())
    (prev,) = [box for box in grid().boxes if box.column == PREVIOUS]
    assert drawing.boxes["head.0"].bottom < drawing.boxes[prev.id].y


texts = st.dictionaries(st.sampled_from(["en", "nb"]), st.text("abc ", min_size=1, max_size=60), min_size=1)


@given(
    st.lists(st.builds(Footnote, texts, st.sampled_from(["", "screened", "new.studies", "nowhere"])), max_size=4),
    st.lists(
        st.builds(OwnBox, texts, st.none() | st.integers(0, 10**7), st.sampled_from(["", "excluded"])), max_size=4
    ),
)
@settings(max_examples=40)
def test_nothing_that_was_added_leaves_its_box_or_is_lost(notes: list[Footnote], boxes: list[OwnBox]) -> None:
    added = Additions(tuple(notes), tuple(boxes))
    counts = entered(screened=15, excluded=10, studies=3, additions=added)
    found = flow_grid(counted(counts)[0], labels("en"))
    drawing = flow_drawing(found)
    for own in boxes:
        if own.n is not None:
            assert labels("en").count(own.n).replace("\u00a0", " ") in found.description
    assert len(footnotes(added, labels("en"))) == len(notes)
    for box in drawing.boxes.values():
        assert all(box.y < line.y < box.bottom for line in box.lines)

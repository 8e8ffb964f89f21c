"""A figure as a page: its parts lead to what is behind them and back, and nothing of strangers acts."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.codebook_lineage import lineage
from reviewkit.locales import labels, languages
from reviewkit.model import Overlap, Share
from reviewkit.render.figure_page import MOST_LISTED, Frame, Part, figure_page
from reviewkit.render.figure_parts import parts_of_bars, parts_of_heat_map, parts_of_lineage, parts_of_overlap
from reviewkit.render.figures.bars import bar_drawing
from reviewkit.render.figures.counted import notes_of
from reviewkit.render.figures.heat_map import heat_map_drawing
from reviewkit.render.figures.lineage import lineage_drawing
from reviewkit.render.figures.overlap import overlap_drawing
from reviewkit.render.tables.duplicates import sources_table
from reviewkit.render.tables.listed import Listed
from tests.builders import record
from tests.counted import KEYS, ONE, TWO
from tests.render.figures.test_lineage import ACTS, BOOK
from tests.render.samples import EXPECTED, HOSTILE_NAME
from tests.render.test_flow_page import Page

TITLE = "Safe at home: a scoping review"
CITED = {key: f"Study {key} (2020)" for key in KEYS}
OVERLAPS = (Overlap(("cinahl", "medline"), 2), Overlap(("medline",), 1))
SHARES = (Share("cinahl", 2, 2, 0), Share("medline", 3, 3, 1))
BEHIND = (
    (
        Listed("cinahl-0001", record("cinahl-0001", title="Safe at home", doi="10.1000/x1", year=2020)),
        Listed("cinahl-0002", record("cinahl-0002", title="Falls & injuries")),
    ),
    (Listed("medline-0003", record("medline-0003", title="At night")),),
)


def overlap(language: str = "en") -> str:
    words = labels(language)
    drawing = overlap_drawing(OVERLAPS, SHARES, words)
    parts = parts_of_overlap(OVERLAPS, BEHIND, words)
    return figure_page(drawing, parts, Frame(drawing.title, words, TITLE), sources_table(SHARES, 3, words))


def bars(language: str = "en") -> str:
    words = labels(language)
    frame = Frame(ONE.title(words), words, TITLE, notes=notes_of(ONE, words))
    return figure_page(bar_drawing(ONE, words), parts_of_bars(ONE, CITED, words), frame)


def heat_map(language: str = "en") -> str:
    words = labels(language)
    frame = Frame(TWO.title(words), words, TITLE, "DRAFT", notes_of(TWO, words))
    return figure_page(heat_map_drawing(TWO, words), parts_of_heat_map(TWO, CITED, words), frame)


def of_lineage(language: str = "en") -> str:
    words, found = labels(language), lineage(ACTS)
    drawing = lineage_drawing(found, BOOK, words)
    return figure_page(drawing, parts_of_lineage(found, BOOK, words), Frame(drawing.title, words, TITLE))


PAGES = {"overlap": overlap, "bars": bars, "heat-map": heat_map, "lineage": of_lineage}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", languages())
def test_every_link_leads_somewhere_and_every_list_back(name: str, language: str) -> None:
    page = Page(PAGES[name](language))
    assert page.open == []
    assert page.all("html") == [{"lang": language}]
    ids = Counter(one["id"] for _, one in page.elements if "id" in one)
    assert max(ids.values()) == 1
    inside = [one["href"][1:] for one in page.all("a") if one["href"].startswith("#")]
    assert set(inside) <= ids.keys()
    lists = {one for one in ids if one.startswith("part-")}
    assert lists
    assert lists <= set(inside)
    assert sum(one.startswith("box-") for one in inside) == len(lists)


def test_a_bar_leads_to_its_studies_and_says_its_name_to_a_screen_reader() -> None:
    text = bars()
    assert '<a id="box-bar-1" href="#part-1" aria-label="Interviews: 6">' in text
    listed = text.partition('<summary id="part-1">Interviews: 6</summary>')[2].partition("</ol>")[0]
    assert listed.count("<li>") == 6
    assert "<li><b>s01</b> <span>Study s01 (2020)</span></li>" in listed


def test_a_nought_leads_nowhere() -> None:
    text = bars()
    assert "Randomised trial: 0" not in Page(text).said
    assert "box-bar-2" in text
    assert "box-bar-3" not in text


def test_the_reports_of_a_combination_are_listed_and_the_table_is_there() -> None:
    text = overlap()
    listed = text.partition("cinahl, medline: 2</summary>")[2].partition("</ol>")[0]
    assert '<b>cinahl-0001</b> <span>(2020)</span> <a href="https://doi.org/10.1000/x1">Safe at home</a>' in listed
    assert "<li><b>cinahl-0002</b> <span>Falls &amp; injuries</span></li>" in listed
    assert '<th scope="row">medline</th>' in text


def test_a_box_of_the_lineage_leads_to_the_act_behind_it_with_its_reason() -> None:
    text = of_lineage()
    assert '<p id="part-1">Time became Calm, haste (split by a, 2026-01-02): two things.</p>' in text
    for box in ("node1", "node2", "node3"):  # what was split, and both codes that came of it
        assert f'<a href="#part-1"><g id="box-{box}">' in text


def test_a_list_that_no_browser_would_open_is_cut_and_says_so() -> None:
    words = labels("en")
    many = tuple(Listed(f"r{n}", None, citation="x") for n in range(MOST_LISTED + 1))
    drawing = bar_drawing(ONE, words)
    text = figure_page(drawing, [Part(("bar-1",), "Interviews", many)], Frame("x", words))
    assert text.count("<li>") == MOST_LISTED
    assert "5000 of 5001 are listed here." in text


ALLOWED = set(
    "html head meta title style body a header p h1 main div svg desc defs marker path rect circle g text tspan section "
    "h2 details summary b ol li span em footer table caption thead tbody tfoot tr th td".split()
)


@given(
    st.lists(
        st.sampled_from([HOSTILE_NAME, '" onload="x', "]]></style><script>", "<!-- "]), min_size=4, max_size=4
    )
)
@settings(max_examples=25, deadline=None)
def test_nothing_that_strangers_wrote_is_markup(names: list[str]) -> None:
    words = labels("en")
    overlaps, shares = (Overlap((names[0],), 1),), (Share(names[0], 1, 1, 1),)
    member = Listed(names[1], record("x", title=names[2], doi=f"10.1/{names[3]}"), names[0])
    parts = parts_of_overlap(overlaps, [[member]], words)
    frame = Frame(names[1], words, names[2], names[3], names)
    page = Page(
        figure_page(overlap_drawing(overlaps, shares, words), parts, frame, sources_table(shares, 1, words))
    )
    assert {tag for tag, _ in page.elements} <= ALLOWED
    assert page.open == []
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert all(one["href"].startswith(("#", "https://doi.org/10.")) for one in page.all("a"))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_pages_are_the_ones_that_were_agreed(name: str, language: str) -> None:
    assert PAGES[name](language).encode() == (EXPECTED / f"page-{name}-{language}.html").read_bytes()

"""The map of the evidence: every number leads to its studies, each study is there once, nothing of strangers acts."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.charting_counts import Axis, Category, Kind, crossed
from reviewkit.errors import ReviewkitError
from reviewkit.locales import labels, languages
from reviewkit.render.evidence_map import MapStudy, evidence_map
from reviewkit.render.figures.counted import Counted
from tests.counted import DESIGN, HOSTILE_NAME, KEYS, THREE, TOPIC, TWO, axis_of
from tests.render.samples import EXPECTED

STUDIES = tuple(
    MapStudy(key, f"Study {number} ({2008 + number})", f"10.1000/x{number}" if number % 4 else "")
    for number, key in enumerate(KEYS, start=1)
)
VOID = {"meta", "link", "br", "img", "input"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and the words of each list item and cell."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every such element."""
        return [attributes for name, attributes in self.elements if name == tag]


def made(figure: Counted, language: str = "en", studies: Iterable[MapStudy] = STUDIES) -> str:
    return evidence_map(figure, tuple(studies), "Safe at home: a scoping review", labels(language))


def shown_by(page: Page, text: str, target: str) -> set[int]:
    """The places of the studies that the style leaves in the list when a link to this target was followed."""
    (kept,) = re.findall(rf"#{re.escape(target)}:target~ol>:not\(([^)]*)\)", text)
    wanted = set(kept.lstrip(".").split("."))
    items = [one for one in page.all("li") if "class" in one]
    return {place for place, one in enumerate(items) if wanted <= set(one["class"].split())}


def test_every_cell_with_a_study_leads_to_these_studies_and_no_other() -> None:
    text = made(TWO)
    page = Page(text)
    table = crossed(DESIGN.categories, TOPIC.categories)
    for number, cells in enumerate(table.cells, start=1):
        for place, cell in enumerate(cells, start=1):
            assert (f'href="#c{number}-{place}"' in text) == bool(cell)
            if cell:
                assert shown_by(page, text, f"c{number}-{place}") == {KEYS.index(key) for key in cell}


def test_the_studies_of_a_whole_row_and_column_are_shown_too() -> None:
    text = made(TWO)
    page = Page(text)
    for place, row in enumerate(DESIGN.categories, start=1):
        if row.n:
            assert shown_by(page, text, f"t{place}") == {KEYS.index(key) for key in row.studies}
    for place, column in enumerate(TOPIC.categories, start=1):
        assert shown_by(page, text, f"u{place}") == {KEYS.index(key) for key in column.studies}


@pytest.mark.parametrize("figure", [TWO, THREE], ids=["two", "three"])
def test_every_link_within_the_page_has_its_place_and_no_id_is_there_twice(figure: Counted) -> None:
    page = Page(made(figure))
    ids = Counter(one["id"] for _, one in page.elements if "id" in one)
    assert max(ids.values()) == 1
    assert {one["href"][1:] for one in page.all("a") if one["href"].startswith("#")} <= ids.keys()
    assert {name for one in page.all("a") for name in one.get("aria-labelledby", "").split()} <= ids.keys()
    assert page.open == []


def test_each_study_is_there_once_with_its_doi_and_its_values() -> None:
    text = made(THREE)
    for study in STUDIES:
        assert text.count(f">{study.citation}<") == 1
    assert (
        'href="https://doi.org/10.1000/x3">Study 3 (2011)</a> <span>Interviews · Feeling safe; Falls and' in text
    )
    assert "<b>Study 4 (2012)</b> <span>Interviews · Falls and injuries · A\u00a0Older people</span>" in text


def test_a_gap_is_seen_as_one() -> None:
    page = made(TWO)
    empty = sum(not cell for row in crossed(DESIGN.categories, TOPIC.categories).cells for cell in row)
    assert len(re.findall(r'<td class="g(?: o(?: first)?)?">0</td>', page)) == empty


def test_areas_are_proportional_to_numbers() -> None:
    sizes = {int(n): float(wide) for n, wide in re.findall(r"\.s(\d+)\{width:([\d.]+)px", made(TWO))}
    assert sizes.keys() == {1, 2, 3}
    for n, wide in sizes.items():
        assert wide**2 / sizes[1] ** 2 == pytest.approx(n, rel=0.01)


def test_a_colour_is_a_letter_too() -> None:
    text = made(THREE)
    assert '<i class="f1 p3"></i>A 3</span>' in text
    assert '<li><i class="f1"></i><b>A</b> Older people (n\u00a0=\u00a07)</li>' in text
    assert '<i class="f0"></i><b>D</b> Not reported' in text
    with pytest.raises(ReviewkitError, match="can be told apart"):
        made(Counted(DESIGN, TOPIC, axis_of([str(n) for n in range(9)], [1] * 9)))


def test_studies_without_an_answer_are_marked_and_counted() -> None:
    text = made(TWO)
    assert '<tr class="o first"><th scope="row" id="r5">Unclear</th>' in text
    assert '<tr class="o"><th scope="row" id="r6">Not charted yet</th>' in text
    assert '<th scope="col" id="k4" class="o first">Not reported</th>' in text


@pytest.mark.parametrize("language", languages())
def test_the_policy_allows_the_style_sheet_and_nothing_else(language: str) -> None:
    text = made(THREE, language)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    checksum = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = [one["content"] for one in Page(text).all("meta") if "http-equiv" in one]
    assert policy == f"default-src 'none'; style-src 'sha256-{checksum}'; base-uri 'none'; form-action 'none'"
    assert f'<html lang="{language}">' in text


ALLOWED = (
    "html head meta title style body a header p h1 main div table thead tr th tbody td i b span tfoot h2 ul li "
    "section h3 ol footer"
).split()
ATTRIBUTES = {
    *"lang charset http-equiv content name class href id role aria-label tabindex rowspan colspan scope".split(),
    "aria-labelledby",
}
hostile = st.sampled_from(
    [
        HOSTILE_NAME,
        "<img src=x onerror=alert(1)>",
        '" autofocus onfocus="alert(1)',
        "' onclick='x",
        "]]></style><script>",
        "<!-- ",
        "&lt;script&gt;",
        "javascript:alert(1)",
        "\u202eright to left",
        "\x1b[2J\x00",
        "{x} %s {0}",
    ]
)


@given(st.lists(hostile, min_size=6, max_size=6), hostile)
@settings(max_examples=60)
def test_nothing_that_strangers_wrote_is_markup(names: list[str], doi: str) -> None:
    first = Axis("x", (Category("c", Kind.ANSWER, ("s1",), {"en": names[0]}),), {"en": names[1]})
    second = Axis("y", (Category("d", Kind.ANSWER, ("s1",), {"en": names[2]}),), {"en": names[3]})
    figure = Counted(first, second, second, 1, draft=names[4], notes=(names[5],))
    text = evidence_map(
        figure, [MapStudy("s1", names[4], doi), MapStudy("s2", names[5], "10.1/<b>\"'")], names[0], labels("en")
    )
    page = Page(text)
    assert {tag for tag, _ in page.elements} <= set(ALLOWED)
    assert {name for _, attributes in page.elements for name in attributes} <= ATTRIBUTES
    assert all(one["href"].startswith(("#", "https://doi.org/10.")) for one in page.all("a"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", text)
    assert text.count("<style>") == text.count("</style>") == 1


def test_names_are_shown_as_they_were_written() -> None:
    said = " ".join(Page(made(Counted(axis_of(["<b>a & b</b>"], [1]), TOPIC, studies=1))).words)
    assert "<b>a & b</b>" in said


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
def test_golden_files(language: str) -> None:
    """Open them in a browser: the same map has the same bytes."""
    assert made(THREE, language).encode() == (EXPECTED / f"evidence-map-{language}.html").read_bytes()


def test_no_study_at_all_is_a_map_of_gaps() -> None:
    empty = axis_of(["Trial"], [0])
    page = Page(made(Counted(empty, empty, draft="DRAFT"), studies=()))
    assert not [one for one in page.all("a") if one["href"].startswith("#c")]
    assert not [one for one in page.all("li") if "class" in one]

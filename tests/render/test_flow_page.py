"""The flow as a page: every number in words, each box leads to its records, nothing of strangers acts."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.locales import labels, languages
from reviewkit.prisma import Flow
from reviewkit.render.figure_page import MOST_LISTED
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.flow_page import Behind, flow_page
from reviewkit.render.tables.listed import Listed
from reviewkit.words import BoxId
from tests.builders import record
from tests.render.samples import HOSTILE_NAME, flow_of, flows

FOUND = Listed(
    "cinahl-0001",
    record("cinahl-0001", title="Safe at home", doi="10.1000/x1", authors=("Berg, A.", "Ås, Bo"), year=2020),
    "Wrong population",
)
OTHER = Listed("medline-0002", record("medline-0002", title="Falls & injuries"))
STUDY = Listed("berg2024", None, citation="Berg et al. (2024)")
BEHIND = {
    BoxId.SCREENED: Behind((FOUND, OTHER)),
    BoxId.NEW_STUDIES: Behind((STUDY,)),
    BoxId.REPORTS_EXCLUDED: Behind((FOUND,), 3),
    "reports_excluded.wrong-population": Behind((FOUND,), 3),
}
VOID = {"meta", "link", "br", "rect", "path"}


class Page(HTMLParser):
    """The elements of a page with their attributes, and its words; those of the figure, which is a picture, apart."""

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

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and "svg" not in self.open and self.open[-1] not in ("style", "title"):
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def said(self) -> str:
        return " ".join(" ".join(self.words).split())


def made(
    flow: Flow | None = None, behind: Mapping[str, Behind] = BEHIND, language: str = "en", draft: bool = False
) -> str:
    words = labels(language)
    grid = flow_grid(flow or flow_of(), words, draft)
    return flow_page(grid, flow_drawing(grid), behind, words, "Safe at home: a scoping review")


@given(flows(), st.sampled_from(languages()))
@settings(max_examples=25, deadline=None)
def test_every_number_of_the_figure_is_read_without_it_and_in_its_order(flow: Flow, language: str) -> None:
    grid = flow_grid(flow, labels(language))
    page = Page(made(flow, {}, language))
    assert page.open == []
    at = 0
    for box in (box for told in grid.told for box in told.boxes):
        for line in box.lines:
            at = page.said.index(" ".join(line.text.split()), at)


def test_boxes_of_the_same_name_are_told_apart_by_the_titles_of_their_columns() -> None:
    said = Page(made()).said
    words = labels("en")
    arms = [words.text(f"flow.new_{arm}") for arm in ("databases", "other")]
    places = [said.index(f"{arms[0]} "), said.index("sought for retrieval (n = 86)")]
    places += [said.rindex(f"{arms[1]} "), said.index("sought for retrieval (n = 19)")]
    assert places == sorted(places)


def test_a_box_leads_to_its_records_and_the_way_leads_back() -> None:
    text = made()
    page = Page(text)
    assert '<a href="#list-screened"><g id="box-screened">' in text
    assert '<summary id="list-screened"><b>Records screened (n\u00a0=\u00a01285)</b></summary>' in text
    assert text.count('href="#box-screened"') == 1
    ids = Counter(one["id"] for _, one in page.elements if "id" in one)
    assert max(ids.values()) == 1
    assert {one["href"][1:] for one in page.all("a") if one["href"].startswith("#")} <= ids.keys()


def test_a_record_has_its_id_how_it_is_cited_its_address_and_the_reason() -> None:
    text = made()
    address = '<a href="https://doi.org/10.1000/x1">Safe at home</a>'
    assert f"<b>cinahl-0001</b> <span>Berg &amp; Ås (2020)</span> {address} <em>Wrong population</em></li>" in text
    assert "<li><b>medline-0002</b> <span>Falls &amp; injuries</span></li>" in text
    assert "<li><b>berg2024</b> <span>Berg et al. (2024)</span></li>" in text


def test_a_list_is_not_there_twice_where_the_reasons_below_it_hold_it() -> None:
    text = made()
    assert "list-reports_excluded.wrong-population" in text
    assert 'id="list-reports_excluded"' not in text
    assert '<p class="i0"><b>Reports excluded (n\u00a0=\u00a069)</b></p>' in text
    assert '<a href="#list-reports_excluded.wrong-population"><g id="box-reports_excluded">' in text


def test_numbers_that_were_entered_beside_the_records_are_told() -> None:
    assert "<p>3 more were entered as a number, without records.</p>" in made()


def test_a_list_that_no_browser_would_open_is_cut_and_says_so() -> None:
    many = tuple(Listed(f"r{n}", None, citation="x") for n in range(MOST_LISTED + 1))
    text = made(behind={BoxId.SCREENED: Behind(many)})
    assert text.count("<li>") == MOST_LISTED
    assert "5000 of 5001 are listed here. This lists all of them: reviewkit prisma --list screened" in text


def test_entered_numbers_have_no_lists_and_no_links_that_lead_nowhere() -> None:
    text = made(behind={})
    assert "<details" not in text
    assert 'role="img"' in text
    assert "These numbers were entered" in text


@pytest.mark.parametrize("language", languages())
def test_the_policy_allows_the_style_sheet_and_nothing_else(language: str) -> None:
    text = made(language=language)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    checksum = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = [one["content"] for one in Page(text).all("meta") if "http-equiv" in one]
    assert policy == f"default-src 'none'; style-src 'sha256-{checksum}'; base-uri 'none'; form-action 'none'"
    assert f'<html lang="{language}">' in text
    assert " style=" not in text


def test_a_draft_and_the_notes_are_read_too() -> None:
    page = Page(made(draft=True))
    assert "DRAFT" in page.said
    assert labels("en").text("flow.source") in page.said


hostile = st.sampled_from(
    [HOSTILE_NAME, '" onload="x', "]]></style><script>", "<!-- ", "&lt;b&gt;", "javascript:alert(1)", "a\x1b[2J"]
)
ALLOWED = set(
    "html head meta title style body a header p h1 main div svg desc defs marker path rect g text tspan section h2 h3 "
    "h4 details summary b ol li span em footer".split()
)


@given(st.lists(hostile, min_size=4, max_size=4))
@settings(max_examples=25, deadline=None)
def test_nothing_that_strangers_wrote_is_markup(names: list[str]) -> None:
    member = Listed(names[0], replace(record("x"), title=names[1], doi=f"10.1/{names[2]}"), names[3])
    flow = flow_of(name=names[0].replace("\x1b", ""))
    words = labels("en")
    grid = flow_grid(flow, words, notes=names[:1])
    page = Page(flow_page(grid, flow_drawing(grid), {BoxId.SCREENED: Behind((member,))}, words, names[2]))
    assert {tag for tag, _ in page.elements} <= ALLOWED
    assert page.open == []
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert all(one["href"].startswith(("#", "https://doi.org/10.")) for one in page.all("a"))


def test_the_same_flow_gives_the_same_bytes() -> None:
    assert made() == made()

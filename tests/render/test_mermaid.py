"""The flow as Mermaid text: every box and arrow, and no name that acts."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewkit.locales import labels, languages
from reviewkit.prisma import Flow
from reviewkit.render.figures.flow import Grid, flow_grid
from reviewkit.render.mermaid import as_mermaid
from tests.render.samples import HOSTILE_NAME, flow_of, flows

NODE = re.compile(r'^(n\d+)\["([^"]*)"\]$')
KNOWN = re.compile(
    r"flowchart TD|accTitle: [\w ,.()=:–-]*|accDescr: [\w ,.()=:–-]*"
    r'|n\d+\["[^"]*"\]|n\d+ --> n\d+|%% n\d+ = [\w.:-]+|(?:draft|note\d+)\["[^"]*"\]:::note|classDef \w+ [\w#:,-]+|'
)


def grid(flow: Flow, language: str = "en", draft: bool = False, notes: tuple[str, ...] = ()) -> Grid:
    return flow_grid(flow, labels(language), draft, notes)


def read(text: str) -> list[list[str]]:
    """The lines of each box, as Mermaid would show them."""
    nodes = [found for line in text.splitlines() if (found := NODE.match(line))]
    return [[decoded(line) for line in node[2].split("<br/>")] for node in nodes]


def decoded(text: str) -> str:
    return " ".join(re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text).split())


@given(flows(), st.sampled_from(languages()), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_box_is_there_with_its_lines_and_every_arrow(flow: Flow, language: str, draft: bool) -> None:
    diagram = grid(flow, language, draft)
    text = as_mermaid(diagram)
    assert read(text) == [[" ".join(line.text.split()) for line in box.lines] for box in diagram.boxes]
    place = {box.id: number for number, box in enumerate(diagram.boxes, start=1)}
    arrows = re.findall(r"^n(\d+) --> n(\d+)$", text, re.MULTILINE)
    assert [(int(a), int(b)) for a, b in arrows] == [(place[a], place[b]) for a, b in diagram.arrows]


@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
    | st.sampled_from([HOSTILE_NAME, '"]; click n1']),
    st.text(st.characters(codec="utf-8"), max_size=40),
)
@settings(max_examples=100, deadline=None)
def test_no_name_is_anything_but_words(name: str, note: str) -> None:
    text = as_mermaid(grid(flow_of(name=f"x{name}"), notes=(note,)))
    for line in text.split("\n"):
        assert KNOWN.fullmatch(line), line
        for quoted in re.findall('"([^"]*)"', line):
            assert not re.search(r"[<>&`\"{}\[\]|]", quoted.replace("<br/>", ""))
            assert re.fullmatch(r"(?:[^#;]|#\d+;)*", quoted)


def test_a_draft_and_the_notes_are_said() -> None:
    text = as_mermaid(grid(flow_of(), draft=True))
    assert 'draft["DRAFT: unfinished, or has problems"]:::note' in text
    assert 'note1["PRISMA 2020 flow diagram (Page et al. 2021, BMJ 372:n71)."]:::note' in text
    assert "accTitle: DRAFT: unfinished, or has problems – PRISMA 2020 flow diagram" in text


def test_the_same_flow_gives_the_same_text() -> None:
    assert as_mermaid(grid(flow_of())) == as_mermaid(grid(flow_of()))

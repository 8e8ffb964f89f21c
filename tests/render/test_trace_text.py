"""A trace as text, in three languages."""

from datetime import UTC, datetime

import pytest

from reviewkit.errors import Place
from reviewkit.locales import labels, languages
from reviewkit.render.trace_text import as_text
from reviewkit.trace import Kind, Lines, Step, Trace
from reviewkit.words import message
from tests.builders import decision, protocol
from tests.test_prisma import IDS, review

FLOW = review(protocol(), [decision("a", IDS[0], "include")], [], []).flow
LINES = Lines("searches/x/x.ris", 1, 3, ("TY  - JOUR", "TI  - A title", "ER  - "))
AT = datetime(2026, 1, 31, 10, 20, tzinfo=UTC)
STEPS = (
    Step(
        Kind.LINES,
        "searches/x/x.ris:1",
        message("lines {first} to {last}", first=1, last=3),
        Place("searches/x/x.ris", 1),
    ),
    Step(Kind.RECORD, "x-0001", "Berg (2020) A title\nof two lines"),
    Step(Kind.DECISION, "a-1", "include", Place("screening/a.jsonl", 4), "a", AT, "read twice"),
    Step(Kind.BOX, "screened", message("n = {n}", n=12)),
)


def test_every_step_has_its_name_its_place_and_who_did_it() -> None:
    text = as_text(Trace(("box:screened",), STEPS, {Kind.RECORD: 3}, 2, (LINES,)), FLOW, labels("en"))
    assert (
        text
        == """\
Trace of box:screened

Lines of the exports
  searches/x/x.ris:1  lines 1 to 3
    searches/x/x.ris
          1 | TY  - JOUR
          2 | TI  - A title
          3 | ER  -

Records
  record:x-0001  Berg (2020) A title of two lines
  and 3 more: --all lists them

Decisions
  event:screening/a-1  include
      a, 2026-01-31 10:20  screening/a.jsonl:4  read twice

Boxes of the flow
  box:screened  Records screened: n = 12

What others decided on 2 reports is not shown to you before everybody has decided."""
    )


@pytest.mark.parametrize("language", languages())
def test_every_kind_has_a_heading_in_every_language(language: str) -> None:
    words = labels(language)
    headings = [words.text(f"trace.{kind}") for kind in Kind]
    assert len(set(headings)) == len(headings)


def test_a_trace_without_steps_says_so() -> None:
    assert as_text(Trace(("number:7",), ()), FLOW, labels("nb")).endswith(
        "Ingenting i oversikten har dette tallet."
    )


def test_of_very_long_records_the_first_lines_are_shown_and_the_others_counted() -> None:
    long = Lines("x.ris", 1, 100, tuple(f"N1  - {'word ' * 200}{n}" for n in range(100)))
    text = as_text(Trace(("x",), STEPS[:1], {}, 0, (long,)), FLOW, labels("en"))
    assert text.count("N1  - ") == 60
    assert "and 40 more" in text
    assert max(map(len, text.split("\n"))) < 400

"""Reviews with a charting form and full texts, for the tests of charting in the page."""

from pathlib import Path

from reviewkit.actions import charting, forms, texts
from reviewkit.actions.quoting import GivenQuote
from reviewkit.store.open_review import OpenReview
from tests.extract.pages import NORSK, Put, pdf
from tests.folders import begin, charted_by, decide, kept, ready_to_code

AIM = "The aim was to learn what nurses call safety."
FORM = """version: "1"
groups:
  - id: study
    label: {en: The study, nb: Studien}
    fields:
      - {id: aim, label: {en: Aim, nb: Hensikt}, type: long-text, required: yes, evidence: required}
      - {id: n, label: Participants, type: integer, required: yes, unit: people}
      - id: design
        label: Design
        type: choice
        required: yes
        choices:
          - {id: interviews, label: Interviews, definition: People were asked}
          - {id: survey, label: Survey}
          - {id: other, label: Something else}
      - {id: which, label: Which other design, when: {field: design, is: [other]}}
      - {id: funded, label: Was it funded, type: yes-no}
      - {id: settings, label: Settings, type: choices, choices: [Home, Ward]}
      - {id: age, label: Mean age, type: number, repeat: yes}
      - id: arms
        label: Arms
        type: table
        columns: [{id: name, label: Name}, {id: size, label: Size, type: integer}]
"""


def paper() -> bytes:
    """Two pages; the aim is on the second."""
    first = [Put(60, 780 - 14 * at, line) for at, line in enumerate(NORSK.split(". "))]
    return pdf(first, [Put(60, 780, AIM), Put(60, 740, "We asked 17 nurses in four places.")])


def begun(root: Path, people: int = 1, mode: str = "independent") -> OpenReview:
    """Two included studies with full texts, and a form."""
    return kept(f"charted-{people}-{mode}", root, lambda new: _begin(new, people, mode))


def _begin(root: Path, people: int, mode: str) -> None:
    folder = begin(root, people=1)
    ready_to_code(folder, "berg", "aas")
    for record in (1, 2):
        decide(folder, "a", record, "y")
        texts.attach(folder, "a", f"cinahl-{record:04d}", "paper.pdf", paper())
    charted_by(folder, people, mode)
    forms.begin(folder, "a", "jbi")
    (root / forms.FILE).write_text(FORM, encoding="utf-8")


def charted_twice(root: Path, mode: str) -> OpenReview:
    """Two studies; with `independent`, both people have charted them, with differences; with `verify` one has."""
    return kept(f"charted-twice-{mode}", root, lambda new: _chart_twice(new, mode))


def _chart_twice(root: Path, mode: str) -> None:
    folder = begun(root, people=2, mode=mode)
    for study in ("berg", "aas"):
        for who in ("a", "b") if mode == "independent" else ("b",):
            charting.set_value(folder, who, study, "aim", f"To learn, says {who}", [GivenQuote(AIM, 2)])
            charting.set_value(folder, who, study, "n", "17")
            charting.set_value(folder, who, study, "design", "interviews" if who == "a" else "survey")
            charting.finish(folder, who, study)
    charting.set_value(folder, "b", "berg", "age", "41.5")


SIX = ("berg", "aas", "dahl", "lie", "moe", "vik")
FIELDS_OF_SIX = ("aim", "n", "design", "funded", "age")


def answer_of(who: str, study: int, field: str) -> str:
    """What a person charts in a field of one of six studies; the two differ in a fifth of all 30."""
    number = study * len(FIELDS_OF_SIX) + FIELDS_OF_SIX.index(field)
    other = who == "b" and number % 5 == study % 5
    return {
        "aim": f"To learn {study}{' more' if other else ''}",
        "n": str(10 + study + other),
        "design": "survey" if other else "interviews",
        "funded": "no" if other else "yes",
        "age": str(40 + study + other),
    }[field]


def six(root: Path, mode: str) -> OpenReview:
    """Six studies that a and b have charted without seeing each other's answers; with `verify` b alone has."""
    return kept(f"six-{mode}", root, lambda new: _chart_six(new, mode))


def _chart_six(root: Path, mode: str) -> None:
    folder = begin(root, people=1, records=len(SIX))
    ready_to_code(folder, *SIX)
    for record in range(1, len(SIX) + 1):
        decide(folder, "a", record, "y")
    charted_by(folder, 2, mode)
    forms.begin(folder, "a", "jbi")
    (root / forms.FILE).write_text(FORM, encoding="utf-8")
    folder.refresh()
    for who in "ab" if mode == "independent" else "b":
        for number, study in enumerate(SIX):
            for field in FIELDS_OF_SIX:
                quotes = [GivenQuote(AIM, 2)] if field == "aim" else []
                charting.set_value(folder, who, study, field, answer_of(who, number, field), quotes)
            charting.finish(folder, who, study)

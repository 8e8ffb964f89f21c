"""Every language has every label; adding a language is adding one file."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from reviewkit.errors import ReviewkitError
from reviewkit.locales import _messages, _words, labels, language_of, languages
from reviewkit.words import Choice, Role, Stage, State, Verdict, message, number_of, together
from tests.conftest import REPOSITORY


def test_norwegian_and_english_are_there() -> None:
    assert languages() == ("en", "nb", "nn")


@pytest.mark.parametrize("language", languages())
def test_a_language_has_every_label_and_no_other(language: str) -> None:
    assert _words(language).keys() == _words("en").keys()


@pytest.mark.parametrize("language", languages())
def test_labels_and_messages_are_two_parts_of_one_file(language: str) -> None:
    assert not [key for key in _words(language) if key.startswith(("message.", "noun.", "word."))]
    assert not [key for key in _messages(language) if not key.startswith(("message.", "noun.", "word."))]
    assert [key for key in _messages(language) if key.startswith("message.")]


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert labels("nb").count(1294) == "(n\u00a0=\u00a01\u00a0294)"
    assert labels("en").count(1294) == "(n\u00a0=\u00a01294)"
    assert labels("en").number(12940) == "12,940"


def test_a_language_without_labels_is_refused_in_words() -> None:
    with pytest.raises(ReviewkitError, match="Use one of: en, nb, nn"):
        labels("tlh")


@pytest.mark.parametrize(
    ("language", "n", "written"),
    [
        ("en", 0, "0"),
        ("en", 999, "999"),
        ("en", 1294, "1294"),
        ("en", 9999, "9999"),
        ("en", 10000, "10,000"),
        ("en", 1234567, "1,234,567"),
        ("nb", 999, "999"),
        ("nb", 1294, "1\u00a0294"),
        ("nn", 1234567, "1\u00a0234\u00a0567"),
        ("en", -12940, "-12,940"),
    ],
)
def test_thousands_are_marked_as_the_language_does(language: str, n: int, written: str) -> None:
    assert labels(language).number(n) == written


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.6,en-US;q=0.5,en;q=0.4", "nb"),
        ("no", "nb"),
        ("nn-NO, nb", "nn"),
        ("de-DE,de;q=0.9,EN;q=0.8", "en"),
        ("de", ""),
        ("*", ""),
        ("", ""),
        (",;-", ""),
    ],
)
def test_a_browser_gets_the_language_that_it_likes_best(accepted: str, language: str) -> None:
    assert language_of(accepted) == language


@pytest.mark.parametrize("language", languages())
def test_no_line_break_can_cut_a_count(language: str) -> None:
    assert not re.search(r"[ \n\t]", labels(language).count(1234567))


@pytest.mark.parametrize(
    ("language", "names", "name"),
    [
        ("nb", {"en": "Care", "nb": "Omsorg"}, "Omsorg"),
        ("nn", {"en": "Care", "nb": "Omsorg"}, "Omsorg"),
        ("nn", {"nn": "Omsorg nn", "nb": "Omsorg"}, "Omsorg nn"),
        ("nb", {"en": "Care", "nn": "Omsorg nn"}, "Omsorg nn"),
        ("en", {"de": "", "nb": "Omsorg"}, "Omsorg"),
        ("nb", {"en": "Care", "nb": ""}, "Care"),
        ("en", {"nb": "Omsorg"}, "Omsorg"),
        ("en", {}, ""),
    ],
)
def test_a_name_is_given_in_the_nearest_language(language: str, names: dict[str, str], name: str) -> None:
    assert labels(language).name(names) == name


def test_a_label_that_a_language_lacks_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    from reviewkit import locales

    words = {"en": {"a.b": "English", "a.c": "more", "format.thousands": ","}, "nb": {"a.b": "norsk"}}
    monkeypatch.setattr(locales, "_words", words.__getitem__)
    made = locales.labels.__wrapped__("nb")
    assert (made.text("a.b"), made.text("a.c"), made.thousands) == ("norsk", "more", ",")
    with pytest.raises(KeyError):
        made.text("format.thousands")


@pytest.mark.parametrize("language", languages())
def test_no_label_is_empty_or_ends_with_a_blank(language: str) -> None:
    assert not [key for key, text in labels(language).words.items() if not text or text != text.strip()]


def _first_sign(text: str) -> str:
    """The blank or punctuation mark that a text begins with."""
    return text[0] if text[0] in " ;." else ""


@pytest.mark.parametrize("language", languages())
def test_a_message_begins_and_ends_as_the_english_one_does(language: str) -> None:
    """A hint such as "; did you mean ...?" stands behind another message, whose full stop or blank it brings along."""
    for template, text in _said(language, "message.").items():
        assert text.strip(), template
        assert _first_sign(text) == _first_sign(template), template
        assert text.endswith(" ") == template.endswith(" "), template


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 1, "1 record was imported into x."),
        ("en", 12000, "12,000 records were imported into x."),
        ("nb", 1, "1 treff ble importert til x."),
        ("nn", 1, "1 treff vart importert til x."),
        ("nn", 2, "2 treff vart importerte til x."),
        ("nn", 0, "0 treff vart importerte til x."),
        ("nb", 12000, "12\u00a0000 treff ble importert til x."),
    ],
)
def test_a_number_in_a_label_agrees_with_its_noun(language: str, n: int, said: str) -> None:
    assert labels(language).sentence("page.import.done", n=n, source="x") == said


def test_a_number_without_a_noun_is_written_as_the_language_does() -> None:
    assert labels("nb").sentence("page.step.screen", left=1294, done=1) == "1\u00a0294 gjenstår for deg, av 1"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "The pilot of 1 report at Full text is not finished (left: a 3). Finish it before you draw another.",
        ),
        ("nb", "Piloten med 1 publikasjon på trinnet Fulltekst er ikke ferdig (gjenstår: a 3). "),
        ("nn", "Piloten med 1 publikasjon på trinnet Fulltekst er ikkje ferdig (står att: a 3). "),
    ],
)
def test_a_message_is_said_with_its_values_in_the_language_too(language: str, said: str) -> None:
    given = message(
        "The pilot of {reports} at {stage} is not finished ({left}). Finish it first, or undo it: reviewkit undo "
        "{event}",
        reports=number_of(1, "report"),
        stage=Stage.FULL_TEXT,
        left=message("left: {items}", items="a 3"),
        event="a-1",
    )
    assert labels(language).say(given).startswith(said)


def test_our_own_words_are_said_in_the_language() -> None:
    assert labels("nb").say(message("{choice}: {state}", choice=Choice.MAYBE, state=State.NOT_RETRIEVED)) == (
        "kanskje: ikke innhentet"
    )


def test_what_is_no_message_or_not_known_stays_as_it_is() -> None:
    assert labels("nb").say("Nothing was logged.") == "Nothing was logged."
    unknown = together([message("{x}", x="{x}"), message("Nothing was logged.")], " - ")
    assert labels("nb").say(unknown) == "{x} - Ingenting ble lagret."
    assert labels("nb").say(number_of(2, "unheard-of thing")) == "2 unheard-of things"


# --- every message of the source ------------------------------------------------------------------------------------

SOURCE = REPOSITORY / "reviewkit"
TRANSLATED = [language for language in languages() if language != "en"]
TERMINAL = re.compile(
    r"reviewkit (?:code|dedupe|export|import|init|merge|prisma|screen|status|studies|text|undo|upgrade)\b|--[a-z]"
)


@cache
def _all_calls() -> tuple[tuple[Path, str, ast.Call], ...]:
    """Every call of a function by its name alone, with the file that it is in; the source is read once."""
    return tuple(
        (path, node.func.id, node)
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )


def _calls(*names: str) -> Iterator[tuple[Path, ast.Call]]:
    """The calls of these functions, with the files that they are in."""
    return ((path, node) for path, name, node in _all_calls() if name in names)


@cache
def _templates() -> dict[str, Path]:
    """The templates of all messages, except those that only put values together."""
    found = {
        node.args[0].value: path for path, node in _calls("message") if isinstance(node.args[0], ast.Constant)
    }
    return {text: path for text, path in found.items() if re.search(r"[^\W\d_]", _without_gaps(text))}


def _without_gaps(template: str) -> str:
    return "".join(text for text, *_ in Formatter().parse(template))


def _gaps(template: str) -> set[str]:
    return {name for _, name, *_ in Formatter().parse(template) if name}


@cache
def _values_of() -> dict[str, set[str]]:
    """What is given for each template wherever it is said."""
    given: dict[str, set[str]] = {}
    for _, node in _calls("message"):
        if isinstance(node.args[0], ast.Constant):
            written = {one.arg for one in node.keywords if one.arg}
            names = written or _gaps(node.args[0].value)  # of **values the names are not in the source
            given[node.args[0].value] = given.get(node.args[0].value, names) & names
    return given


def _without_commands(template: str) -> str:
    """A template without what it says to type at the terminal or in a file."""
    return re.sub(rf"`[^`]*`|(?:{TERMINAL.pattern}).*?(?=\.? [A-Z](?:[a-z]| )|$)", "", template)


@cache
def _said(language: str, table: str) -> dict[str, str]:
    return {key.removeprefix(table): text for key, text in _messages(language).items() if key.startswith(table)}


def test_every_message_is_written_out_where_it_is_made() -> None:
    made = [
        f"{path}:{node.lineno}" for path, node in _calls("message") if not isinstance(node.args[0], ast.Constant)
    ]
    assert made == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_in_every_language_and_no_other(language: str) -> None:
    templates, said = set(_templates()), set(_said(language, "message."))
    assert templates - said == set()
    assert said - templates == set()
    assert set(_said("en", "message.")) <= templates


@pytest.mark.parametrize("language", languages())
def test_a_message_has_the_same_gaps_in_every_language(language: str) -> None:
    """Only what is part of a command, or of a line of YAML, may be left out, where the page says something else."""
    for template, text in _said(language, "message.").items():
        assert _gaps(_without_commands(template)) <= _gaps(text) <= _values_of()[template], template


def test_the_page_names_a_command_in_every_language_or_in_none() -> None:
    for template in _templates():
        said = [_said(language, "message.").get(template, template) for language in languages()]
        assert len({bool(TERMINAL.search(text)) for text in said}) == 1, said


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_noun_that_is_counted_has_its_forms(language: str) -> None:
    counted = {
        node.args[1].value
        for path, node in _calls("number_of")
        if "commands" not in path.parts and isinstance(node.args[1], ast.Constant)
    }
    assert set(_said(language, "noun.")) == {f"{noun}.{form}" for noun in counted for form in ("one", "many")}


@pytest.mark.parametrize("language", TRANSLATED)
def test_choices_states_verdicts_and_roles_have_a_word_in_every_language(language: str) -> None:
    assert set(_said(language, "word.")) == {*Choice, *State, *Verdict, *Role, Stage.BEFORE}


def test_no_refusal_that_the_page_shows_is_plain_english() -> None:
    plain = [
        f"{path}:{node.lineno}"
        for path, node in _calls("ReviewkitError", "PlacedError", "StaleAnswerError")
        if {"actions", "page"} & set(path.relative_to(SOURCE).parts)
        and any(isinstance(one, ast.JoinedStr | ast.Constant) for one in node.args[:1])
    ]
    assert plain == []


def test_no_problem_is_plain_english() -> None:
    plain = [
        f"{path}:{node.lineno}"
        for path, node in _calls("Problem")
        if "commands" not in path.parts and isinstance(node.args[1], ast.JoinedStr | ast.Constant)
    ]
    assert plain == []

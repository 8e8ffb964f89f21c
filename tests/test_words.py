"""The fixed choices never change their values, because files hold them; a number agrees with its noun."""

import ast
import json
import pickle
import subprocess
import sys
from enum import StrEnum

import pytest

from reviewkit import words
from tests.conftest import REPOSITORY

WORDS: dict[type[StrEnum], str] = {
    words.Arm: "databases registers other",
    words.OtherArm: "pooled separate",
    words.Consensus: "all one-include majority",
    words.Maybe: "discuss include",
    words.Role: "screens settles charts codes watches",
    words.Choice: "include exclude maybe",
    words.Verdict: "same different unsure",
    words.Relation: "erratum retraction reply comment part version preprint protocol abstract dissertation reprint",
    words.Policy: "separate join ask",
    words.ReviewerKind: "person tool publication",
    words.State: "removed waiting conflict excluded sought not-retrieved included",
    words.Column: "main other",
    words.BoxId: (
        "id.databases id.registers id.other id other.identified rm rm.duplicates rm.automation rm.other screened "
        "excluded excluded_by.human excluded_by.tool waiting.screening waiting.title-abstract sought not_retrieved "
        "waiting.retrieval assessed reports_excluded reports_excluded_by.human reports_excluded_by.tool "
        "waiting.full-text other.rm other.rm.duplicates other.rm.other other.screened other.excluded "
        "other.excluded_by.human other.excluded_by.tool waiting.other other.sought other.not_retrieved "
        "waiting.other-retrieval other.assessed other.reports_excluded other.reports_excluded_by.human "
        "other.reports_excluded_by.tool waiting.other-full-text ongoing awaiting new.studies new.reports "
        "prev.studies prev.reports total.studies total.reports"
    ),
    words.Layout: "list grid",
    words.MatrixLevel: "theme subtheme code",
    words.CountBy: "quote overlap study",
    words.Order: "random source year title",
    words.FieldType: ("text long-text integer number year date yes-no choice choices country citation table"),
    words.QuoteRule: "none optional required",
    words.NotCharted: "NR NA UNCLEAR",
    words.ChartingMode: "independent verify",
    words.ValueState: "not-charted one agreed differ settled",
    words.Settling: "agreed discussion third-person",
    words.Analysis: "descriptive-content codebook-ta coding-reliability-ta reflexive-ta framework",
    words.Team: "sequential independent collaborative",
    words.Tool: "rayyan covidence asreview endnote zotero csv ris excel",
}


@pytest.mark.parametrize("kind", WORDS, ids=lambda kind: kind.__name__)
def test_the_words_in_files_and_at_the_command_line_stay(kind: type[StrEnum]) -> None:
    assert [word.value for word in kind] == WORDS[kind].split()


def test_every_choice_is_written_down_here() -> None:
    kinds = {value for value in vars(words).values() if isinstance(value, type) and issubclass(value, StrEnum)}
    assert kinds - {StrEnum} == set(WORDS)


def test_the_words_of_coding_stay() -> None:
    assert words.CODING_STATES == ("not-started", "in-progress", "done", "done-nothing-found")
    assert words.RELATIONS == ("supports", "qualifies", "contradicts")


def test_a_word_is_its_text() -> None:
    assert f"{words.Stage.FULL_TEXT}" == "full-text"
    assert words.Choice("include") is words.Choice.INCLUDE
    with pytest.raises(ValueError, match="Include"):
        words.Choice("Include")


def test_words_are_light_to_import() -> None:
    code = "import sys, reviewkit.words; print([m for m in sys.modules if m.startswith('reviewkit.')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "['reviewkit.words']\n"


@pytest.mark.parametrize(
    ("n", "forms", "text"),
    [
        (0, ("record",), "0 records"),
        (1, ("record",), "1 record"),
        (2, ("record",), "2 records"),
        (21, ("record",), "21 records"),
        (1, ("study", "studies"), "1 study"),
        (0, ("study", "studies"), "0 studies"),
        (1, ("pair is distinct", "pairs are distinct"), "1 pair is distinct"),
        (3, ("pair is distinct", "pairs are distinct"), "3 pairs are distinct"),
    ],
)
def test_a_number_agrees_with_its_noun(n: int, forms: tuple[str, ...], text: str) -> None:
    assert words.number_of(n, *forms) == text


def test_a_number_with_its_noun_keeps_the_noun_that_other_languages_find_it_by() -> None:
    one, several = words.number_of(1, "study", "studies"), words.number_of(1234, "study", "studies")
    assert (one.n, one.noun, one.singular) == (1, "study", "study")
    assert (several.n, several.noun, several.singular) == (1234, "studies", "study")


def test_a_message_is_its_english_and_keeps_its_template_and_values() -> None:
    said = words.message(
        "There is no study {key!r} in {{}}, only {known}.", key="berg", known=words.message("none")
    )
    assert said == "There is no study 'berg' in {}, only none."
    assert said.template == "There is no study {key!r} in {{}}, only {known}."
    assert dict(said.values) == {"key": "berg", "known": "none"}
    assert isinstance(said.values["known"], words.Message)


def test_a_value_is_text_whatever_is_in_it() -> None:
    assert words.message("{key}", key="{other} {0}") == "{other} {0}"


def test_the_text_of_a_message_is_the_message() -> None:
    said = words.message("gone")
    assert str(said) is said
    assert isinstance(str(ValueError(said)), words.Message)


def test_our_own_words_are_messages_within_a_message() -> None:
    said = words.message("{choice} at {stage}", choice=words.Choice.MAYBE, stage=words.Stage("a {b}"))
    assert said == "maybe at a {b}"
    assert all(isinstance(one, words.Message) for one in said.values.values())


def test_sentences_together_stay_messages() -> None:
    said = words.together([words.message("one {n}", n=1), "two {n}"], " ")
    assert said == "one 1 two {n}"
    assert isinstance(said.values["part0"], words.Message)


def test_a_name_changes_in_the_values_alone() -> None:
    inner = words.message("{file} is empty", file="tmp/a.ris")
    said = words.message("tmp/a.ris: {said} {n}", said=inner, n=words.number_of(2, "record"))
    assert said.with_name("tmp/a.ris", "a.ris") == "tmp/a.ris: a.ris is empty 2 records"
    assert words.renamed("tmp/a.ris", "tmp/a.ris", "a.ris") == "a.ris"


@pytest.mark.parametrize(
    "said", ["plain", words.message("a {n} {b!r}", n=3, b=words.message("x")), words.number_of(2, "record")]
)
def test_a_message_comes_back_from_json_and_from_another_process(said: str) -> None:
    for back in (
        words.message_of(json.loads(json.dumps(words.kept_message(said)))),
        pickle.loads(pickle.dumps(said)),
    ):
        assert back == said
        assert type(back) is type(said)
        assert words.kept_message(back) == words.kept_message(said)


@pytest.mark.parametrize("kept", [[], ["{n}"], ["{n}", {}], ["{0}", {}], ["a", "b"], [1, {}], [["a"], {}]])
def test_what_is_no_kept_message_is_refused(kept: object) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        words.message_of(kept)


@pytest.mark.parametrize(
    ("box", "in_the_other_column"),
    [
        (words.BoxId.SOUGHT, words.BoxId.OTHER_SOUGHT),
        (words.BoxId.REPORTS_EXCLUDED, words.BoxId.OTHER_REPORTS_EXCLUDED),
        (words.BoxId.WAITING_RETRIEVAL, words.BoxId.WAITING_OTHER_RETRIEVAL),
        (words.BoxId.WAITING_FULL_TEXT, words.BoxId.WAITING_OTHER_FULL_TEXT),
    ],
)
def test_a_box_of_databases_has_its_like_among_other_methods(
    box: words.BoxId, in_the_other_column: words.BoxId
) -> None:
    assert box.of(words.Column.MAIN) is box
    assert box.of(words.Column.OTHER) is in_the_other_column


def test_a_box_that_other_methods_do_not_have_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match=r"'other\.new\.studies' is not a valid BoxId"):
        words.BoxId.NEW_STUDIES.of(words.Column.OTHER)


def test_the_ids_of_boxes_are_written_in_one_place() -> None:
    """A box id that is typed elsewhere could be misspelt without anybody noticing. Ids that are plain words are not
    looked for: `excluded` is a state and a key of files besides."""
    dotted = {box.value for box in words.BoxId if "." in box.value}
    for path in (REPOSITORY / "reviewkit").rglob("*.py"):
        if path.name != "words.py":
            constants = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
            typed = {node.value for node in constants if isinstance(node, ast.Constant) and node.value in dotted}
            assert not typed, path


@pytest.mark.parametrize(
    ("language", "languages", "shown"),
    [
        ("nn", "en nb nn", "nn"),
        ("nn", "en nb", "nb"),
        ("nb", "en nn", "nn"),
        ("nn", "de en", "en"),
        ("en", "nn nb", "nn"),
        ("de", "nn en nb", "en"),
        ("de", "", ""),
    ],
)
def test_a_text_is_shown_in_the_nearest_language(language: str, languages: str, shown: str) -> None:
    texts = {one: f"in {one}" for one in languages.split()}
    assert words.nearest_language(texts, language) == shown
    assert words.in_language(texts, language) == (f"in {shown}" if shown else "")


def test_a_text_that_is_empty_is_none() -> None:
    assert words.in_language({"nn": "", "nb": "", "en": "Care"}, "nn") == "Care"
    assert words.in_language({"nn": "", "en": ""}, "nn") == ""

"""What a quote says beyond its words comes back from a description, beside the note of a person."""

from hypothesis import given
from hypothesis import strategies as st

from reviewkit.exchange.study_lines import described, read_back


def test_a_note_and_lines() -> None:
    said = {"study": "berg", "page": "", "relation trust": "contradicts"}
    text = described("read twice", said)
    assert text == "read twice\n[study] berg\n[relation trust] contradicts"
    assert read_back(text) == ("read twice", {"study": "berg", "relation trust": "contradicts"})


def test_a_description_of_another_program_is_a_note() -> None:
    assert read_back("See [1].\r\nAgain") == ("See [1].\nAgain", {})


@given(st.text(), st.dictionaries(st.sampled_from(["study", "page", "relation a-b"]), st.text(min_size=1)))
def test_any_note_comes_back(note: str, said: dict[str, str]) -> None:
    read, lines = read_back(described(note, said))
    assert " ".join(read.split()) == " ".join(note.split())
    assert lines == {key: " ".join(text.split()) for key, text in said.items() if text.strip()}

"""Which words speak of which box."""

from reviewkit.manuscript.boxes import BOXES, DIFFERENCES, SUMS
from reviewkit.manuscript.lexicon import languages, lexicon
from reviewkit.words import BoxId


def test_every_word_of_a_box_is_known_in_each_language() -> None:
    specs = [*BOXES.values(), *(spec for _, spec in SUMS), *(spec for *_, spec in DIFFERENCES)]
    for language in languages():
        names = set(lexicon(language).patterns)
        for spec in specs:
            assert {("noun", one) for one in spec.nouns} <= names
            assert {("act", one) for one in spec.acts | spec.needs | spec.without} <= names


def test_every_box_that_people_write_of_has_words() -> None:
    unwritten = {
        box for box in BoxId if box.startswith(("waiting", "excluded_by", "reports_excluded_by", "other.waiting"))
    }
    missing = set(BoxId) - set(BOXES) - unwritten
    assert {box for box in missing if "_by" not in box} == set()

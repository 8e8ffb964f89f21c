"""Which words of a text speak of which box of the flow, and of which boxes together."""

from collections.abc import Mapping
from dataclasses import dataclass

from reviewkit.words import BoxId


@dataclass(frozen=True, slots=True)
class BoxWords:
    """What a box is called in running text, in the words of the lexicon: one of `nouns` and one of `acts`, with all
    of `needs` and none of `without`."""

    nouns: frozenset[str]
    acts: frozenset[str]
    without: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


def _box(acts: str, without: str = "", needs: str = "", nouns: str = "record paper report study") -> BoxWords:
    return BoxWords(*(frozenset(words.split()) for words in (nouns, acts, without, needs)))


BOXES: Mapping[BoxId, BoxWords] = {
    BoxId.FROM_DATABASES: _box("identified searched", "previous"),
    BoxId.FROM_REGISTERS: _box("identified registers", "previous"),
    BoxId.FROM_OTHER: _box("identified other_methods", "previous"),
    BoxId.IDENTIFIED: _box("identified searched", "previous"),
    BoxId.OTHER_IDENTIFIED: _box("identified other_methods", "previous"),
    BoxId.REMOVED: _box("removed"),
    BoxId.DUPLICATES: _box("removed", nouns="duplicate record paper report study"),
    BoxId.AUTOMATION: _box("automation removed excluded"),
    BoxId.REMOVED_OTHERWISE: _box("removed"),
    BoxId.SCREENED: _box("screened remaining first_stage"),
    BoxId.EXCLUDED: _box("excluded"),
    BoxId.SOUGHT: _box("sought full_text"),
    BoxId.NOT_RETRIEVED: _box("not_retrieved"),
    BoxId.ASSESSED: _box("assessed screened full_text"),
    BoxId.REPORTS_EXCLUDED: _box("excluded"),
    BoxId.OTHER_REMOVED: _box("removed"),
    BoxId.OTHER_DUPLICATES: _box("removed", nouns="duplicate record paper report study"),
    BoxId.OTHER_REMOVED_OTHERWISE: _box("removed"),
    BoxId.OTHER_SCREENED: _box("screened remaining first_stage", needs="other_methods"),
    BoxId.OTHER_EXCLUDED: _box("excluded", needs="other_methods"),
    BoxId.OTHER_SOUGHT: _box("sought full_text", needs="other_methods"),
    BoxId.OTHER_NOT_RETRIEVED: _box("not_retrieved"),
    BoxId.OTHER_ASSESSED: _box("assessed screened full_text", needs="other_methods"),
    BoxId.OTHER_REPORTS_EXCLUDED: _box("excluded", needs="other_methods"),
    BoxId.ONGOING: _box("ongoing"),
    BoxId.AWAITING: _box("awaiting"),
    BoxId.NEW_STUDIES: _box("included"),
    BoxId.NEW_REPORTS: _box("included"),
    BoxId.PREVIOUS_STUDIES: _box("previous included"),
    BoxId.PREVIOUS_REPORTS: _box("previous included"),
    BoxId.TOTAL_STUDIES: _box("included"),
    BoxId.TOTAL_REPORTS: _box("included"),
}

# Numbers that no box holds, and that people state: the sum of several.
SUMS: tuple[tuple[tuple[BoxId, ...], BoxWords], ...] = (
    ((BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS), _box("identified searched registers")),
    ((BoxId.FROM_DATABASES, BoxId.FROM_OTHER), _box("identified searched")),
    ((BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS, BoxId.FROM_OTHER), _box("identified searched")),
    ((BoxId.FROM_DATABASES, BoxId.FROM_REGISTERS, BoxId.OTHER_IDENTIFIED), _box("identified searched")),
    ((BoxId.EXCLUDED, BoxId.REPORTS_EXCLUDED), _box("excluded")),
    ((BoxId.EXCLUDED, BoxId.REPORTS_EXCLUDED, BoxId.OTHER_REPORTS_EXCLUDED), _box("excluded")),
    ((BoxId.REPORTS_EXCLUDED, BoxId.OTHER_REPORTS_EXCLUDED), _box("excluded")),
    ((BoxId.SOUGHT, BoxId.OTHER_SOUGHT), _box("sought full_text")),
    ((BoxId.NOT_RETRIEVED, BoxId.OTHER_NOT_RETRIEVED), _box("not_retrieved")),
    ((BoxId.ASSESSED, BoxId.OTHER_ASSESSED), _box("assessed screened full_text")),
    ((BoxId.DUPLICATES, BoxId.OTHER_DUPLICATES), _box("removed", nouns="duplicate record paper report study")),
)

# And differences: what came into a stage without what left it there.
DIFFERENCES: tuple[tuple[BoxId, BoxId, BoxWords], ...] = (
    (BoxId.ASSESSED, BoxId.REPORTS_EXCLUDED, _box("included")),
    (BoxId.OTHER_ASSESSED, BoxId.OTHER_REPORTS_EXCLUDED, _box("included")),
    (BoxId.SCREENED, BoxId.EXCLUDED, _box("sought full_text included")),
    (BoxId.OTHER_IDENTIFIED, BoxId.OTHER_DUPLICATES, _box("remaining screened sought", needs="other_methods")),
)

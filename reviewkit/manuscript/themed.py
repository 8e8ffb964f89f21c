"""Numbers and percentages of studies that have a theme, or two, which the text says in other words than their names."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Counted, Sentence, counted, touches
from reviewkit.manuscript.fitting import fitting
from reviewkit.manuscript.known import Known, NameKind
from reviewkit.manuscript.names import Named
from reviewkit.manuscript.numbers import Number
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.topics import Overlaps, Topic, Topics
from reviewkit.manuscript.wrong import wrong_number
from reviewkit.model.passages import Role
from reviewkit.words import BoxId, message

_IT = re.compile(r"\s*(?:It|This|Det|Dette)\b")
_CITATION = re.compile(r"\(\s*[^\W\d_]")
_MARK = re.compile(r"[,;:]\s|\s(?:and|og|mens|medan|while|but|men)\s")
_STUDIES = ("study", "paper")
_TOTALS = (BoxId.NEW_STUDIES, BoxId.TOTAL_STUDIES, BoxId.PREVIOUS_STUDIES)
_FLOW = ("excluded", "removed", "not_retrieved", "screened")  # where this is said, numbers are not of themes
_MOST_OF_RATIO = 5
_NEAR = 30  # letters between a number and the one that it is of
_FIRST_SENTENCES = 2  # of a section, in which it says how many studies it is about


@dataclass(frozen=True, slots=True)
class _Said:
    """A number of studies with the words around it: from `start`, the end of the number before it, to `end`, where the
    next one is."""

    item: Counted
    sentence: Sentence
    start: int
    end: int
    section: str  # the theme that its section is about, or ""
    is_early: bool  # in the first sentences of its section

    def has(self, name: str) -> bool:
        """Whether a connecting word is among its words."""
        return any(self.start <= one.start < self.end and one.name == name for one in self.sentence.connects)

    def is_about_themes(self) -> bool:
        """Whether its sentence speaks of themes, or of what studies are about, up to it or behind it."""
        words = (*self.sentence.nouns, *self.sentence.connects)
        return any(one.name in ("theme", "about") and one.start < self.end for one in words)

    def has_theme_noun(self) -> bool:
        """Whether its words speak of themes."""
        return any(self.start <= one.start < self.end and one.name == "theme" for one in self.sentence.nouns)


@dataclass(frozen=True, slots=True)
class _Right:
    """The numbers of studies that may be meant, and of what."""

    numbers: Collection[int]
    themes: tuple[str, ...]


def checked_themed(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Every number of studies with one or two themes that is another one in the folder."""
    overlaps = Overlaps(known)
    labels = {name.id: name.label for name in known.names if name.kind is NameKind.THEME}
    if not labels or not known.cells or not passages:
        return
    totals = {known.included: "", **{fact.n: fact.what for fact in known.facts if fact.source in _TOTALS}}
    topics = Topics(known, passages[0].passage.text)
    place = 0
    heading: tuple[Named, ...] = ()
    for one in passages:
        if one.passage.cell or one.passage.role in (Role.REFERENCE, Role.HEADING):
            continue
        if one.heading_names != heading:
            place, heading = 0, one.heading_names
        before: Sentence | None = None
        for sentence in one.sentences:
            section = _section(sentence)
            for said in _said(sentence, section, place < _FIRST_SENTENCES):
                right = _right(said, topics, overlaps) or _of_sentence_before(said, before, overlaps)
                if right and not _is_one_of(said.item.number, right.numbers, known):
                    yield _wrong(one, said.item.number, right, labels)
                elif (right or _is_right(said, known)) and (whole := _wrong_whole(said, totals)):
                    yield wrong_number(one, whole, totals[known.included], known.included, BoxId.NEW_STUDIES)
            place += 1
            before = sentence


def _wrong_whole(said: _Said, totals: Collection[int]) -> Number | None:
    """The number that one is said to be of, right behind it, where it is not that of all studies: `14 of 29`."""
    whole = said.item.of.number if said.item.of else None
    if whole is None or whole.whole is None or whole.whole in totals:
        return None
    return whole if 0 < whole.start - said.item.number.end <= _NEAR else None


def _is_right(said: _Said, known: Known) -> bool:
    """Whether a number surely is of a name of the folder, and is right."""
    sure = fitting(said.item, said.sentence, known).sure
    return any(fact.n == said.item.number.whole and fact.names for fact in sure)


def _section(sentence: Sentence) -> str:
    themes = {named.name.id for named in sentence.heading if named.name.kind is NameKind.THEME}
    return themes.pop() if len(themes) == 1 else ""


def _said(sentence: Sentence, section: str, is_early: bool) -> Iterator[_Said]:
    found = [one for one in part_of(list(counted(sentence)), sentence) if not one.is_whole]
    for place, item in enumerate(found):
        is_whole = any(one.of is not None and one.of.number is item.number for one in found)
        if is_whole or _is_ratio(item) or not _is_of_studies(item, sentence):
            continue
        start = found[place - 1].number.end if place else sentence.start
        end = found[place + 1].number.start if place + 1 < len(found) else sentence.end
        yield _Said(item, sentence, start, end, section, is_early)


def _is_ratio(item: Counted) -> bool:
    """Whether a number is one of a ratio: `two of three studies`, of whatever number."""
    whole = item.of.number.whole if item.of else None
    return whole is not None and whole <= _MOST_OF_RATIO and item.of is not None and not item.of.is_definite


def _is_of_studies(item: Counted, sentence: Sentence) -> bool:
    number = item.number
    if number.is_percent:
        says_studies = any(one.name in _STUDIES for one in sentence.nouns)
        return item.noun in ("study", "") and (says_studies or any(one.is_share for one in sentence.numbers))
    if number.whole is None or number.may_be_a_year or number.is_article or item.is_label:
        return False
    is_bare = item.noun == "" and number.in_words and not item.is_other  # "seven deal with staff"
    return item.noun in _STUDIES or (item.noun in ("", "?") and item.is_part) or is_bare


def _is_one_of(number: Number, right: Collection[int], known: Known) -> bool:
    if number.whole is not None:
        return number.whole in right
    places = Decimal(1).scaleb(-number.decimals)
    shares = [Decimal(100 * n) / known.included for n in right]
    return any(
        number.value in (share.quantize(places, ROUND_HALF_UP), share.quantize(places, ROUND_HALF_EVEN))
        for share in shares
    )


def _wrong(one: Prepared, number: Number, right: _Right, labels: dict[str, str]) -> CheckedClaim:
    words = one.passage.text[number.start : number.end]
    kind = ClaimKind.PERCENT if number.is_percent else ClaimKind.NUMBER
    claim = Claim(kind, one.passage.number, number.start, number.end, words)
    says = message(
        "{what}: {n}",
        what=" + ".join(labels.get(theme, theme) for theme in right.themes),
        n=" / ".join(map(str, sorted(right.numbers))),
    )
    return CheckedClaim(claim, Answer.DISAGREES, says, tuple(f"matrix: {theme[6:]}" for theme in right.themes))


# -- which themes a number is of


def _right(said: _Said, topics: Topics, overlaps: Overlaps) -> _Right | None:
    """The numbers that the words allow; None where they do not say clearly of which themes a number is."""
    text, number = said.sentence.text, said.item.number
    order = _order(said)
    before = topics.find(text, said.sentence.start, number.start) if order is not None else []
    if order is not None and len(before) == 2:
        return _Right({overlaps.n(before[order].theme)}, (before[order].theme,))
    own = _own(said, topics)
    if said.has("both"):
        return _of_both(own, said, overlaps)
    if _is_of_these(said):
        return _of_these(own, said, overlaps)
    theme = _one_theme(own, said)
    return _Right({overlaps.n(theme)}, (theme,)) if theme else None


def _own(said: _Said, topics: Topics) -> list[Topic]:
    """The themes that the words around a number say: those behind it, unless a word such as `in` before it says that it
    is what goes before."""
    text, number = said.sentence.text, said.item.number
    behind = topics.find(text, number.end, said.end)
    ahead = topics.find(text, _begin(said), number.start)
    if _is_in_bracket(said):
        return ahead
    places = [one for one in said.sentence.connects if one.name == "place" and touches(said.sentence, one, number)]
    if places and said.sentence.text[_begin(said) : places[0].start].strip():
        return ahead  # "hope was found in six studies"
    return behind or ahead


def _of_sentence_before(said: _Said, before: Sentence | None, overlaps: Overlaps) -> _Right | None:
    """The theme that the sentence before names, where this one says of it: `It is a theme in 12 studies`."""
    themes = {named.name.id for named in before.names if named.name.kind is NameKind.THEME} if before else set()
    is_it = _IT.match(said.sentence.text, said.sentence.start) and said.has_theme_noun()
    if len(themes) != 1 or not is_it or said.section or said.item.is_other or said.item.names:
        return None
    theme = themes.pop()
    return _Right({overlaps.n(theme)}, (theme,))


def _begin(said: _Said) -> int:
    """Where the words before a number begin that are its own: not those behind the number before it."""
    if said.start == said.sentence.start:
        return said.start
    marks = list(_MARK.finditer(said.sentence.text, said.start, said.item.number.start))
    return marks[-1].end() if marks else said.start


def _order(said: _Said) -> int | None:
    """0 where a number is of the former of two themes, 1 where it is of the latter: `the latter in four`."""
    number = said.item.number
    found = [
        (min(abs(one.start - number.end), abs(number.start - one.end)), place)
        for one in said.sentence.connects
        for place, name in enumerate(("former", "latter"))
        if one.name == name and said.start <= one.start < said.end
    ]
    return min(found)[1] if found else None


def _of_both(own: Sequence[Topic], said: _Said, overlaps: Overlaps) -> _Right | None:
    """`Four studies are about both hope and belonging`: those with two themes; of one that is known, with any other."""
    themes = tuple(dict.fromkeys(one.theme for one in own))
    if len(themes) == 2:
        return _Right({overlaps.n(*themes)}, themes)
    if len(themes) == 1 and (said.section in ("", themes[0]) or said.has("about")):
        return _Right(overlaps.with_another(themes[0]), themes)
    return None


def _is_of_these(said: _Said) -> bool:
    """Whether a number is of some of the studies of the section's theme, which have another theme too."""
    item = said.item
    return bool(said.section) and item.is_part and (item.noun == "" or item.is_inherited) and said.has("also")


def _of_these(own: Sequence[Topic], said: _Said, overlaps: Overlaps) -> _Right | None:
    others = [one.theme for one in own if one.theme != said.section]
    if len(others) == 1:
        return _Right({overlaps.n(said.section, others[0])}, (said.section, others[0]))
    is_theme = said.has_theme_noun() or said.has("about")
    return _Right(overlaps.with_another(said.section), (said.section,)) if is_theme else None


def _one_theme(own: Sequence[Topic], said: _Said) -> str:
    """The theme that a number of studies is of: the one that its words name wholly, or in part where they speak of
    themes, or the one of its section; "" where that is not clear."""
    is_of_flow = any(one.name in _FLOW for one in said.sentence.acts)
    if said.item.is_other or said.item.names or is_of_flow or _has_citation(said):
        return ""
    if said.section:
        is_found = "theme_found" in said.item.near and not own
        is_said = said.is_early and (said.has_theme_noun() or is_found) and not said.item.is_each
        return said.section if is_said and {one.theme for one in own} <= {said.section} else ""
    if len({one.theme for one in own}) != 1:
        return ""
    is_theme = own[0].is_all or (own[0].is_named and (_is_in_bracket(said) or said.is_about_themes()))
    return own[0].theme if is_theme and _says_studies(said) else ""


def _says_studies(said: _Said) -> bool:
    """Whether a number is said to be of studies, by its noun or by that of a number before it."""
    item = said.item
    before = said.sentence.words(said.sentence.nouns, said.sentence.start, item.number.start)
    return (
        item.noun == "study"
        or item.is_part
        or item.number.is_percent
        or any(one.name in _STUDIES for one in before)
    )


def _is_in_bracket(said: _Said) -> bool:
    """Whether a number begins a bracket: `hope (six studies)`."""
    return said.sentence.text[said.item.number.start - 1 : said.item.number.start] == "("


def _has_citation(said: _Said) -> bool:
    return _CITATION.search(said.sentence.text, said.item.number.end, said.end) is not None

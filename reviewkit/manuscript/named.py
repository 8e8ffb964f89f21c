"""Names in a manuscript: databases that were not searched, codes of other themes, lists with a name twice."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.counts import Sentence
from reviewkit.manuscript.dates import dates
from reviewkit.manuscript.known import Known, NameKind
from reviewkit.manuscript.located import checked_countries
from reviewkit.manuscript.name_claims import JOINED, name_claim
from reviewkit.manuscript.name_counts import NameCounts, checked_counts
from reviewkit.manuscript.names import Named, Names, NearNames
from reviewkit.manuscript.nearly_named import nearly_named
from reviewkit.manuscript.odd_items import odd_items
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.theme_headings import checked_headings, checked_numbered
from reviewkit.manuscript.well_known import not_charted
from reviewkit.model.passages import Role
from reviewkit.words import message

_OF_SEVERAL_WORDS = (NameKind.THEME, NameKind.CODE, NameKind.REASON, NameKind.CHOICE)
_NEAR_NEGATION = 40  # letters
_FEWEST_LISTED = 3  # names, for a list
_N_BEHIND = re.compile(r"\+?\s?[(:]\s?n\s?=\s?\d")


def checked_names(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """The names of the folder in a manuscript, and what is nearly one of them."""
    counts = NameCounts(known)
    near = NearNames(name for name in known.names if name.kind in _OF_SEVERAL_WORDS)
    designs = Names(not_charted(known.names))
    themes = {name.id: name for name in known.names if name.kind is NameKind.THEME}
    nearly: set[int] = set()  # passages
    for one in passages:
        if one.passage.role is Role.REFERENCE:
            continue
        for sentence in one.sentences:
            yield from _databases(one, sentence)
            yield from checked_countries(one, sentence, known)
            yield from _codes(one, sentence, known)
            yield from _enumerated(one, sentence, known)
            yield from _side_by_side(one, sentence)
            yield from odd_items(one, sentence, themes)
        yield from checked_counts(one, counts, designs)
        for claim in nearly_named(one, near, counts):
            nearly.add(claim.claim.passage)
            yield claim
    yield from checked_headings(passages, known)
    yield from (claim for claim in checked_numbered(passages, known) if claim.claim.passage not in nearly)


def _databases(one: Prepared, sentence: Sentence) -> Iterator[CheckedClaim]:
    """Databases: agrees where it is a source; disagrees where the sentence says that it was searched and it was not."""
    acts = {word.name for word in sentence.acts}
    negations = [word for word in sentence.connects if word.name == "negation"]
    names = [named for named in sentence.names if named.name.kind is NameKind.DATABASE]
    for named in names:
        claim = name_claim(one, named)
        if named.name.id.startswith("source:"):
            yield CheckedClaim(claim, Answer.AGREES, None, ("searches.yaml",))
        elif _is_searched(sentence, acts, names, one) and not any(
            abs(word.start - named.start) < _NEAR_NEGATION and not _is_parted(sentence, word.end, named.start)
            for word in negations
        ):
            yield CheckedClaim(
                claim,
                Answer.DISAGREES,
                message("No source of the folder is in this database."),
                ("searches.yaml",),
            )


def _is_parted(sentence: Sentence, first: int, second: int) -> bool:
    """Whether marks part two places of a sentence."""
    return re.search(r"[:;,]", sentence.text[min(first, second) : max(first, second)]) is not None


def _is_searched(sentence: Sentence, acts: set[str], names: Sequence[Named], one: Prepared) -> bool:
    """Whether a sentence speaks of where was searched."""
    if acts & {"searched", "identified", "strategy"} or len(names) > 2 or one.passage.cell is not None:
        return True
    has_hits = any(word.name in ("record", "database") for word in sentence.nouns)
    has_day = any(True for _ in dates(sentence.text, sentence.start, sentence.end, one.lexicon.months))
    return has_hits or has_day or any(_N_BEHIND.match(sentence.text, named.end) for named in names)


def _codes(one: Prepared, sentence: Sentence, known: Known) -> Iterator[CheckedClaim]:
    """Codes that a section about one theme lists must be of this theme."""
    themes = {named.name.id for named in one.heading_names if named.name.kind is NameKind.THEME}
    if len(themes) != 1 or not any(word.name == "code" for word in sentence.nouns):
        return
    theme = themes.pop()
    own = known.codes_of.get(theme, frozenset())
    for named in sentence.names:
        if named.name.kind is NameKind.CODE and own:
            claim = name_claim(one, named)
            if named.name.id in own:
                yield CheckedClaim(claim, Answer.AGREES, None, (f"codebook: {theme[6:]}",))
            else:
                labels = "; ".join(name.label for name in known.names if name.id in own)
                yield CheckedClaim(
                    claim, Answer.DISAGREES, message("{says}", says=labels), (f"codebook: {theme[6:]}",)
                )


def _enumerated(one: Prepared, sentence: Sentence, known: Known) -> Iterator[CheckedClaim]:
    """A list that names all themes or reasons: one that is there twice, in the place of one that is missing."""
    for kind in (NameKind.THEME, NameKind.REASON, NameKind.DATABASE):
        named = [each for each in sentence.names if each.name.kind is kind]
        ids = [each.name.id for each in named]
        if len(named) < _FEWEST_LISTED:
            continue
        of_kind = [name for name in known.names if name.kind is kind and not name.id.startswith("database:")]
        missing = [name for name in of_kind if name.id not in ids]
        if len(named) < len(of_kind) - 1 or len(missing) != 1:
            continue
        for place, each in enumerate(named):
            if each.name.id in ids[:place] and _is_listed(sentence, named[0].start, each):
                says = message("Named twice; missing: {name}", name=missing[0].label)
                first = named[ids.index(each.name.id)]
                yield CheckedClaim(
                    name_claim(one, each),
                    Answer.DISAGREES,
                    says,
                    (missing[0].id,),
                    name_claim(one, first),
                )
                break


def _side_by_side(one: Prepared, sentence: Sentence) -> Iterator[CheckedClaim]:
    """A name that a list has twice, one beside the other: `Embase and Embase`, codes `“A” and “A”`."""
    for first, second in pairwise(sentence.names):
        between = sentence.text[first.end : second.start]
        if first.name.id == second.name.id and JOINED.fullmatch(between):
            says = message("This is named twice.")
            claim, other = (name_claim(one, each) for each in (first, second))
            yield CheckedClaim(claim, Answer.DISAGREES, says, (first.name.id,), other)


def _is_listed(sentence: Sentence, start: int, last: Named) -> bool:
    """Whether names up to this one are a list: commas between them and no other sentence."""
    between = sentence.text[start : last.start]
    return between.count(",") + between.count(";") >= 1

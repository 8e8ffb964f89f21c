"""Names in a manuscript: databases that were not searched, the country of a study, names that are nearly right."""

import re
from collections.abc import Iterator, Sequence

from reviewkit.manuscript.cited import studies_cited
from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Sentence
from reviewkit.manuscript.known import Known, KnownStudy, Name, NameKind
from reviewkit.manuscript.names import Named
from reviewkit.manuscript.prepared import Prepared
from reviewkit.model.passages import Role
from reviewkit.normalize import folded
from reviewkit.words import Message, message

_KINDS = {
    NameKind.THEME: ClaimKind.THEME,
    NameKind.CODE: ClaimKind.CODE,
    NameKind.DATABASE: ClaimKind.DATABASE,
    NameKind.REASON: ClaimKind.REASON,
    NameKind.COUNTRY: ClaimKind.COUNTRY,
    NameKind.CHOICE: ClaimKind.DESIGN,
}
_LONG_WORD = 4  # letters of a word that says something
_MOST_WORDS = 12  # of a text that may be a name


def checked_names(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """The names of the folder in a manuscript, and what is nearly one of them."""
    for one in passages:
        if one.passage.role is Role.REFERENCE:
            continue
        for sentence in one.sentences:
            yield from _databases(one, sentence)
            yield from _countries(one, sentence, known)
            yield from _codes(one, sentence, known)
            yield from _enumerated(one, sentence, known)
        yield from _nearly(one, known)


def _claim(one: Prepared, kind: NameKind, start: int, end: int) -> Claim:
    return Claim(_KINDS[kind], one.passage.number, start, end, one.passage.text[start:end])


def _databases(one: Prepared, sentence: Sentence) -> Iterator[CheckedClaim]:
    """Databases: agrees where it is a source; disagrees where the sentence says that it was searched and it was not."""
    acts = {word.name for word in sentence.acts}
    is_negated = any(word.name == "negation" for word in sentence.connects)
    names = [named for named in sentence.names if named.name.kind is NameKind.DATABASE]
    for named in names:
        claim = _claim(one, NameKind.DATABASE, named.start, named.end)
        if named.name.id.startswith("source:"):
            yield CheckedClaim(claim, Answer.AGREES, None, ("searches.yaml",))
        elif (acts & {"searched", "identified"} or len(names) > 2 or one.passage.cell) and not is_negated:
            yield CheckedClaim(
                claim,
                Answer.DISAGREES,
                message("No source of the folder is in this database."),
                ("searches.yaml",),
            )


def _countries(one: Prepared, sentence: Sentence, known: Known) -> Iterator[CheckedClaim]:
    """The country of a study, where a sentence that cites one study names one country with a place word before it."""
    found = [named for named in sentence.names if named.name.kind is NameKind.COUNTRY]
    cited = [each for each in one.citations if sentence.start <= each.start < sentence.end]
    studies = {study.key: study for each in cited for study in studies_cited(each, known)}
    if (
        one.passage.cell
        or len(found) != 1
        or len(cited) != 1
        or len(studies) != 1
        or any(n.whole for n in sentence.numbers)
    ):
        return
    named, study = found[0], next(iter(studies.values()))
    charted = {value for values in study.held.values() for value in values}
    before = [word for word in sentence.connects if word.name == "place" and word.end <= named.start]
    if not before or sentence.text[before[-1].end : named.start].strip():
        return
    if not _has_country(study, known):
        return
    claim = _claim(one, NameKind.COUNTRY, named.start, named.end)
    if named.name.id.partition(":")[2] in charted:
        yield CheckedClaim(claim, Answer.AGREES, message("{says}", says=study.citation), (study.key,))
    else:
        labels = [name.label for name in known.names if name.kind is NameKind.COUNTRY and name.id[8:] in charted]
        says = message("{study}: {says}", study=study.citation, says=", ".join(labels))
        yield CheckedClaim(claim, Answer.DISAGREES, says, (study.key,))


def _has_country(study: KnownStudy, known: Known) -> bool:
    ids = {name.id[8:] for name in known.names if name.kind is NameKind.COUNTRY}
    return any(value in ids for values in study.held.values() for value in values)


def _codes(one: Prepared, sentence: Sentence, known: Known) -> Iterator[CheckedClaim]:
    """Codes that a section about one theme lists must be of this theme."""
    themes = {named.name.id for named in one.heading_names if named.name.kind is NameKind.THEME}
    if len(themes) != 1 or not any(word.name == "code" for word in sentence.nouns):
        return
    theme = themes.pop()
    own = known.codes_of.get(theme, frozenset())
    for named in sentence.names:
        if named.name.kind is NameKind.CODE and own:
            claim = _claim(one, NameKind.CODE, named.start, named.end)
            if named.name.id in own:
                yield CheckedClaim(claim, Answer.AGREES, None, (f"codebook: {theme[6:]}",))
            else:
                labels = "; ".join(name.label for name in known.names if name.id in own)
                yield CheckedClaim(
                    claim, Answer.DISAGREES, message("{says}", says=labels), (f"codebook: {theme[6:]}",)
                )


# -- lists


def _enumerated(one: Prepared, sentence: Sentence, known: Known) -> Iterator[CheckedClaim]:
    """A list that names all themes or reasons: one that is there twice, in the place of one that is missing."""
    for kind in (NameKind.THEME, NameKind.REASON, NameKind.DATABASE):
        named = [each for each in sentence.names if each.name.kind is kind]
        ids = [each.name.id for each in named]
        of_kind = [name for name in known.names if name.kind is kind and not name.id.startswith("database:")]
        missing = [name for name in of_kind if name.id not in ids]
        if len(named) < max(3, len(of_kind) - 1) or len(missing) != 1:
            continue
        for place, each in enumerate(named):
            if each.name.id in ids[:place] and _is_listed(sentence, named[0].start, each):
                says = message("Named twice; missing: {name}", name=missing[0].label)
                yield CheckedClaim(
                    _claim(one, kind, each.start, each.end), Answer.DISAGREES, says, (missing[0].id,)
                )
                break


def _is_listed(sentence: Sentence, start: int, last: Named) -> bool:
    """Whether names up to this one are a list: commas between them and no other sentence."""
    between = sentence.text[start : last.start]
    return between.count(",") + between.count(";") >= 1


# -- names that are nearly right


_PLACES = re.compile(
    r"[“\"«‘]([^“”\"«»‘’]{4,90})[”\"»’]"  # in quotation marks
    r"|(?:^|[:;,(]|\)\s*,?)\s*(?:and |og )?([^:;,()\n]{4,90}?)\s*\((?=(?:n\s*=\s*)?\d)"  # a label with its number
    r"|(?:[:;,]|\band\b|\bog\b)\s+(?:and |og )?([^:;,()\n.“”\"«»]{4,90}?)(?=\s*(?:[;,.]|\band\b|\bog\b|$))"  # an item
)


def _nearly(one: Prepared, known: Known) -> Iterator[CheckedClaim]:
    """Texts in the place of a name that share most words with one, and are none."""
    if one.passage.role is Role.HEADING or one.passage.cell:
        yield from _near(one, 0, len(one.passage.text), known, one.passage.text)
        return
    seen: set[int] = set()
    for sentence in one.sentences:
        kinds = {each.name.kind for each in sentence.names}
        for match in _PLACES.finditer(sentence.text, sentence.start, sentence.end):
            group = match.lastindex or 1
            start, end = match.span(group)
            is_quoted = group == 1
            if start in seen or not (is_quoted or kinds & {NameKind.THEME, NameKind.REASON, NameKind.CODE}):
                continue
            seen.add(start)
            yield from _near(one, start, end, known, sentence.text[start:end])


def _near(one: Prepared, start: int, end: int, known: Known, text: str) -> Iterator[CheckedClaim]:
    said = re.sub(r"^[\d.\s#*]+", "", text).strip(" *_.")
    words = folded(said).split()
    if not 2 <= len(words) <= _MOST_WORDS or any(start <= each.start < end for each in one.names):
        return
    best = max((_likeness(words, name), name.id, name) for name in known.nearly) if known.nearly else None
    if best and best[0] >= 0.5:
        name = best[2]
        yield CheckedClaim(_claim(one, name.kind, start, end), Answer.DISAGREES, _called(name), (name.id,))


def _likeness(words: Sequence[str], name: Name) -> float:
    """How many words a text shares with a spelling of a name, where one word in its place is another; 0 where none of
    them says anything."""
    best = 0.0
    for spelling in name.spellings:
        others = folded(spelling).split()
        if len(others) != len(words):
            continue
        same = [word for word, other in zip(words, others, strict=True) if word == other]
        if len(same) == len(words) - 1 and any(len(word) >= _LONG_WORD for word in same):
            best = max(best, len(same) / len(words))
    return best


def _called(name: Name) -> Message:
    return message("{says}", says=name.label)

"""Names in a manuscript: databases that were not searched, the country of a study, names that are nearly right."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reviewkit.manuscript.citations import Cited
from reviewkit.manuscript.cited import studies_cited
from reviewkit.manuscript.claim import Answer, CheckedClaim, Claim, ClaimKind
from reviewkit.manuscript.counts import Counted, Sentence, counted
from reviewkit.manuscript.known import Known, KnownStudy, Name, NameKind
from reviewkit.manuscript.names import Named, Names, NearNames
from reviewkit.manuscript.parts import part_of
from reviewkit.manuscript.prepared import Prepared
from reviewkit.manuscript.well_known import not_charted
from reviewkit.model.passages import Role
from reviewkit.words import message

KINDS = {
    NameKind.THEME: ClaimKind.THEME,
    NameKind.CODE: ClaimKind.CODE,
    NameKind.DATABASE: ClaimKind.DATABASE,
    NameKind.REASON: ClaimKind.REASON,
    NameKind.COUNTRY: ClaimKind.COUNTRY,
    NameKind.CHOICE: ClaimKind.DESIGN,
}
_OF_SEVERAL_WORDS = (NameKind.THEME, NameKind.CODE, NameKind.REASON, NameKind.CHOICE)
_NEAR_NEGATION = 40  # letters
_MOST_LABEL_WORDS = 6  # with more it is a sentence
_FEWEST_LISTED = 3  # names, for a list
_FEWEST_RIGHT = 2  # labels with the number of their name, before another one without a name is seen
_LABELLED = (NameKind.REASON, NameKind.CHOICE, NameKind.DATABASE)
_JOINED = re.compile(r"[”\"»]?(?:,|,?\s(?:and|og))\s[“\"«]?")
_LONG_WORD = 4  # letters of a word that says something
_NUMBERED_LINE = re.compile(r"\s*((?:\d{1,2}\.)*)(\d{1,2})[.)]?\s+(?=\D)")
_LONGEST_LINE = 120  # letters of a theme with its number
_N_BEHIND = re.compile(r"\+?\s?[(:]\s?n\s?=\s?\d")
_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_BREAK = re.compile(r"[.,;:()«»“”\"]")
_LIST_WORDS = frozenset("and og are were".split())


def checked_names(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """The names of the folder in a manuscript, and what is nearly one of them."""
    counts = _Counts(known)
    near = NearNames(name for name in known.names if name.kind in _OF_SEVERAL_WORDS)
    designs = Names(not_charted(known.names))
    nearly: set[int] = set()  # passages
    for one in passages:
        if one.passage.role is Role.REFERENCE:
            continue
        for sentence in one.sentences:
            yield from _databases(one, sentence)
            yield from _countries(one, sentence, known)
            yield from _codes(one, sentence, known)
            yield from _enumerated(one, sentence, known)
            yield from _side_by_side(one, sentence)
        yield from _unknown_labels(one, counts)
        yield from _unknown_designs(one, counts, designs)
        for claim in _nearly(one, near):
            nearly.add(claim.claim.passage)
            yield claim
    yield from _headings(passages, known)
    yield from (claim for claim in _numbered(passages, known) if claim.claim.passage not in nearly)


def _numbered(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Lines or headings that are numbered one after the other, each a theme: one that is not the theme that is missing,
    but another or none.
    """
    themes = [name for name in known.names if name.kind is NameKind.THEME]
    for run in _runs(passages) if len(themes) >= _FEWEST_LISTED else ():
        found = [_theme_of(one) for one, _ in run]
        missing = [name for name in themes if name not in found]
        if len(missing) != 1:
            continue
        for place, each in enumerate(found):
            one, start = run[place]
            is_twice = each is not None and found.count(each) > 1
            if is_twice or (each is None and _is_of_themes(found, place, one.passage.text, missing[0])):
                label = missing[0].label
                twice = message("Named twice; missing: {name}", name=label)
                says = twice if is_twice else message("{says}", says=label)
                claim = _claim(one, NameKind.THEME, start, len(one.passage.text))
                yield CheckedClaim(claim, Answer.DISAGREES, says, (missing[0].id,))


def _is_of_themes(found: Sequence[Name | None], place: int, text: str, missing: Name) -> bool:
    """Whether a line that is no theme should be one of them: the only one between themes, or a line beside them that
    has a word of the missing theme or is all that the list has besides.
    """
    themes = [index for index, each in enumerate(found) if each is not None]
    if len(themes) < _FEWEST_LISTED - 1:
        return False
    if themes[0] < place < themes[-1]:
        return all(found[index] for index in range(themes[0], themes[-1] + 1) if index != place)
    words = {word for said in missing.spellings for word in re.findall(r"\w{3,}", said.lower())}
    is_beside = place in (themes[0] - 1, themes[-1] + 1)
    return is_beside and (len(found) == len(themes) + 1 or bool(words & set(re.findall(r"\w{3,}", text.lower()))))


def _runs(passages: Sequence[Prepared]) -> Iterator[list[tuple[Prepared, int]]]:
    """Passages whose numbers go on from one to the next, as 1, 2, 3 or 3.1, 3.2, 3.3, with where their words begin."""
    run: list[tuple[Prepared, int]] = []
    last: tuple[str, int, Role] | None = None
    for one in passages:
        match = _NUMBERED_LINE.match(one.passage.text)
        if match is None or one.passage.cell or len(one.passage.text) > _LONGEST_LINE:
            continue
        this = (match[1], int(match[2]), one.passage.role)
        if last is not None and this != (last[0], last[1] + 1, last[2]):
            yield run
            run = []
        run.append((one, match.end()))
        last = this
    yield run


def _theme_of(one: Prepared) -> Name | None:
    """The theme that a passage is called."""
    of_most = (each for each in one.names if 2 * (each.end - each.start) > len(one.passage.text.strip()))
    return next((each.name for each in of_most if each.name.kind is NameKind.THEME), None)


def _headings(passages: Sequence[Prepared], known: Known) -> Iterator[CheckedClaim]:
    """Sections that are called after the themes: one theme that is there twice, and another that is missing."""
    found = [
        (one, each)
        for one in passages
        if one.passage.role is Role.HEADING
        for each in one.names
        if each.name.kind is NameKind.THEME and 2 * (each.end - each.start) > len(one.passage.text)
    ]
    ids = [each.name.id for _, each in found]
    missing = [name for name in known.names if name.kind is NameKind.THEME and name.id not in ids]
    if len(missing) != 1 or len(set(ids)) < 2:
        return
    for one, each in found:
        if ids.count(each.name.id) > 1:
            says = message("Named twice; missing: {name}", name=missing[0].label)
            yield CheckedClaim(
                _claim(one, NameKind.THEME, each.start, each.end), Answer.DISAGREES, says, (missing[0].id,)
            )


def _claim(one: Prepared, kind: NameKind, start: int, end: int) -> Claim:
    return Claim(KINDS[kind], one.passage.number, start, end, one.passage.text[start:end])


def _databases(one: Prepared, sentence: Sentence) -> Iterator[CheckedClaim]:
    """Databases: agrees where it is a source; disagrees where the sentence says that it was searched and it was not."""
    acts = {word.name for word in sentence.acts}
    negations = [word for word in sentence.connects if word.name == "negation"]
    names = [named for named in sentence.names if named.name.kind is NameKind.DATABASE]
    for named in names:
        claim = _claim(one, NameKind.DATABASE, named.start, named.end)
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
    has_hits = any(word.name in ("record", "database") for word in sentence.nouns)
    has_hits = has_hits or any(_N_BEHIND.match(sentence.text, named.end) for named in names)
    return bool(acts & {"searched", "identified"}) or has_hits or len(names) > 2 or one.passage.cell is not None


def _countries(one: Prepared, sentence: Sentence, known: Known) -> Iterator[CheckedClaim]:
    """Countries of studies: those with citations in brackets behind them, the one country of a sentence with citations,
    and in a list of countries one that no study is from, or one that is there twice."""
    if one.passage.cell:
        return
    found = [named for named in sentence.names if named.name.kind is NameKind.COUNTRY]
    cited = [each for each in one.citations if sentence.start <= each.start < sentence.end]
    done: set[int] = set()
    for named in found:
        studies = _in_brackets(sentence, named, one, known) or (
            _all_cited(cited, known) if len(found) == 1 else []
        )
        has_place = _has_place(sentence, named)
        if studies and (has_place or sentence.text[named.end : named.end + 2] == " ("):
            done.add(named.start)
            yield _country_of(one, named, studies, known)
    yield from _listed_countries(one, sentence, [each for each in found if each.start not in done], found, known)


def _in_brackets(sentence: Sentence, named: Named, one: Prepared, known: Known) -> list[KnownStudy]:
    """The studies that are cited in brackets right behind a country."""
    match = _BRACKET.match(sentence.text, named.end)
    if match is None:
        return []
    return _all_cited([each for each in one.citations if match.start() <= each.start < match.end()], known)


def _all_cited(cited: Sequence[Cited], known: Known) -> list[KnownStudy]:
    """The studies of citations, where all are of included studies with a country."""
    studies = [study for each in cited for study in studies_cited(each, known)[:1]]
    return (
        studies
        if studies and len(studies) == len(cited) and all(_countries_of(each, known) for each in studies)
        else []
    )


def _countries_of(study: KnownStudy, known: Known) -> set[str]:
    held = {value for values in study.held.values() for value in values}
    return {f"country:{value}" for value in held} & known.country_ids


def _has_place(sentence: Sentence, named: Named) -> bool:
    before = [word for word in sentence.connects if word.name == "place" and word.end <= named.start]
    return bool(before) and sentence.text[before[-1].end : named.start].strip() in ("", "the")


def _country_of(one: Prepared, named: Named, studies: Sequence[KnownStudy], known: Known) -> CheckedClaim:
    claim = _claim(one, NameKind.COUNTRY, named.start, named.end)
    keys = tuple(study.key for study in studies)
    if any(named.name.id in _countries_of(study, known) for study in studies):
        return CheckedClaim(claim, Answer.AGREES, message("{says}", says=studies[0].citation), keys)
    ids = _countries_of(studies[0], known)
    labels = ", ".join(name.label for name in known.names if name.id in ids)
    return CheckedClaim(
        claim, Answer.DISAGREES, message("{study}: {says}", study=studies[0].citation, says=labels), keys
    )


def _listed_countries(
    one: Prepared, sentence: Sentence, left: Sequence[Named], found: Sequence[Named], known: Known
) -> Iterator[CheckedClaim]:
    if not left:
        return
    charted = known.charted_countries
    is_about_studies = any(word.name in ("study", "country") for word in sentence.nouns) or bool(sentence.numbers)
    is_negated = any(word.name == "negation" for word in sentence.connects)
    with_study = [each for each in found if each.name.id in charted]
    if not charted or not is_about_studies or is_negated:
        return
    for each in left:
        is_of_list = len(with_study) > 0 and len(found) > 1
        if (
            each.name.id not in charted
            and (is_of_list or sentence.numbers)
            and _is_listed_or_place(sentence, each, found)
        ):
            says = message("No included study is from there.")
            yield CheckedClaim(
                _claim(one, NameKind.COUNTRY, each.start, each.end), Answer.DISAGREES, says, ("chart: country",)
            )
        elif len(found) > 2 and any(other.name.id == each.name.id and other.start < each.start for other in found):
            says = message("This is named twice.")
            yield CheckedClaim(
                _claim(one, NameKind.COUNTRY, each.start, each.end),
                Answer.DISAGREES,
                says,
                ("chart: country",),
            )


def _is_listed_or_place(sentence: Sentence, each: Named, found: Sequence[Named]) -> bool:
    return _has_place(sentence, each) or len(found) > 1


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
                    _claim(one, kind, each.start, each.end),
                    Answer.DISAGREES,
                    says,
                    (missing[0].id,),
                    _claim(one, kind, first.start, first.end),
                )
                break


def _side_by_side(one: Prepared, sentence: Sentence) -> Iterator[CheckedClaim]:
    """A name that a list has twice, one beside the other: `Embase and Embase`, codes `“A” and “A”`."""
    for first, second in pairwise(sentence.names):
        between = sentence.text[first.end : second.start]
        if first.name.id == second.name.id and _JOINED.fullmatch(between):
            says = message("This is named twice.")
            claim, other = (_claim(one, each.name.kind, each.start, each.end) for each in (first, second))
            yield CheckedClaim(claim, Answer.DISAGREES, says, (first.name.id,), other)


class _Counts:
    """The numbers of names: of which name a number is by kind, and which numbers a name has."""

    def __init__(self, known: Known) -> None:
        labels = {name.id: name for name in known.names}
        self.names_of: dict[NameKind, dict[int, list[tuple[Name, str]]]] = {kind: {} for kind in _LABELLED}
        self.numbers: dict[str, set[int]] = {}
        self.choices = [name for name in known.names if name.kind is NameKind.CHOICE]
        for fact in known.facts:
            for name in (labels[one] for one in fact.names if one in labels):
                self.numbers.setdefault(name.id, set()).add(fact.n)
                if name.kind in _LABELLED:
                    self.names_of[name.kind].setdefault(fact.n, []).append((name, fact.source))

    def has(self, item: Counted, kind: NameKind) -> bool:
        """Whether a number is that of a name of this kind that stands with it."""
        return any(
            item.number.whole in self.numbers.get(each.name.id, ())
            for each in item.names
            if each.name.kind is kind
        )


def _unknown_labels(one: Prepared, counts: _Counts) -> Iterator[CheckedClaim]:
    """A label without a name, in a list of labels that have names: its number is that of the one that is missing."""
    if not one.names:
        return
    items = [item for sentence in one.sentences for item in counted(sentence) if item.number.whole is not None]
    for kind in _LABELLED:
        if sum(counts.has(item, kind) for item in items) < _FEWEST_RIGHT:
            continue
        said = {each.name.id for each in one.names if each.name.kind is kind}
        for item in items:
            of_number = counts.names_of[kind].get(item.number.whole or -1, ())
            name, source = next((each for each in of_number if each[0].id not in said), (None, ""))
            is_bare = item.is_label and not (item.names or item.near or item.noun)
            if name is None or not is_bare:
                continue
            label = _label(one.passage.text[: item.number.start])
            if len(label.split()) <= _MOST_LABEL_WORDS:
                start = one.passage.text.rfind(label, 0, item.number.start)
                claim = _claim(one, kind, start, item.number.end)
                yield CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=name.label), (source,))


def _unknown_designs(one: Prepared, counts: _Counts, designs: Names) -> Iterator[CheckedClaim]:
    """A design that the form does not have, beside the number of a choice that the passage leaves out, where the number
    of another choice of the same field is right."""
    if not any(each.name.kind is NameKind.CHOICE for each in one.names):
        return
    items = [(item, sentence) for sentence in one.sentences for item in part_of(list(counted(sentence)), sentence)]
    right = {
        each.name.id.rpartition(":")[0]
        for item, _ in items
        for each in item.names
        if each.name.kind is NameKind.CHOICE and item.number.whole in counts.numbers.get(each.name.id, ())
    }
    said = {each.name.id for each in one.names}
    left_out = [name for name in counts.choices if name.id.rpartition(":")[0] in right and name.id not in said]
    for design in designs.find(one.passage.text) if left_out else ():
        if any(each.start < design.end and design.start < each.end for each in one.names):
            continue
        beside = _numbers_beside(items, design)
        for name in left_out:
            if beside & counts.numbers.get(name.id, set()):
                claim = _claim(one, NameKind.CHOICE, design.start, design.end)
                yield CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=name.label), (name.id,))
                break


def _numbers_beside(items: Sequence[tuple[Counted, Sentence]], named: Named) -> set[int]:
    """The numbers before and behind a name in its sentence that count something by themselves."""
    own = [
        item.number
        for item, sentence in items
        if sentence.start <= named.start < sentence.end and not (item.is_whole or item.number.is_percent)
    ]
    before = [number.whole for number in own if number.end <= named.start and number.whole]
    behind = [number.whole for number in own if number.start >= named.end and number.whole]
    return {*before[-1:], *behind[:1]}


def _label(before: str) -> str:
    """The label that ends here, in front of `(n = ` or a colon."""
    label = re.sub(r"(?<![(:\s])[(:\s]*+(?:\bn\s*+=\s*+)?$", "", before)
    return re.split(r"[:;,.()]", label)[-1].strip()


def _is_listed(sentence: Sentence, start: int, last: Named) -> bool:
    """Whether names up to this one are a list: commas between them and no other sentence."""
    between = sentence.text[start : last.start]
    return between.count(",") + between.count(";") >= 1


# -- names that are nearly right


def _nearly(one: Prepared, near: NearNames) -> Iterator[CheckedClaim]:
    """Words that are a name but for one of them, where the others say enough or the place is one of names."""
    for start, end, name, longest in near.find(one.passage.text):
        if any(each.start < end and start < each.end and each.name.id == name.id for each in one.names):
            continue
        if any(each.start <= start and end <= each.end for each in one.names):
            continue
        if _is_place_of_names(one, start, end, name, longest):
            claim = _claim(one, name.kind, start, end)
            yield CheckedClaim(claim, Answer.DISAGREES, message("{says}", says=name.label), (name.id,))


def _is_place_of_names(one: Prepared, start: int, end: int, name: Name, longest: int) -> bool:
    """Whether a name of this kind is expected here: a whole cell or heading, in quotation marks, an item of a list of
    such names, a label with a number."""
    text = one.passage.text
    if _BREAK.search(text[start:end]):
        return False
    if one.passage.cell or one.passage.role is Role.HEADING:
        return longest >= _LONG_WORD and (2 * (end - start) > len(text) or ";" in text)
    if text[max(0, start - 1) : start] in ("“", '"', "«") and text[end : end + 1] in ("”", '"', "»"):
        return True
    if re.match(r"\s*\d+[.)]\s*$", text[:start]) and end > len(text) - 2:
        return True
    sentence = next((each for each in one.sentences if each.start <= start < each.end), None)
    if sentence is None:
        return False
    of_kind = {each.name.id for each in sentence.names if each.name.kind is name.kind} - {name.id}
    before, after = text[sentence.start : start].rstrip(), text[end : sentence.end].lstrip()
    begins = not before or before[-1] in ":;,(–" or before.split()[-1].lower() in _LIST_WORDS
    ends = not after or after[0] in ";,.:(" or after.split()[0].lower() in _LIST_WORDS
    is_beside = any(_is_beside(text, start, end, each) for each in sentence.names if each.name.kind is name.kind)
    if is_beside and longest >= _LONG_WORD:
        return True
    if name.kind in (NameKind.CHOICE, NameKind.REASON):
        is_alone = name.kind is NameKind.REASON and not (begins and ends)
        return len(of_kind) > 1 and longest >= _LONG_WORD and not is_alone
    return bool(of_kind) and (begins or ends) and (len(of_kind) > 1 or name.kind is not NameKind.THEME)


def _is_beside(text: str, start: int, end: int, other: Named) -> bool:
    """Whether a name stands beside words in a list of two: `individual interviews and focus groups`."""
    between = text[end : other.start] if end <= other.start else text[other.end : start]
    return _JOINED.fullmatch(between) is not None

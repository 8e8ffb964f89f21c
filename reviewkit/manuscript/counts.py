"""What a number in a sentence counts, worked out from the words around it, and which facts of the folder it may be.

The noun after a number says what is counted, the verbs of its part of the sentence what was done with it, and a name
(of a theme, a database, a country) of which part it is. Where that is not certain, nothing is said to be wrong.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reviewkit.manuscript.known import PAPERS, Fact, Known, NameKind
from reviewkit.manuscript.lexicon import Lexicon, Word
from reviewkit.manuscript.names import Named
from reviewkit.manuscript.numbers import Number

_PEOPLE = frozenset({"participant", "sample", "person"})
_PLACES = frozenset({"database", "register", "source", "search", "year", "country"})  # where something is found
# Names behind a whole that are of its part, with what is done there: "two of the 15 studies are from Norway".
_OF_WHOLE = {NameKind.COUNTRY: "conducted", NameKind.CHOICE: "designed"}
_NEAR_EACH = 12  # letters before a number: "both with one study"
_MOST_ADJECTIVES = 4  # unknown words between a number and its noun
_LABEL = re.compile(r"(?:[(\[]\s*)?\b[nN]\s*=\s*$|[(\[]\s*$|:\s*$")
_OF_TYPE = re.compile(r".{0,2}|\s+(?:of|with|av|med)\s+(?:the\s+)?(?:type|design|typen|designet|designen)\s+")
_TOKEN = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*|[^\w\s]")
_CLAUSE = re.compile(r"[;:]|[.](?=\s)|(?:,\s+(?:and|og|mens|while|whereas|leaving|slik at|medan)\b)|\s[–—]\s")
_BEFORE_ARTICLE = re.compile(r"\b(?:of|as|av|som)\s+$")
_SHARE = re.compile(r"\([\d.,\s]++%\)")
_ROW = re.compile(r"\s*(?:,|,?\s(?:and|og))\s*")  # between numbers in a row


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what is known in it; places are those of its passage."""

    text: str
    start: int
    end: int
    lexicon: Lexicon
    numbers: tuple[Number, ...]
    names: tuple[Named, ...]
    nouns: tuple[Word, ...]
    acts: tuple[Word, ...]
    connects: tuple[Word, ...]
    heading: tuple[Named, ...] = ()  # the names in the heading of its section
    is_first: bool = False  # of its section

    def words(self, kind: Sequence[Word], start: int, end: int) -> list[Word]:
        """The known words between two places."""
        return [one for one in kind if start <= one.start and one.end <= end]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts. `noun` is "" where it is not said, "?" where it is not known. `acts` are those of its part
    of the sentence, `near` those that surely belong to it; `names` are of which part it is.

    `of` is the number that it is a part of ("11 of the 15"), `is_label` says that it follows its label: "Excluded (n =
    15)".
    """

    number: Number
    noun: str = ""
    near: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    names: tuple[Named, ...] = ()
    of: "Counted | None" = None
    is_part: bool = False
    is_label: bool = False
    is_definite: bool = False
    is_total: bool = False
    is_other: bool = False  # "the three last themes", "two other studies": some of them, not all
    is_into: bool = False  # "sorted into five themes"
    has_themes: bool = False  # its sentence speaks of themes
    is_each: bool = False  # "three studies each"
    has_post: bool = False  # what was done with it is said beside it
    is_inherited: bool = False  # its noun is that of the number before it
    is_elsewhere: bool = False  # a place follows: "21 in Google Scholar"
    is_whole: bool = False  # 15 of "11 of the 15"
    is_for_a_reason: bool = False  # "three reports were excluded because of their language"


def counted(sentence: Sentence) -> Iterator[Counted]:
    """What each number of a sentence counts."""
    earlier: Counted | None = None
    for place, number in enumerate(sentence.numbers):
        before = sentence.numbers[place - 1].end if place else sentence.start
        one = _counted(sentence, number, before, _next(sentence, place), earlier)
        yield one
        earlier = one


def _next(sentence: Sentence, place: int) -> int:
    """Where the next number begins. A percentage in brackets is of the number before it (`nine studies (21 %) from`),
    and an article behind a preposition is none (`two in the form of a pilot study`)."""
    for one in sentence.numbers[place + 1 : place + 3]:
        in_brackets = sentence.text[one.start - 1] == "(" and sentence.text[one.end : one.end + 1] == ")"
        is_article = one.is_article and _BEFORE_ARTICLE.search(sentence.text, max(0, one.start - 8), one.start)
        if not (is_article or (one.is_percent and in_brackets)):
            return one.start
    return sentence.end


def _counted(sentence: Sentence, number: Number, before: int, after: int, earlier: Counted | None) -> Counted:
    is_label = _is_label(sentence, number)
    clause_start, clause_end = _clause(sentence, number, before, after)
    if is_label:
        return _of_label(sentence, number, before)
    noun, np_end, np_acts, is_part = _noun_phrase(sentence, number, after)
    names = _names(sentence, number, before, after, clause_start, clause_end)
    if noun == "?" and names and _OF_TYPE.fullmatch(sentence.text, number.end, max(number.end, names[0].start)):
        noun = (
            ""  # "four economic evaluations", "four of the type economic evaluation": the name is what is counted
        )
    post = _post_acts(sentence, np_end, clause_end, noun)
    direct = {
        one.name
        for one in sentence.words(sentence.acts, clause_start, number.start)
        if re.fullmatch(r"[\s\u00a0]*(?:\w+\s+){0,2}", sentence.text[one.end : number.start])
    }
    pre = {one.name for one in sentence.words(sentence.acts, clause_start, number.start)}
    if not noun and (said := _people_before(sentence, number)):
        noun = said
    is_inherited = not noun and earlier is not None and bool(earlier.noun)
    if is_inherited and earlier is not None:
        noun = earlier.noun
    superset = np_acts if is_part else frozenset()
    near = (frozenset() if is_part else np_acts) | post | direct or frozenset(pre)
    everything = {one.name for one in sentence.acts}
    if sum(one.name == "extreme" for one in sentence.acts) > 1:
        everything.add("range")  # the smallest and the largest
    return Counted(
        number,
        noun,
        near - (superset - post),
        frozenset(everything),
        names,
        is_part=is_part,
        is_definite=_follows(sentence, number, "determiner"),
        is_other=any(
            one.name == "others"
            and before <= one.start
            and one.end <= max(np_end, number.end) + 12
            and (one.start >= number.start or _touches(sentence, one, number))
            for one in sentence.connects
        ),
        has_post=bool(post or np_acts or direct),
        is_into=_follows(sentence, number, "into"),
        has_themes=any(one.name == "theme" for one in sentence.nouns),
        is_each=_is_each(sentence, number, after),
        is_inherited=is_inherited,
        is_elsewhere=any(
            one.name == "place" and not sentence.text[number.end : one.start].strip()
            for one in sentence.connects
            if one.start >= number.end
        ),
        is_for_a_reason="reason" in _after_words(sentence, number.end, after),
        is_total=_follows(sentence, number, "total") or "total" in _after_words(sentence, np_end, clause_end),
    )


def _is_label(sentence: Sentence, number: Number) -> bool:
    """Whether a number follows its label: `Excluded (n = 15)`, `Excluded: 15`, `CINAHL (15)`."""
    if any(
        not sentence.text[one.end : number.start].strip(" \u00a0")
        for one in sentence.names
        if one.end <= number.start
    ):
        return sentence.text[number.end : number.end + 1] in (
            ",",
            ")",
            ";",
            ".",
            " ",
            "",
        )  # "CINAHL 214, MEDLINE 388"
    before = sentence.text[sentence.start : number.start]
    match = _LABEL.search(before)
    if not match or not match.start():
        return False
    rest = sentence.text[number.end : sentence.end].lstrip(" \u00a0")
    if rest.startswith(":"):
        return False  # "Reason 2: wrong population"
    closes = not rest or rest[0] in ")];,.:" or _is_percent(rest)
    return closes or "=" in match[0]


def _is_percent(rest: str) -> bool:
    return re.match(r"[(;,/]?\s*\d+(?:[.,]\d+)?\s*%", rest) is not None


def _of_label(sentence: Sentence, number: Number, before: int) -> Counted:
    """A number with its label: all that is between the number before it and itself; of a bare (n = 15) after a noun
    phrase, the part of the sentence before."""
    start = max(before, _last_break(sentence, before, number.start))
    label = sentence.text[start : number.start]
    if not re.search(r"[^\W\d_]{2}", re.sub(r"\b[nN]\s*=", "", label)):
        start = sentence.start
    nouns = sentence.words(sentence.nouns, start, number.start)
    acts = frozenset(one.name for one in sentence.words(sentence.acts, start, number.start))
    names = [one for one in sentence.names if start <= one.start and one.end <= number.start]
    nouns = [one for one in nouns if not _is_within(one, sentence.names)]
    noun = next((one.name for one in nouns if not (acts and one.name in _PLACES)), "")
    if noun == "person":
        noun = ""  # "Not people with dementia (n = 22)" are reports
    near_names = tuple(one for one in names[-1:])
    is_total = "total" in _after_words(sentence, start, number.start)
    return Counted(number, noun, acts, acts, near_names, is_label=True, is_total=is_total)


def _is_within(one: Word, names: Sequence[Named]) -> bool:
    """Whether a word is part of a name: the `utvalg` of `Feil utvalg` counts nobody."""
    return any(name.start <= one.start and one.end <= name.end for name in names)


def _last_break(sentence: Sentence, start: int, end: int) -> int:
    """Where the last part of a text begins that is parted by a closing bracket, a semicolon or a comma."""
    found = start
    for match in re.finditer(r"[)\];]\s*,?\s*(?:and|og)?\s*|(?<!\d),\s+(?:and|og)?\s*", sentence.text[start:end]):
        if re.search(r"[^\W\d_]{3}", sentence.text[start + match.end() : end]):
            found = start + match.end()
    return found


def _clause(sentence: Sentence, number: Number, before: int, after: int) -> tuple[int, int]:
    """The part of the sentence that a number is in: between the numbers around it, and between marks."""
    text = sentence.text
    start, end = before, after
    for mark in _CLAUSE.finditer(text, before, number.start):
        start = mark.end()
    if following := _CLAUSE.search(text, number.end, after):
        end = following.start()
    if end == after < sentence.end:
        end = _before_next_verb(sentence, number.end, after)
    return start, end


def _before_next_verb(sentence: Sentence, start: int, end: int) -> int:
    """Where the next part of the sentence begins, if a verb right before the next number is said of that one: `read 125
    records and included 9 studies`."""
    joints = list(re.finditer(r",?\s(?:and|og|men|but)\s|,\s", sentence.text[start:end]))
    if joints:
        place = start + joints[-1].start()
        if any(place <= one.start and one.end <= end for one in sentence.acts):
            return place
    return end


def _noun_phrase(sentence: Sentence, number: Number, after: int) -> tuple[str, int, frozenset[str], bool]:
    """The noun that a number counts ("" where none is said, "?" where it is not a known one), where it ends, the acts
    within it (`15 included studies`), and whether the number is a part of it (`seven of the studies`)."""
    place, is_part = number.end, False
    text = sentence.text
    gap = re.compile(r"[\s\u00a0]*").match(text, place)
    place = gap.end() if gap else place
    for one in sentence.connects:
        if one.name == "partitive" and one.start == place:
            place, is_part = one.end, True
            break
    if is_part:
        upcoming = next((one for one in sentence.numbers if one.start >= place), None)
        if upcoming and not text[place : upcoming.start].strip():
            place = upcoming.end
            after = sentence.end
    acts: set[str] = set()
    unknown = 0
    nouns = {one.start: one for one in reversed(sentence.nouns)}
    known_acts = {one.start: one for one in reversed(sentence.acts)}
    stops = {one.start for one in sentence.connects if one.name in ("stops", "each")}
    end = place
    for token in _TOKEN.finditer(text, place, sentence.end):
        if token.start() >= after or token.start() < end:
            if token.start() >= after:
                break
            continue
        noun = nouns.get(token.start())
        if noun and not _is_compound_adjective(text, noun):
            return noun.name, noun.end, frozenset(acts), is_part
        act = known_acts.get(token.start())
        if act and token.start() not in stops:
            acts.add(act.name)
            end = act.end
            continue
        if token.start() in stops or not token[0][0].isalnum() or unknown >= _MOST_ADJECTIVES:
            break
        unknown += 1
        end = token.end()
    is_unknown = unknown > 0  # it counts something that the check knows nothing of: 24 nurses
    return ("?" if is_unknown else ""), place if is_unknown else end, frozenset(acts), is_part


def _is_compound_adjective(text: str, noun: Word) -> bool:
    return text[noun.end : noun.end + 1] == "-"


def _post_acts(sentence: Sentence, start: int, end: int, noun: str) -> frozenset[str]:
    """The acts after a noun phrase that are said of it: in the passive (`were excluded`), or right behind it."""
    found = set()
    for one in sentence.words(sentence.acts, start, end):
        between = sentence.text[start : one.start]
        is_close = len(between.split()) <= 1
        has_passive = any(word.name == "passive" and start <= word.start < one.start for word in sentence.connects)
        if one.name == "included" and not (is_close or has_passive):
            continue
        if is_close or has_passive or one.name not in ("included",):
            found.add(one.name)
    if "duplicate" in {one.name for one in sentence.words(sentence.nouns, start, end)} and noun != "duplicate":
        found.add("removed")
    return frozenset(found)


def _people_before(sentence: Sentence, number: Number) -> str:
    """The participants that a sentence began with: `Participants were from 9 to 64 in each study, and 234 in all`."""
    found = [one for one in sentence.words(sentence.nouns, sentence.start, number.start) if one.name in _PEOPLE]
    return found[-1].name if found and found[0].start < sentence.start + 3 else ""


def _names(
    sentence: Sentence, number: Number, before: int, after: int, clause_start: int, clause_end: int
) -> tuple[Named, ...]:
    """The names that say of which part a number is: those behind it in its clause, else the last before it."""
    ahead = [one for one in sentence.names if before <= one.start and one.end <= number.start]
    behind = [one for one in sentence.names if number.end <= one.start and one.end <= min(after, clause_end)]
    between = sentence.text[ahead[-1].end : number.start] if ahead else ""
    following = _SHARE.sub("", sentence.text[number.end : behind[0].start]) if behind else ""
    if ahead and between.strip(" \u00a0") == "(":
        return (ahead[-1],)
    if ahead and _says_where(between):
        return _all_listed(sentence, ahead, number) if _is_each(sentence, number, after) else (ahead[-1],)
    if behind and "(" not in following and not (ahead and re.search(r",|\s(?:and|og)\s", following)):
        return tuple(behind)
    has_verb = (
        any(
            one.name in ("theme_found", "identified")
            for one in sentence.words(sentence.acts, ahead[-1].end, number.start)
        )
        if ahead
        else False
    )
    if ahead and number.is_percent and len(ahead) > 1:
        return _all_listed(sentence, ahead, number)
    if ahead and _is_each(sentence, number, after):
        return _all_listed(sentence, ahead, number)
    if ahead and (has_verb or not re.search(r"[,;(]|\s(?:og|and)\s", between)):
        return (ahead[-1],)
    return () if "(" in following else tuple(behind)


def _says_where(between: str) -> bool:
    """Whether a name is followed by a place word and the number: `belonging in four`."""
    return "," not in between and re.search(r"(?:^|\s)(?:in|i|by|of|av|med|with)\s*$", between) is not None


def _is_each(sentence: Sentence, number: Number, after: int) -> bool:
    """Whether a number is of each of several: `three studies each`."""
    return any(
        one.name == "each" and number.start - _NEAR_EACH <= one.start and one.end <= min(after, number.end + 25)
        for one in sentence.connects
    )


def _all_listed(sentence: Sentence, ahead: Sequence[Named], number: Number) -> tuple[Named, ...]:
    """The names of a list that ends here, all of the kind of the last."""
    return tuple(one for one in ahead if one.name.kind is ahead[-1].name.kind)


def _follows(sentence: Sentence, number: Number, name: str) -> bool:
    """Whether a word of this kind is right before a number."""
    return any(
        one.name == name and one.end <= number.start and not sentence.text[one.end : number.start].strip()
        for one in sentence.connects
    )


def _touches(sentence: Sentence, one: Word, number: Number) -> bool:
    return one.end <= number.start and not sentence.text[one.end : number.start].strip()


def _after_words(sentence: Sentence, start: int, end: int) -> set[str]:
    return {one.name for one in sentence.connects if start <= one.start and one.end <= end}


# -- the facts that a number may state


@dataclass(frozen=True, slots=True)
class Fitting:
    """The facts that a number may state: those that surely are what it counts, and others that it may be equal to."""

    sure: tuple[Fact, ...] = ()
    possible: tuple[Fact, ...] = ()


def fitting(one: Counted, sentence: Sentence, known: Known, listed: frozenset[NameKind] = frozenset()) -> Fitting:
    """The facts of the folder that a number may state. `listed` are the kinds of names of which another number in the
    sentence is right: there a list goes on."""
    of_section = _of_section(one, sentence, known)
    if of_section:
        return Fitting(tuple(of_section), tuple(of_section))
    if one.noun == "?":
        return _of_unknown(one, known, listed)
    of_names = _of_names(one, known)
    of_boxes = [fact for fact in known.facts if not fact.names and _is_of(fact, one, one.near)]
    possible = [
        fact for fact in known.facts if not fact.names and _is_of(fact, one, one.acts | one.near, anywhere=True)
    ]
    if of_names:
        is_sure = _is_sure_of_names(one) or {named.name.kind for named in one.names} <= listed
        if is_sure and not (one.is_other and (len(one.names) == 1 or not one.is_each)):
            return Fitting(tuple(of_names), (*of_names, *(possible if not (one.is_label or listed) else ())))
        return Fitting((), (*of_names, *possible))
    if one.noun == "study":
        included = [fact for fact in known.facts if _is_of_included(fact, one)]
        possible += included
        if _is_about_all(one, known) or _is_label_of_all(one):
            return Fitting(tuple(included), tuple(possible))
    if "excluded" in one.acts | one.near or NameKind.REASON in listed:
        reasons = [fact for fact in known.facts if any(name.startswith("reason:") for name in fact.names)]
        is_listed = NameKind.REASON in listed and one.noun in ("", "?", *PAPERS) and not one.is_label
        is_listed = is_listed and one.near <= {"excluded"} and not one.is_definite
        if reasons and (is_listed or (one.is_for_a_reason and "excluded" in one.near)):
            return Fitting(tuple(reasons), (*of_boxes, *possible) if not is_listed else tuple(possible))
        possible += reasons if one.noun in ("", "?", *PAPERS) else []
    sure = of_boxes if _is_sure(one) else []
    return Fitting(tuple(sure), (*of_boxes, *possible))


def _is_of_included(fact: Fact, one: Counted) -> bool:
    """Whether a number of studies may be that of a box of included ones: of earlier ones only where it says so, and of
    all or of new ones only where a label does."""
    if fact.names or "included" not in fact.acts or _is_of_reports(fact, one):
        return False
    return not one.is_label or ("previous" in fact.acts) == ("previous" in one.near)


def _is_of_reports(fact: Fact, one: Counted) -> bool:
    """Whether a fact counts the reports of the studies that a number counts."""
    return one.noun == "study" and fact.source.endswith(".reports")


def _is_label_of_all(one: Counted) -> bool:
    """Whether a number is that of `New studies (n = 42)` or `Studies in all: 59`."""
    return one.is_label and not one.names and bool(one.near & {"new", "previous", "included"} or one.is_total)


def _of_section(one: Counted, sentence: Sentence, known: Known) -> list[Fact]:
    """The studies of the theme that a section is about, where its first sentence begins with their number."""
    themes = {named.name.id: named for named in sentence.heading if named.name.kind is NameKind.THEME}
    is_first = sentence.is_first and one.number is next((each for each in sentence.numbers), None)
    is_study = one.noun in ("study", "paper") or (one.of is not None and one.of.noun in ("study", "paper"))
    is_whole = one.of is None and (one.is_definite or _follows(sentence, one.number, "partitive"))
    if (
        len(themes) != 1
        or one.names
        or not is_study
        or is_whole
        or not (is_first or (one.of and sentence.is_first))
    ):
        return []
    return _of_names(replace(one, names=tuple(themes.values()), noun="study"), known)


def _of_unknown(one: Counted, known: Known, listed: frozenset[NameKind]) -> Fitting:
    """What a number with an unknown noun may state: in a list of reasons one of them."""
    if NameKind.REASON not in listed:
        return Fitting()
    reasons = tuple(fact for fact in known.facts if any(name.startswith("reason:") for name in fact.names))
    return Fitting(reasons, reasons)


_LITTLE_MORE = 1.3  # "three of 42 studies" in a review of nine is said of another review
_MOST_OF_ALL = 0.7  # of the included studies: "the 28 studies" are all of them, "the three studies" some


def _is_about_all(one: Counted, known: Known) -> bool:
    """Whether `the 28 studies` or `we found 28 studies` speaks of all studies of the review."""
    whole = one.number.whole or 0
    is_whole = one.is_whole and not one.is_inherited and whole <= _LITTLE_MORE * known.included
    is_all = one.is_definite or is_whole or "identified" in one.near or (one.of is None and one.is_total)
    return not (one.is_part or one.is_other or one.is_label) and is_all and whole >= _MOST_OF_ALL * known.included


def _of_names(one: Counted, known: Known) -> list[Fact]:
    ids = {named.name.id for named in one.names}
    nouns = {one.noun} if one.noun else PAPERS
    return [fact for fact in known.facts if fact.names & ids and fact.nouns & nouns]


def _is_sure_of_names(one: Counted) -> bool:
    kinds = {named.name.kind for named in one.names}
    if one.is_each and len(kinds) == 1:
        return True
    if len(one.names) != 1 or one.is_other:
        return False
    kind = kinds.pop()
    if one.is_label:
        return True
    if kind is NameKind.THEME:
        return one.of is not None or "theme_found" in one.near
    if kind is NameKind.COUNTRY:
        return bool({"conducted"} & one.near) or one.is_part
    if kind is NameKind.CHOICE:
        return bool({"designed"} & one.near) or one.is_part
    if kind is NameKind.REASON:
        return True
    return kind is NameKind.DATABASE and (one.noun in PAPERS or "identified" in one.near)


# What is done with a record or report, each of which has a box.
_DONE = frozenset({"removed", "excluded", "not_retrieved", "screened", "assessed", "sought"})


def _is_of(fact: Fact, one: Counted, acts: frozenset[str], anywhere: bool = False) -> bool:
    """Whether a number may state a fact: its noun and one of these acts fit. `anywhere`: the words that the fact needs
    besides may be in another sentence."""
    nouns = {one.noun} if one.noun else PAPERS
    if _is_of_reports(fact, one):
        return False
    if not fact.nouns & nouns or (fact.needs - one.acts and not anywhere) or fact.without & one.near:
        return False
    return not fact.acts or bool(fact.acts & acts)


def _is_sure(one: Counted) -> bool:
    """Whether the words around a number leave no doubt what it counts."""
    if one.is_other:
        return False
    if not one.noun and one.number.in_words and not one.is_part:
        return False  # "two of us", "we were two who read"
    if one.is_inherited and one.noun in _PEOPLE and "range" in one.acts:
        return True
    if (not one.noun or one.is_inherited) and not one.is_label and (not one.has_post or one.is_elsewhere):
        return False
    if one.noun in ("theme", "code", "category", "subtheme"):
        is_made = bool(one.near & {"made", "identified"}) or one.is_into or (one.noun == "code" and one.has_themes)
        return (one.is_label or one.is_definite or is_made) and not one.is_part
    if one.noun in _PEOPLE:
        is_about_reviewers = one.noun == "person" and bool(one.near & {"screened", "independent"})
        return one.is_total or one.is_label or "range" in one.acts or is_about_reviewers
    if one.noun == "study":
        return not one.is_part and (one.is_label or bool(one.near & {"included", "excluded", "previous"}))
    if one.is_part:
        return one.noun in PAPERS and bool(one.near & _DONE) and one.has_post
    return True


def part_of(found: Sequence[Counted], sentence: Sentence) -> list[Counted]:
    """The same numbers, where "11 of the 15 studies" makes 11 a part of 15, and so does "of the 15 studies, 11"."""
    result = _in_step(list(found), sentence)
    partitives = [one for one in sentence.connects if one.name == "partitive"]
    for place, (first, second) in enumerate(pairwise(found)):
        between = sentence.text[first.number.end : second.number.start]
        if (
            len(between.split()) <= 4
            and "," not in between
            and any(
                first.number.end <= one.start
                and one.end <= second.number.start
                and not between[: one.start - first.number.end].strip()
                for one in partitives
            )
        ):
            result[place + 1] = replace(second, names=(), is_whole=True)
            near = first.near | second.near
            names = first.names or tuple(one for one in second.names if _OF_WHOLE.get(one.name.kind) in near)
            result[place] = replace(first, of=second, is_part=True, noun=second.noun or first.noun, names=names)
    whole: Counted | None = None
    for place, one in enumerate(result):
        if whole is not None and one.noun in ("", whole.noun) and one.of is None:
            result[place] = replace(one, of=whole, is_part=True)
        if (
            one.of is None
            and any(_touches(sentence, word, one.number) for word in partitives)
            and not _is_of_another(result, one)
        ):
            whole = one
    return result


def _in_step(found: list[Counted], sentence: Sentence) -> list[Counted]:
    """Numbers in a row with as many names in a row: `three, three and two from Denmark, the Netherlands and Ireland`,
    `belonging and hope in four and six studies, respectively`."""
    place = 0
    while place < len(found):
        last = place
        while last + 1 < len(found) and _ROW.fullmatch(
            sentence.text[found[last].number.end : found[last + 1].number.start]
        ):
            last += 1
        row = found[place : last + 1]
        if len(row) > 1 and (names := _names_in_step(row, found[last + 1 :], sentence)):
            noun = row[-1].noun or row[0].noun
            found[place : last + 1] = [
                replace(one, names=(name,), noun=noun) for one, name in zip(row, names, strict=True)
            ]
        place = last + 1
    return found


def _names_in_step(row: Sequence[Counted], later: Sequence[Counted], sentence: Sentence) -> tuple[Named, ...]:
    """As many names as numbers: those right behind, or where the sentence says `respectively` those right before."""
    first, last = row[0].number, row[-1].number
    stop = later[0].number.start if later else sentence.end
    behind = tuple(one for one in sentence.names if last.end <= one.start and one.end <= stop)
    if len(behind) == len(row) and len({one.name.kind for one in behind}) == 1:
        return behind
    before = [one for one in sentence.names if one.end <= first.start]
    ahead = tuple(one for one in before if one.name.kind is before[-1].name.kind)[-len(row) :]
    is_said = any(one.name == "respectively" for one in sentence.connects)
    return ahead if is_said and len(ahead) == len(row) and len({one.name.kind for one in ahead}) == 1 else ()


def _is_of_another(found: Sequence[Counted], one: Counted) -> bool:
    return any(other.of is not None and other.of.number is one.number for other in found)

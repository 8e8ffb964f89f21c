"""What a number in a sentence counts, worked out from the words around it.

The noun after a number says what is counted, the verbs of its part of the sentence what was done with it, and a name
(of a theme, a database, a country) of which part it is. Where that is not certain, nothing is said to be wrong.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reviewkit.manuscript.known import PAPERS
from reviewkit.manuscript.lexicon import Lexicon, Word
from reviewkit.manuscript.names import Named
from reviewkit.manuscript.numbers import Number

PEOPLE = frozenset({"participant", "sample", "person"})
_PLACES = frozenset({"database", "register", "source", "search", "year", "country"})  # where something is found
_NEAR_EACH = 12  # letters before a number: "both with one study"
_MOST_ADJECTIVES = 4  # unknown words between a number and its noun
_LABEL = re.compile(r"(?:[(\[]\s*)?\b[nN]\s*=\s*$|[(\[]\s*$|:\s*$")
_LONGEST_LABEL = 30  # letters of `; and n = `
_OF_TYPE = re.compile(r".{0,2}|\s+(?:of|with|av|med)\s+(?:the\s+)?(?:type|design|typen|designet|designen)\s+")
_TOKEN = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*|[^\w\s]")
_FEWEST_LETTERS = 3  # of a word that is a part of a text
_WORD = re.compile(r"[^\W\d_]{3,}")
_BREAK = re.compile(r"[)\];]\s*,?\s*(?:and|og)?\s*|(?<!\d),\s+(?:and|og)?\s*")
_CLAUSE = re.compile(r"[;:]|[.](?=\s)|(?:,\s+(?:and|og|mens|while|whereas|leaving|slik at|medan)\b)|\s[–—]\s")
_BEFORE_ARTICLE = re.compile(r"\b(?:of|as|av|som)\s+$")
_BARE = re.compile(r"(?:[(\[;,]|\b(?:and|og))\s*\b[nN]\s*=\s*+\Z")
_SHARE = re.compile(r"\([\d.,\s]++%\)")
_IN_BRACKETS = re.compile(r"\([\d.,\s]++%\)[ \u00a0]([^\W\d_]++)")  # with the word behind it
_ASIDE = re.compile(r",\s+(?:all|alle)\b")  # "three studies, all of them from Norway, report ..."


@dataclass(frozen=True)
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
    unread: tuple[Number, ...] = ()  # its numbers, where it is too long for any sentence; then `numbers` has none

    def words(self, kind: Sequence[Word], start: int, end: int) -> list[Word]:
        """The known words between two places."""
        return [one for one in kind if start <= one.start and one.end <= end]

    @cached_property
    def counts(self) -> "tuple[Counted, ...]":
        """What each of its numbers counts; many checks ask for it."""
        return tuple(_counts(self))

    @cached_property
    def others(self) -> tuple[Word, ...]:
        """The words such as `other` and `first`, without that of the first version."""
        versions = [(one.start, one.end) for one in self.acts if one.name == "previous"]
        return tuple(
            one
            for one in self.connects
            if one.name == "others" and not any(start <= one.start < end for start, end in versions)
        )

    @cached_property
    def own_nouns(self) -> tuple[Word, ...]:
        """The nouns that are no part of a name: the `utvalg` of `Feil utvalg` counts nobody."""
        return tuple(
            one
            for one in self.nouns
            if not any(name.start <= one.start and one.end <= name.end for name in self.names)
        )


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
    return iter(sentence.counts)


def _counts(sentence: Sentence) -> Iterator[Counted]:
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
        noun = ""  # "four economic evaluations", "four of the type economic evaluation": the name is counted
    elif noun == "?" and names and number.end <= names[0].start <= np_end + 2:
        noun = ""
    if not noun and (said := _said_to_be(sentence, number, np_end, clause_end)):
        noun = said
    post = _post_acts(sentence, np_end, _end_of_subject(sentence, number, after, clause_end), noun)
    direct = {
        one.name
        for one in sentence.words(sentence.acts, clause_start, number.start)
        if re.fullmatch(r"[\s\u00a0]*(?:\w+\s+){0,2}", sentence.text[one.end : number.start])
    }
    in_bracket = sentence.text[number.start - 1 : number.start] == "("  # the verbs before it are of something else
    pre = {one.name for one in sentence.words(sentence.acts, clause_start, number.start) if not in_bracket}
    if not noun and (said := _people_before(sentence, number)):
        noun = said
    is_inherited = (
        not noun and earlier is not None and earlier.noun not in ("", "reviewer")
    )  # "two reviewers read 125"
    if is_inherited and earlier is not None:
        noun = "record" if earlier.noun == "duplicate" else earlier.noun  # "217 were duplicates, leaving 1,285"
    if noun == "duplicate":
        np_acts |= {"removed"}
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
        is_part=is_part or (is_inherited and earlier is not None and earlier.is_part),
        is_definite=follows(sentence, number, "determiner"),
        is_other=any(
            before <= one.start < after
            and one.end <= max(np_end, number.end) + 12
            and "," not in sentence.text[number.end : one.start]
            and (one.start >= number.start or touches(sentence, one, number))
            for one in sentence.others
        ),
        has_post=bool(post or np_acts or direct),
        is_into=follows(sentence, number, "into"),
        has_themes=any(one.name == "theme" for one in sentence.nouns),
        is_each=_is_each(sentence, number, after),
        is_inherited=is_inherited,
        is_elsewhere=_is_before_place(sentence, number),
        is_for_a_reason="reason" in _after_words(sentence, number.end, after),
        is_total=_is_total_before(sentence, number) or "total" in _after_words(sentence, np_end, clause_end),
    )


def _is_before_place(sentence: Sentence, number: Number) -> bool:
    """Whether a place follows: `21 in Google Scholar`."""
    places = (one.start for one in sentence.connects if one.name == "place" and one.start >= number.end)
    start = min(places, default=None)
    return start is not None and not sentence.text[number.end : start].strip()


def _is_total_before(sentence: Sentence, number: Number) -> bool:
    """Whether `in all` is before a number: `in all 15 studies`, or a verb away: `I alt deltok 234 personer`."""
    between = _since(sentence, (one for one in sentence.connects if one.name == "total"), number.start)
    return between is not None and len(between.split()) <= 1 and "," not in between


def _since(sentence: Sentence, found: Iterable[Word | Named], place: int) -> str | None:
    """What is between a place and the last of these before it; None where there is none. What holds of it holds of no
    earlier one where it does not hold of the last."""
    end = max((one.end for one in found if one.end <= place), default=None)
    return None if end is None else sentence.text[end:place]


def _is_label(sentence: Sentence, number: Number) -> bool:
    """Whether a number follows its label: `Excluded (n = 15)`, `Excluded: 15`, `CINAHL (15)`."""
    between = _since(sentence, sentence.names, number.start)
    if between is not None and not between.strip(" \u00a0"):
        return sentence.text[number.end : number.end + 1] in (
            ",",
            ")",
            ";",
            ".",
            " ",
            "",
        )  # "CINAHL 214, MEDLINE 388"
    match = _LABEL.search(sentence.text, max(sentence.start, number.start - _LONGEST_LABEL), number.start)
    if not match or match.start() == sentence.start:
        return False
    rest = sentence.text[number.end : sentence.end].lstrip(" \u00a0")
    if rest.startswith(":"):
        return False  # "Reason 2: wrong population"
    closes = not rest or rest[0] in ")];,.:" or (_is_percent(rest) and not _goes_on(sentence, rest))
    return closes or "=" in match[0] or _is_of_name(sentence, number, match.start())


def _is_of_name(sentence: Sentence, number: Number, bracket: int) -> bool:
    """Whether a number in brackets counts the studies of the name before them: `interviews (12 studies)`."""
    noun = next((one for one in sentence.nouns if one.start == number.end + 1 and one.name in PAPERS), None)
    is_whole = noun is not None and sentence.text[noun.end : noun.end + 1] == ")"
    between = _since(sentence, sentence.names, bracket) if is_whole else None
    return between is not None and not between.strip()


def _is_percent(rest: str) -> bool:
    return re.match(r"[(;,/]?\s*\d+(?:[.,]\d+)?\s*%", rest) is not None


def _goes_on(sentence: Sentence, rest: str) -> bool:
    """Whether a noun phrase goes on behind a number and its share: `8 (53 %) qualitative`, not `8 (53 %) of them`."""
    share = _IN_BRACKETS.match(rest)
    return share is not None and not sentence.lexicon.has(share[1], "connect", "stops")


def _of_label(sentence: Sentence, number: Number, before: int) -> Counted:
    """A number with its label: all that is between the number before it and itself; of a bare (n = 15) after a noun
    phrase, the part of the sentence before."""
    if _is_from(sentence, number):
        return _of_place(sentence, number)
    start = max(before, _last_break(sentence, before, number.start))
    match = _LABEL.search(sentence.text[start : number.start])
    if match and _is_of_name(sentence, number, start + match.start()):
        start = max(one.start for one in sentence.names if one.end <= number.start)
    label = sentence.text[start : number.start]
    if not re.search(r"[^\W\d_]{2}", re.sub(r"\b[nN]\s*=", "", label)):
        start = sentence.start
    nouns = sentence.words(sentence.own_nouns, start, number.start)
    acts = frozenset(one.name for one in sentence.words(sentence.acts, start, number.start))
    names = [one for one in sentence.names if start <= one.start and one.end <= number.start]
    noun = next((one.name for one in nouns if not (acts and one.name in _PLACES)), "")
    if noun == "person":
        noun = ""  # "Not people with dementia (n = 22)" are reports
    if noun == "duplicate":
        acts |= {"removed"}
    near_names = tuple(one for one in names[-1:])
    is_total = "total" in _after_words(sentence, start, number.start)
    return Counted(number, noun, acts, acts, near_names, is_label=True, is_total=is_total)


def _is_from(sentence: Sentence, number: Number) -> bool:
    """Whether a number has its label behind it: `n = 208 from other methods`."""
    is_bare = (
        _BARE.search(sentence.text, max(sentence.start, number.start - _LONGEST_LABEL), number.start) is not None
    )
    return is_bare and _is_before_place(sentence, number)


def _of_place(sentence: Sentence, number: Number) -> Counted:
    """A number whose label is where those come from that it counts."""
    following = next((one.start for one in sentence.numbers if one.start >= number.end), sentence.end)
    mark = _BREAK.search(sentence.text, number.end, following)
    end = mark.start() if mark else following
    acts = frozenset(one.name for one in sentence.words(sentence.acts, number.end, end))
    names = tuple(one for one in sentence.names if number.end <= one.start and one.end <= end)
    return Counted(number, "", acts, acts, names, is_label=True)


def _last_break(sentence: Sentence, start: int, end: int) -> int:
    """Where the last part of a text begins that is parted by a closing bracket, a semicolon or a comma."""
    *_, word = (start, *(found.end() - _FEWEST_LETTERS for found in _WORD.finditer(sentence.text, start, end)))
    found = start
    for match in _BREAK.finditer(sentence.text, start, end):
        if match.end() > word:
            break
        found = match.end()
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


def _end_of_subject(sentence: Sentence, number: Number, after: int, clause_end: int) -> int:
    """Where the clause ends whose subject a number is, if the next number only says where it is from: `thirty studies
    from twelve countries were included`."""
    if clause_end < after:
        return clause_end
    place = next((i for i, one in enumerate(sentence.numbers) if one.start == after), None)
    if place is None or not follows(sentence, sentence.numbers[place], "place"):
        return clause_end
    later = sentence.numbers[place + 1].start if place + 1 < len(sentence.numbers) else sentence.end
    mark = _CLAUSE.search(sentence.text, after, later)
    comma = sentence.text.find(",", after, later)
    return min(mark.start() if mark else later, comma if comma >= 0 else later)


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
    if of_us := next((one for one in sentence.nouns if one.start == place and one.name == "reviewer"), None):
        return of_us.name, of_us.end, frozenset(), False  # "two of us"
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


def _said_to_be(sentence: Sentence, number: Number, start: int, end: int) -> str:
    """What those that are counted are said to be: duplicates, in `seven of them were duplicates`."""
    for one in sentence.words(sentence.nouns, start, end):
        if one.name == "duplicate" and _is_copula(sentence, start, one.start):
            return one.name
    return ""


def _is_copula(sentence: Sentence, start: int, end: int) -> bool:
    """Whether there is nothing but `were` between two places."""
    between = sentence.text[start:end].strip(" \u00a0")
    return any(
        one.name == "passive" and start <= one.start and sentence.text[one.start : one.end] == between
        for one in sentence.connects
    )


def _people_before(sentence: Sentence, number: Number) -> str:
    """The participants that a sentence began with: `Participants were from 9 to 64 in each study, and 234 in all`."""
    found = [one for one in sentence.words(sentence.nouns, sentence.start, number.start) if one.name in PEOPLE]
    return found[-1].name if found and found[0].start < sentence.start + 3 else ""


def _names(
    sentence: Sentence, number: Number, before: int, after: int, clause_start: int, clause_end: int
) -> tuple[Named, ...]:
    """The names that say of which part a number is: those behind it in its clause, else the last before it."""
    ahead = [one for one in sentence.names if before <= one.start and one.end <= number.start]
    aside = _ASIDE.search(sentence.text, number.end, clause_end)
    stop = min(after, clause_end, aside.start() if aside else clause_end)
    behind = [one for one in sentence.names if number.end <= one.start and one.end <= stop]
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


def follows(sentence: Sentence, number: Number, name: str) -> bool:
    """Whether a word of this kind is right before a number."""
    between = _since(sentence, (one for one in sentence.connects if one.name == name), number.start)
    return between is not None and not between.strip()


def touches(sentence: Sentence, one: Word, number: Number) -> bool:
    return one.end <= number.start and not sentence.text[one.end : number.start].strip()


def _after_words(sentence: Sentence, start: int, end: int) -> set[str]:
    return {one.name for one in sentence.connects if start <= one.start and one.end <= end}

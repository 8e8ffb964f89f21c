"""Countries in a manuscript: those of cited studies, and of lists of countries."""

import re
from collections.abc import Iterator, Sequence

from reviewkit.manuscript.citations import Cited
from reviewkit.manuscript.cited import studies_cited
from reviewkit.manuscript.claim import Answer, CheckedClaim
from reviewkit.manuscript.counts import Sentence
from reviewkit.manuscript.known import Known, KnownStudy, NameKind
from reviewkit.manuscript.name_claims import name_claim
from reviewkit.manuscript.names import Named
from reviewkit.manuscript.prepared import Prepared
from reviewkit.words import message

_BRACKET = re.compile(r"\s*\(([^()]*)\)")


def checked_countries(one: Prepared, sentence: Sentence, known: Known) -> Iterator[CheckedClaim]:
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
    claim = name_claim(one, named)
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
            yield CheckedClaim(name_claim(one, each), Answer.DISAGREES, says, ("chart: country",))
        elif len(found) > 2 and (before := _first_of(each, found)):
            says = message("This is named twice.")
            claim, other = (name_claim(one, this) for this in (each, before))
            yield CheckedClaim(claim, Answer.DISAGREES, says, ("chart: country",), other)


def _first_of(each: Named, found: Sequence[Named]) -> Named | None:
    """Where a name was said before."""
    return next((other for other in found if other.name.id == each.name.id and other.start < each.start), None)


def _is_listed_or_place(sentence: Sentence, each: Named, found: Sequence[Named]) -> bool:
    return _has_place(sentence, each) or len(found) > 1

"""Documents of other programs: which study each of them is of."""

from collections.abc import Container, Iterator, Mapping, Sequence

from reviewkit.errors import ReviewkitError
from reviewkit.exchange.marks import names_of
from reviewkit.exchange.projects import ProjectCase, ProjectSource
from reviewkit.exchange.study_lines import read_back
from reviewkit.model import Study
from reviewkit.normalize import letters
from reviewkit.review import Review
from reviewkit.words import message

_AMBIGUOUS = ""


def studies_by_source(
    review: Review, sources: Sequence[ProjectSource], cases: Sequence[ProjectCase], named: Mapping[str, str]
) -> dict[str, str]:
    """The key of the study that each document is of, by its GUID; documents of no study that is known are left out.

    Told by: what somebody `named` (a document, and a study by its key), the case that it belongs to, the checksum of
    the text, its name or file name, which is that of a text, the key, the citation or the title of the study. Cases of
    several studies tell nothing.
    """
    known = _names(review)
    given = _given(review, sources, named)
    keys = {study.key for study in review.included_studies}
    of_cases: dict[str, list[ProjectCase]] = {}
    for case in cases:
        for guid in case.sources:
            of_cases.setdefault(guid, []).append(case)
    found = {}
    for source in sources:
        telling = _telling(of_cases.get(source.guid, []), keys, known)
        study = given.get(source.guid) or _told(source, telling, keys, known)
        if study:
            found[source.guid] = study
    return found


def _given(review: Review, sources: Sequence[ProjectSource], named: Mapping[str, str]) -> dict[str, str]:
    """What somebody said of documents. Raises ReviewkitError for a document or study that is not there."""
    keys = {study.key for study in review.included_studies}
    found: dict[str, str] = {}
    for name, study in named.items():
        of_name = [one for one in sources if letters(name) in _called(one)]
        if not of_name:
            raise ReviewkitError(
                message(
                    "the project has no document {name!r}; it has: {names}. Nothing was imported.",
                    name=name,
                    names=", ".join(one.shown for one in sources[:20]),
                )
            )
        if study not in keys:
            raise ReviewkitError(
                message(
                    "There is no included study {key!r}. They are: {known}. Nothing was imported.",
                    key=study,
                    known=", ".join(sorted(keys)),
                )
            )
        found.update((one.guid, study) for one in of_name)
    return found


def _called(source: ProjectSource) -> set[str]:
    """What somebody may call a document: some programs give it no name."""
    names = (source.name, _bare(source.name), source.file, _bare(source.file), source.guid)
    return {letters(name) for name in names if name}


def _telling(
    cases: Sequence[ProjectCase], keys: Container[str], known: Mapping[str, str]
) -> Sequence[ProjectCase]:
    """The cases of a document where they tell one study; none where they tell several, as those of a text that is
    divided over them do."""
    studies = {_of_case(case, keys, known) for case in cases}
    return () if len(studies - {_AMBIGUOUS}) > 1 else cases


def _of_case(case: ProjectCase, keys: Container[str], known: Mapping[str, str]) -> str:
    said = _line(case)
    return said if said in keys else known.get(letters(case.name), _AMBIGUOUS)


def _line(of: ProjectCase | ProjectSource) -> str:
    """The study that a project of ours says in the description of a case or a document."""
    return read_back(of.description)[1].get("study", "")


def _told(
    source: ProjectSource, cases: Sequence[ProjectCase], keys: Container[str], known: Mapping[str, str]
) -> str:
    for key in (_line(source), *(_line(case) for case in cases)):
        if key in keys:
            return key
    said = read_back(source.description)[1]
    names = [
        said.get("sha256", ""),
        *source.checksums,
        source.name,
        _bare(source.name),
        source.file,
        _bare(source.file),
    ]
    for name in [*names, *(case.name for case in cases)]:
        if name and known.get(letters(name), _AMBIGUOUS) != _AMBIGUOUS:
            return known[letters(name)]
    return ""


def _names(review: Review) -> dict[str, str]:
    """The included studies by all that a document of them may be called; a key wins over anything else."""
    studies = review.included_studies
    texts = names_of((name, study.key) for study in studies for name in _of_texts(review, study))
    titles = names_of((name, study.key) for study in studies for name in _of_records(review, study))
    citations = names_of((study.citation, study.key) for study in studies)
    keys = names_of((study.key, study.key) for study in studies)
    return {**titles, **texts, **citations, **keys}


def _of_texts(review: Review, study: Study) -> Iterator[str]:
    for text in review.texts_of_study(study):
        file = text.path.rpartition("/")[2]
        yield from (text.sha256, text.name, _bare(text.name), file, _bare(file))


def _of_records(review: Review, study: Study) -> Iterator[str]:
    for record in study.records:
        yield record
        if record in review.records:
            yield review.records[record].title


def _bare(name: str) -> str:
    """A file name without its folder and its ending."""
    file = name.replace("\\", "/").rpartition("/")[2]
    head, dot, tail = file.rpartition(".")
    return head if dot and len(tail) <= 5 and " " not in tail else file

"""How often the codes of a codebook were used, and in how many studies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reviewkit.coding import current_ids, evidence_of
from reviewkit.model import Codebook, Coding


@dataclass(frozen=True, slots=True)
class CodeUse:
    """The marks that a code has itself, on quotes and on studies as a whole, and the studies that they are in.

    `below` counts the marks of the codes under it, `studies_below` the studies with either.
    """

    marks: int = 0
    studies: int = 0
    below: int = 0
    studies_below: int = 0


def uses(book: Codebook, codings: Iterable[Coding]) -> Mapping[str, CodeUse]:
    """How often each code was used, by its id. A mark counts for the code that its own one is called now."""
    current = current_ids(book.codes)
    marks: dict[str, int] = {}
    studies: dict[str, set[str]] = {}
    for coding in codings:
        if coding.codebook not in ("", book.name):
            continue
        for evidence in evidence_of(coding):
            if code := current.get(evidence.mark.code):
                marks[code] = marks.get(code, 0) + 1
                studies.setdefault(code, set()).add(coding.study)
    parents = {one.id: current.get(one.parent, "") for one in book.codes}
    below: dict[str, int] = {}
    studies_below = {code: set(found) for code, found in studies.items()}
    for code, count in marks.items():
        for above in _above(parents, code):
            below[above] = below.get(above, 0) + count
            studies_below.setdefault(above, set()).update(studies[code])
    return {
        one.id: CodeUse(
            marks.get(one.id, 0),
            len(studies.get(one.id, ())),
            below.get(one.id, 0),
            len(studies_below.get(one.id, ())),
        )
        for one in book.codes
    }


def _above(parents: Mapping[str, str], code: str) -> list[str]:
    """The codes above a code, the nearest first. A circle of parents is cut."""
    found: list[str] = []
    now = parents.get(code, "")
    while now and now != code and now not in found:
        found.append(now)
        now = parents.get(now, "")
    return found

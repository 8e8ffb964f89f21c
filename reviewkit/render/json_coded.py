"""Tables of coding as JSON: what is found together, and what each theme rests on. docs/json.md describes them."""

from collections.abc import Iterable

from reviewkit.coding import Matrix
from reviewkit.cooccurrence import Cooccurrence, Together
from reviewkit.model import Code, Missing
from reviewkit.render.json import Shape
from reviewkit.render.json_past import past
from reviewkit.robustness import Support
from reviewkit.timeline import Then


def cooccurrence(
    found: Cooccurrence, missing: Missing, set_name: str = "", included: int = 0, then: Then | None = None
) -> Shape:
    """Each row with itself and with the others, with the ids behind each number; pairs without any are left out."""
    return {
        **_of(found.matrix, missing, set_name, included),
        "rows": {row.id: dict(row.labels) for row in found.rows},
        "pairs": [
            _pair(first, second, one)
            for first, second, one in found.pairs()
            if not one.is_empty or one.not_assessed
        ],
        "past": past(then),
    }


def _pair(first: Code, second: Code, one: Together) -> Shape:
    return {
        "first": first.id,
        "second": second.id,
        "quotes": list(one.quotes),
        "contradicting": list(one.contradicting),
        "overlapping": [list(both) for both in one.overlapping],
        "studies": list(one.studies),
        "contradicted": list(one.contradicted),
        "not_assessed": list(one.not_assessed),
    }


def robustness(
    matrix: Matrix,
    found: Iterable[Support],
    missing: Missing,
    set_name: str = "",
    included: int = 0,
    then: Then | None = None,
) -> Shape:
    """What each theme rests on, and what is left of it without a study or a coder."""
    return {
        **_of(matrix, missing, set_name, included),
        "rows": [_support(one) for one in found],
        "past": past(then),
    }


def _support(one: Support) -> Shape:
    return {
        "id": one.theme.id,
        "labels": dict(one.theme.labels),
        "studies": [study.key for study in one.studies],
        "contradicted": [study.key for study in one.contradicted],
        "not_found": [study.key for study in one.not_found],
        "not_assessed": [study.key for study in one.not_assessed],
        "coders": list(one.coders),
        "quotes": one.quotes,
        "marks": one.marks,
        "studies_without": dict(one.without),
        "only_study": one.only_study.key if one.only_study else None,
        "only_coder": one.only_coder or None,
    }


def _of(matrix: Matrix, missing: Missing, set_name: str, included: int) -> Shape:
    """Which coding it is of, and what it waits for."""
    return {
        "finished": not missing.anything,
        "missing": {
            "not_coded": [study.key for study in matrix.unfinished],
            "waiting": missing.waiting,
            "errors": missing.errors,
        },
        "set": set_name or None,
        "included_studies": included or len(matrix.studies),
        "codebook": matrix.codebook.name,
        "version": matrix.codebook.version,
        "level": matrix.level,
        "whose": matrix.whose,
        "coders": list(matrix.coders),
        "studies": {one.key: one.citation for one in matrix.studies},
        "differ": [{"study": study, "theme": theme} for theme, study in matrix.differ],
    }

"""A review as pandas tables, for people who analyse it in Python.

    from reviewkit.frames import read_review
    review = read_review("my-review")
    review.outcomes.groupby(["state", "reason"]).size()

Columns are the keys of the shapes in docs/json.md, one row per noun; lists stay lists. Nothing is written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from reviewkit.render import json
from reviewkit.store.open_review import open_review


@dataclass(frozen=True, slots=True)
class ReviewFrames:
    """The tables of a review: one row per record, report (outcome), decision, verdict, study, coding and problem.

    `matrices` has the theme x study table of each codebook: a row per study key, a column per theme id, the cells as in
    `reviewkit matrix --json`.
    """

    records: pd.DataFrame
    outcomes: pd.DataFrame
    decisions: pd.DataFrame
    verdicts: pd.DataFrame
    studies: pd.DataFrame
    codings: pd.DataFrame
    problems: pd.DataFrame
    matrices: dict[str, pd.DataFrame]


def read_review(folder: str | Path) -> ReviewFrames:
    """The review in a folder. Raises ReviewkitError where there is none, or review.yaml cannot be read."""
    review = open_review(Path(folder)).review
    facts = review.facts
    return ReviewFrames(
        records=_frame(json.record, review.records.values()),
        outcomes=_frame(lambda one: json.outcome(one, review.reports[one.report]), review.outcomes.values()),
        decisions=_frame(json.decision, facts.decisions),
        verdicts=_frame(json.verdict, facts.verdicts),
        studies=_frame(json.study, review.included_studies),
        codings=_frame(json.coding, facts.codings),
        problems=_frame(json.problem, review.problems),
        matrices={
            name: pd.DataFrame.from_dict(json.matrix(matrix, ())["cells"], orient="index")
            for name, matrix in review.matrices.items()
        },
    )


def _frame(shape: Callable[[Any], dict[str, Any]], nouns: Iterable[Any]) -> pd.DataFrame:
    """One row per noun; a number or word that is not known is missing, as pandas says it."""
    return pd.DataFrame([shape(noun) for noun in nouns]).convert_dtypes()

"""studies.yaml: the studies that the included reports stand for are written by command, and joined by hand."""

from collections.abc import Collection
from typing import Any

from reviewkit.actions import agreements
from reviewkit.actions.who import Acting, acting
from reviewkit.model import Study
from reviewkit.store import studies
from reviewkit.store.files import read_text, write_whole
from reviewkit.store.open_review import OpenReview
from reviewkit.store.yaml_section import rewritten


def propose(folder: OpenReview, as_: str) -> tuple[Study, ...]:
    """Write a study into studies.yaml for each included report that no study names; returns these."""
    with acting(folder, as_) as act:
        return write_proposed(act)


def write_proposed(act: Acting, keys: Collection[str] | None = None) -> tuple[Study, ...]:
    """As propose, for somebody at work already: all proposed studies, or those with these keys.

    What is in studies.yaml stays as it is, with its comments. Raises ReviewkitError where that file is no YAML.
    """
    new = [
        study for study in act.review.included_studies if study.proposed and (keys is None or study.key in keys)
    ]
    if not new:
        return ()

    def add(top: Any) -> None:
        for study in new:
            top[study.key] = {"citation": study.citation, "records": list(study.records)}

    path = act.root / studies.FILE
    before = read_text(path) if path.exists() else ""
    write_whole(path, rewritten(before, studies.FILE, add))
    act.folder.refresh()
    agreements.notice(act.folder, act.who, "studies of included reports")
    return tuple(new)

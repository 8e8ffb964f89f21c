"""revaise.json: the review in the words of RevAIse, an open standard for records of how a review was done.

https://revaise-model.readthedocs.io, version 0.7.1 (CC0). What the logs do not say is left out.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from reviewkit.bundle_format import Bundle
from reviewkit.manifest import review_hash
from reviewkit.model import Facts, Protocol
from reviewkit.normalize import written_moment
from reviewkit.prisma import Flow
from reviewkit.words import BoxId, ReviewerKind, in_language

REVAISE = "revaise.json"
_NUMBERS = {
    "records_identified": BoxId.IDENTIFIED,
    "records_screened": BoxId.SCREENED,
    "reports_sought": BoxId.SOUGHT,
    "reports_assessed": BoxId.ASSESSED,
    "total_included": BoxId.NEW_STUDIES,
}


def revaise(facts: Facts, flow: Flow, bundle: Bundle) -> str:
    """The record of the whole review: title, authors, protocol, stages with their dates, the numbers of the flow."""
    protocol, language = facts.protocol, bundle.language
    record = {
        "review_id": f"sha256:{review_hash(bundle.manifest)}",
        "review_title": protocol.title or "A scoping review",
        "review_type": "SCOPING_REVIEW",
        "review_status": "IN_PROGRESS" if flow.unfinished else "COMPLETED",
        "review_language": protocol.language,
        "review_authors": [{"name": name} for name in _authors(protocol)],
        "protocol": _protocol(protocol, language),
        "flow_diagram": {
            "flow_standard": "PRISMA 2020",
            **{name: flow.n(box) for name, box in _NUMBERS.items() if box in flow.boxes},
        },
        "stages": list(_stages(facts)),
    }
    return json.dumps({key: value for key, value in record.items() if value}, ensure_ascii=False, indent=1) + "\n"


def _authors(protocol: Protocol) -> list[str]:
    people = [one.name or one.id for one in protocol.reviewers if one.kind is ReviewerKind.PERSON]
    return people or ["not stated"]  # the standard asks for one at least


def _protocol(protocol: Protocol, language: str) -> dict[str, str]:
    registered = protocol.registration
    said = {
        "research_question": " ".join(in_language(one, language) for one in protocol.questions),
        "eligibility_criteria": " ".join(
            in_language(one, language) for one in (*protocol.criteria.include, *protocol.criteria.exclude)
        ),
        "registry": registered.where if registered else "",
        "registration_id": registered.id if registered else "",
        "registration_url": registered.url if registered else "",
    }
    return {key: value for key, value in said.items() if value}


def _stages(facts: Facts) -> Iterator[dict[str, Any]]:
    """The stages in which anybody did anything, with the first and the last act."""
    full_text = {stage.id for stage in facts.protocol.stages if stage.full_text}
    done: dict[str, Iterable[Any]] = {
        "search": facts.imports,
        "deduplication": (*facts.runs, *facts.verdicts),
        "screening_title_abstract": [one for one in facts.decisions if one.stage not in full_text],
        "screening_fulltext": [one for one in facts.decisions if one.stage in full_text],
        "data_extraction": facts.charted,
        "synthesis_narrative": (*facts.coding_acts, *facts.codebook_acts),
    }
    for stage, acts in done.items():
        moments: list[datetime] = sorted(act.at for act in acts)
        if moments:
            yield {
                "stage_type": stage,
                "started_at": written_moment(moments[0]),
                "ended_at": written_moment(moments[-1]),
            }

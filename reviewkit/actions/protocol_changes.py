"""How the protocol of a review was changed, from the log of what became of review.yaml."""

from collections.abc import Iterator

from reviewkit.actions.agreements import text_of
from reviewkit.errors import ReviewkitError
from reviewkit.model import NEVER, AgreementChange, Facts, Protocol
from reviewkit.protocol_differences import Changed, History, differences
from reviewkit.store.protocol import FILE, of_text


def history(facts: Facts, language: str) -> History:
    """What of the protocol became different with each change that is logged, and what is not logged yet; texts in a
    language. A change that left everything as it was, such as one of a comment, is none."""
    logged = [change for change in facts.agreements if change.file == FILE]
    first = min((one.at for one in facts.decisions if one.at != NEVER), default=None)
    before: Protocol | None = None
    changes = []
    for change, protocol in _protocols(facts, logged):
        found = differences(before, protocol, language) if before else ()
        if found:
            had_begun = first is not None and first <= change.at
            by = facts.protocol.id_of(change.by)
            changes.append(Changed(found, by, change.at, change.why, change.id, had_begun))
        before = protocol
    found = differences(before, facts.protocol, language) if before else ()
    if found:
        changes.append(Changed(found, screening_had_begun=bool(facts.decisions)))
    return History(f"{logged[0].at:%Y-%m-%d}" if logged else "", tuple(changes), _others(facts))


def _protocols(facts: Facts, logged: list[AgreementChange]) -> Iterator[tuple[AgreementChange, Protocol]]:
    """The protocol after each change; one that cannot be read, or was made in another copy, is passed over."""
    last = None
    for change in logged:
        text = text_of(facts.agreements, FILE, change.id)
        if text is None or text == last:
            continue
        last = text
        try:
            yield change, of_text(text, [])
        except ReviewkitError:
            continue


def _others(facts: Facts) -> tuple[tuple[str, int], ...]:
    """How often each other file was changed after it was first logged."""
    files = [change.file for change in facts.agreements if change.file != FILE]
    return tuple((name, files.count(name) - 1) for name in sorted(set(files)) if files.count(name) > 1)

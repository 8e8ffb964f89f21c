"""What is logged of manuscripts: how it is written as a line and how it is read back, side by side."""

from reviewkit.model import ClaimConfirmed
from reviewkit.store import ledger
from reviewkit.store.ledger import Event
from reviewkit.store.line_values import LineFormat, Values, logged_values, text_in, whole_number


def _confirmed_line(act: ClaimConfirmed) -> Values:
    return {
        "claim": act.kind,
        "words": act.words,
        "passage": act.passage,
        "start": act.start,
        "said": act.said,
        "why": act.why,
    }


def _read_confirmed(event: Event) -> ClaimConfirmed:
    return ClaimConfirmed(
        kind=text_in(event.values, "claim"),
        words=text_in(event.values, "words"),
        passage=text_in(event.values, "passage"),
        start=whole_number(event, "start"),
        said=text_in(event.values, "said"),
        why=text_in(event.values, "why"),
        **logged_values(event),
    )


FORMATS = (LineFormat(ClaimConfirmed, ledger.MANUSCRIPTS, ("confirm",), _confirmed_line, _read_confirmed),)

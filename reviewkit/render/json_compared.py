"""The numbers of a file beside those of the folder as JSON. docs/json.md describes it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reviewkit.compared import ComparedEntry, in_each_standing
from reviewkit.render.json import Shape

if TYPE_CHECKING:
    from reviewkit.actions.compare import Earlier


def compared(
    what: str,
    language: str,
    searched: Sequence[str],
    entries: Sequence[ComparedEntry],
    then: "Mapping[ComparedEntry, Earlier]",
) -> Shape:
    """What was compared, how many values are equal or not, the days of the searches, and each value with the ids behind
    ours and the day on which the folder had theirs."""
    return {
        "what": what,
        "language": language,
        **{str(standing): n for standing, n in in_each_standing(entries).items()},
        "searched": list(searched),
        "entries": [_entry(one, then.get(one)) for one in entries],
    }


def _entry(one: ComparedEntry, then: "Earlier | None") -> Shape:
    ours, theirs = one.ours, one.theirs
    return {
        "standing": one.standing,
        "place": one.entry.place,
        "label": ours.label if ours else None,
        "label_in_file": theirs.label if theirs else None,
        "in_file": theirs.value if theirs else None,
        "in_folder": ours.value if ours else None,
        "difference": one.difference,
        "boxes": list(ours.of) if ours else [],
        "members": list(ours.members) if ours and ours.members is not None else None,
        "earlier": {"day": then.day, "came": list(then.came), "went": list(then.went)} if then else None,
    }

"""How a damage becomes kinds: the report in full, and a second copy of it that is damaged, in two settings."""

from collections.abc import Callable, Iterable
from random import Random

from benchmarks.adversary.citation import Citation, anonymous_place, is_placed, without_identifiers
from benchmarks.adversary.kinds import Kind, Made, Make, same

Damage = Callable[[Citation, Random], Citation | None]
Entry = tuple[str, str, Damage]  # name, what the damage is, how it is done


def _placed(source: Citation) -> Citation | None:
    return without_identifiers(source) if is_placed(source) else None


def _listed(source: Citation) -> Citation | None:
    return anonymous_place(source)


SETTINGS = {
    "placed": ("volume, issue and pages are known, identifiers and abstract on one side only", _placed),
    "listed": ("the damaged copy has title, authors, year and journal only", _listed),
}


def in_both_settings(entries: Iterable[Entry], enough_listed: frozenset[str] | None = None) -> tuple[Kind, ...]:
    """Kinds of each damage, placed and listed; `enough_listed` are those that can be told where they are listed."""
    return tuple(
        same(
            f"{name}, {setting}",
            f"{what}; {known}.",
            damaged(damage, left),
            setting == "placed" or enough_listed is None or name in enough_listed,
        )
        for name, what, damage in entries
        for setting, (known, left) in SETTINGS.items()
    )


def damaged(damage: Damage, left: Callable[[Citation], Citation | None]) -> Make:
    """The source, and what is left of it after the damage; None where there was nothing to damage."""

    def make(source: Citation, rng: Random) -> Made:
        copy = left(source)
        copy = copy and copy.but(abstract="")
        found = copy and damage(copy, rng)
        return (source, found) if found and found != copy else None

    return make


def alone(entries: Iterable[Entry], enough: bool = True) -> tuple[Kind, ...]:
    """Kinds of damages that say themselves what is left: the source beside the damaged copy."""
    return tuple(same(name, f"{what}.", damaged_as_is(damage), enough) for name, what, damage in entries)


def damaged_as_is(damage: Damage) -> Make:
    """The source and the damaged source."""

    def make(source: Citation, rng: Random) -> Made:
        found = damage(source, rng)
        return (source, found) if found and found != source else None

    return make

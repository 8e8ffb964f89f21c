"""All kinds of changes, in the order of the modules that hold them."""

from benchmarks.adversary import (
    chains,
    companions,
    damaged_identifiers,
    damaged_names,
    damaged_places,
    damaged_titles,
    databases,
    lost_fields,
    numbered,
    other_identifiers,
    other_places,
    other_titles,
)
from benchmarks.adversary.kinds import Kind

MODULES = (
    other_titles,
    companions,
    other_places,
    other_identifiers,
    numbered,
    chains,
    damaged_names,
    damaged_titles,
    damaged_places,
    damaged_identifiers,
    lost_fields,
    databases,
)
KINDS: tuple[Kind, ...] = tuple(kind for module in MODULES for kind in module.KINDS)
BY_NAME = {kind.name: kind for kind in KINDS}

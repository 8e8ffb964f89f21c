"""I: one row that was exported twice."""

from reviewkit.matching.compare import Evidence
from reviewkit.matching.rules.rule import Part, asks, joins, parts


@asks("I01", "the same title, and nothing else is known")
def only_a_title(pair: Evidence) -> bool:
    """A title alone may stand over two reports, so a person looks."""
    return pair.only_title and pair.title > 0


@parts("I02", "nothing is known of either")
def nothing_known(pair: Evidence) -> bool:
    """Two empty rows are not one report."""
    return pair.only_title


@asks("I03", "all that is known is the same, but the title stands over many reports")
def bare_column(pair: Evidence) -> bool:
    """Two rows of a column ("Editorial") without a place, an identifier or an abstract may be two of its texts."""
    return pair.short_title and pair.bare and pair.title > 0


@joins("I04", "all that is known is the same")
def the_same_row(pair: Evidence) -> bool:
    """One row that was exported twice."""
    return True


IDENTICAL = (Part(lambda pair: pair.identical, (only_a_title, nothing_known, bare_column, the_same_row)),)

"""The claim that a name in a passage makes."""

import re

from reviewkit.manuscript.claim import Claim, ClaimKind
from reviewkit.manuscript.known import NameKind
from reviewkit.manuscript.names import Named
from reviewkit.manuscript.prepared import Prepared

KINDS = {
    NameKind.THEME: ClaimKind.THEME,
    NameKind.CODE: ClaimKind.CODE,
    NameKind.DATABASE: ClaimKind.DATABASE,
    NameKind.REASON: ClaimKind.REASON,
    NameKind.COUNTRY: ClaimKind.COUNTRY,
    NameKind.CHOICE: ClaimKind.DESIGN,
}
JOINED = re.compile(
    r"[”\"»]?(?:,\s|,?\s(?:and|og)\s(?:(?:in|i)\s)?)[“\"«]?"
)  # what is between two names of a list


def words_claim(one: Prepared, kind: NameKind, start: int, end: int) -> Claim:
    """The claim of words of a passage that are, or should be, a name of this kind."""
    return Claim(KINDS[kind], one.passage.number, start, end, one.passage.text[start:end])


def name_claim(one: Prepared, named: Named) -> Claim:
    """The claim of a name."""
    return words_claim(one, named.name.kind, named.start, named.end)

"""A review with codes, a theme, a candidate and quotes, for the tests of the board."""

from pathlib import Path

from reviewkit.actions import coding
from reviewkit.store.open_review import OpenReview
from tests.folders import begin, decide, ready_to_code

BOOK = """\
title: Safe at home
codes:
  relying:
    kind: theme
    label: {en: Relying on each other, nb: Å stole på hverandre}
    definition: That each relies on the other.
  calm: {kind: theme, label: Calm, status: candidate}
  trust: {label: Trust, parent: relying}
  knows_me: {label: She knows me, parent: trust}
  haste: Haste
  money: {label: Money, status: parked}
"""


def begun(root: Path) -> OpenReview:
    """Two included studies that were coded by two people."""
    folder = begin(root, people=1)
    ready_to_code(folder, "berg", "aas")
    (root / "codebooks" / "themes.yaml").write_text(BOOK, encoding="utf-8")
    for record in (1, 2):
        decide(folder, "a", record, "y")
    folder.refresh()
    coding.add_quote(folder, "a", "berg", "We trust each other", ["trust"], "4")
    coding.add_quote(folder, "b", "berg", "Nobody trusts us any more", ["trust"], "5", relation="contradicts")
    coding.add_quote(folder, "a", "aas", "She knows me and the house", ["knows_me"], note="also p. 9")
    coding.add_quote(folder, "b", "aas", "There is never any time", ["haste"])
    return folder

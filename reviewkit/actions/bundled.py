"""The review in a bundle: as far as its logs alone say it, without the exports that were withheld."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from reviewkit.actions.results import results
from reviewkit.bundle_format import CRATE, Bundle
from reviewkit.errors import Place
from reviewkit.locales import labels
from reviewkit.manifest import Listed, nfc
from reviewkit.model import Export, Facts, Record, Stamp
from reviewkit.render.crate import crate
from reviewkit.render.revaise import REVAISE, revaise
from reviewkit.render.tables.markdown import escaped
from reviewkit.review import Review
from reviewkit.store.open_review import OpenReview
from reviewkit.timeline import acts_at

README = "README.md"
_README = """\
# {title}

A bundle of a scoping review, made by reviewkit {version}: its logs, what the team agreed, and the figures and tables
that follow from them. What was withheld is named, with its checksum, in manifest.json.

To check on any computer, without a network, that nothing in it was changed:

    pipx install scoping-reviewkit
    reviewkit verify review.zip --hash HASH

HASH is printed in the paper; the one in manifest.json only shows that the bundle fits itself.
"""


def facts_of(root: Path) -> Facts:
    """What people wrote, as far as the bundle in a folder holds it. Raises ReviewkitError where review.yaml cannot be
    read."""
    return OpenReview(root).review.facts


def review_of(facts: Facts, bundle: Bundle) -> Review:
    """The review that these facts make on the day of the bundle. Of an export that was withheld, only the number of
    records is known, from its log."""
    withheld = {file.path: file for file in bundle.manifest.files if file.is_withheld}
    exports = tuple(_as_logged(export, withheld) for export in facts.exports)
    source_of = {record: export.source for export in exports for record in export.record_ids()}
    records: Mapping[str, Record] = facts.records
    if any(nfc(export.path) in withheld for export in exports):
        records = {record: Record(record, source, Place("")) for record, source in source_of.items()}
    return Review(
        replace(facts, exports=exports, records=records, source_of=source_of, problems=(), today=bundle.day)
    )


def _as_logged(export: Export, withheld: Mapping[str, Listed]) -> Export:
    """An export with its records, where it is not here to count them."""
    file = withheld.get(nfc(export.path))
    if file is None:
        return export
    n = export.records + export.unread if file.records is None else file.records
    return replace(export, records=n, unread=0)


def last_day(facts: Facts) -> date | None:
    """The day of the last act, for which a bundle is read: whoever checks it later must not get other answers."""
    acts = acts_at(facts, Stamp(datetime.max.replace(tzinfo=UTC)))
    everything = (*acts.counting, *(entry.act for entry in acts.taken_back), *acts.undos)
    return max((act.at.date() for act in everything), default=None)


def made_again(review: Review, bundle: Bundle) -> Mapping[str, bytes]:
    """Everything in a bundle that follows from the rest of it, by path: figures, tables and descriptions."""
    withheld = frozenset(file.path for file in bundle.manifest.files if file.is_withheld)
    made = dict(results(review, labels(bundle.language), withheld))
    made[README] = _README.format(title=escaped(review.protocol.title), version=bundle.version).encode("utf-8")
    made[REVAISE] = revaise(review.facts, review.flow, bundle).encode("utf-8")
    made[CRATE] = crate(review.protocol, bundle, sorted(made)).encode("utf-8")
    return made

"""What the verdicts on pairs of records amount to.

groups.py joins records into reports, merge.py makes one record of a group, changes.py lists where another version
would answer differently, overlap.py counts by source, compared.py tells which exports have been compared with which.
"""

from reviewkit.duplicates.changes import changes, verdicts
from reviewkit.duplicates.compared import never_compared
from reviewkit.duplicates.groups import disputed, groups, joined, standing, with_single
from reviewkit.duplicates.merge import FieldOrigin, field_origins, merged
from reviewkit.duplicates.overlap import overlaps, reports_by_sources, shares

__all__ = [
    "FieldOrigin",
    "changes",
    "disputed",
    "field_origins",
    "groups",
    "joined",
    "merged",
    "never_compared",
    "overlaps",
    "reports_by_sources",
    "shares",
    "standing",
    "verdicts",
    "with_single",
]

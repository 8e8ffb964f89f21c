"""Which records are the same report?

columns.py puts records into one table (titles.py and place.py read what databases write), blocking.py proposes pairs,
compare.py gathers the evidence on each pair (alike.py knows when two values agree), rules.py says in words what follows
from it, groups.py joins what is the same, changes.py says what another version would change, audit.py proves the
blocking, overlap.py counts by source, merge.py makes one record of a group; bulk.py lets the collector rest meanwhile.
Sources of the rules: Bramer et al. 2016 (doi 10.3163/1536-5050.104.3.014), Hair et al. 2023
(doi 10.1186/s12915-023-01686-z).
"""

from reviewkit.dedupe.changes import changes, verdicts
from reviewkit.dedupe.columns import Columns, columns
from reviewkit.dedupe.compared import never_compared
from reviewkit.dedupe.engine import Explained, Finding, explained, findings
from reviewkit.dedupe.groups import disputed, groups, standing
from reviewkit.dedupe.merge import FieldOrigin, field_origins, merged
from reviewkit.dedupe.overlap import overlaps, shares

__all__ = [
    "Columns",
    "Explained",
    "FieldOrigin",
    "Finding",
    "changes",
    "columns",
    "disputed",
    "explained",
    "field_origins",
    "findings",
    "groups",
    "merged",
    "never_compared",
    "overlaps",
    "shares",
    "standing",
    "verdicts",
]

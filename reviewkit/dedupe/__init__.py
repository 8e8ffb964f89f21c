"""Which records are the same report?

columns.py puts records into one table, blocking.py proposes pairs, compare.py gathers the evidence on each pair,
rules.py says in words what follows from it, groups.py joins what is the same. Sources of the rules: Bramer et al.
2016 (doi 10.3163/1536-5050.104.3.014), Hair et al. 2023 (doi 10.1186/s12915-023-01686-z).
"""

from reviewkit.dedupe.engine import Finding, findings
from reviewkit.dedupe.groups import disputed, groups, standing
from reviewkit.dedupe.merge import merged

__all__ = ["Finding", "disputed", "findings", "groups", "merged", "standing"]

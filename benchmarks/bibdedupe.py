"""bib-dedupe on one labelled set, in an environment of its own: RIS file to groups, time and memory of the process.

Usage: python bibdedupe.py FOLDER. Prints JSON: seconds, processor (seconds of it, helpers included), megabytes, groups
(position: group), maybe (doubtful pairs).
"""

import json
import os
import sys
import time
from pathlib import Path

COLUMNS = {
    "TI": "title",
    "PY": "year",
    "T2": "journal",
    "VL": "volume",
    "IS": "number",
    "DO": "doi",
    "AB": "abstract",
}


def main() -> None:
    began = time.perf_counter()
    import pandas as pd
    from bib_dedupe import bib_dedupe, verbose_print

    verbose_print.verbosity_level = 0
    sys.stdout = sys.stderr
    rows = records(Path(sys.argv[1]) / "records.ris")
    pairs = bib_dedupe.match(bib_dedupe.block(bib_dedupe.prep(pd.DataFrame(rows))))
    groups = bib_dedupe.cluster(pairs)
    seconds = time.perf_counter() - began
    sys.stdout = sys.__stdout__
    found = {int(one): number for number, group in enumerate(groups, start=1) for one in group}
    maybe = pairs[pairs["duplicate_label"] == "maybe"]
    asked = [(int(one), int(other)) for one, other in zip(maybe["ID_1"], maybe["ID_2"], strict=True)]
    told = {"seconds": seconds, "processor": processor(), "megabytes": peak()}
    print(json.dumps({**told, "groups": found, "maybe": asked}))


def records(path: Path) -> list[dict[str, str]]:
    """The records as bib-dedupe's documentation asks for them: one row each, authors joined with `and`."""
    rows: list[dict[str, str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            tag, value = line[:2], line[6:].strip()
            if tag == "TY":
                empty = dict.fromkeys(("author", *COLUMNS.values(), "pages"), "")
                rows.append({"ID": str(len(rows) + 1), "ENTRYTYPE": "article", **empty})
            elif tag == "AU":
                rows[-1]["author"] += (" and " if rows[-1]["author"] else "") + value
            elif tag == "SP":
                rows[-1]["pages"] = value
            elif tag == "EP":
                rows[-1]["pages"] += f"-{value}"
            elif tag in COLUMNS:
                rows[-1][COLUMNS[tag]] = value
    return rows


def processor() -> float:
    """Seconds of processor that this process and its helpers took: unlike the clock, not longer on a busy machine."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def peak() -> float:
    """The most memory this process and its helpers held, in MB: the largest helper is counted once a core."""
    import resource

    own, helpers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return (own.ru_maxrss + helpers.ru_maxrss * (os.cpu_count() or 1)) / 1024


if __name__ == "__main__":
    main()

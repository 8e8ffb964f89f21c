"""Documents: full texts, figures that people edited, and tables in Word."""

from pathlib import Path

from benchmarks.fuzz.checked import attempt, must
from benchmarks.fuzz.mutate import ZIP
from reviewkit.extract.documents import read
from reviewkit.extract.edited import boxes_of, table_of


def read_document(data: bytes, folder: Path) -> None:
    """Read a document as each kind that it may be of."""
    kinds = (
        ("docx", "pptx", "epub") if data.startswith(ZIP) else ("pdf",) if b"%PDF" in data[:50] else ("html", "txt")
    )
    for kind in kinds:
        if found := attempt(lambda kind=kind: read(data, kind, "x")):  # type: ignore[misc]
            must(len(found.starts) == len(found.parts), "parts without a beginning")
            found.text.encode()
    if data.startswith(ZIP):
        attempt(lambda: boxes_of(data, "x", "docx"))
        attempt(lambda: boxes_of(data, "x", "pptx"))
        attempt(lambda: table_of(data, "x"))
    else:
        attempt(lambda: boxes_of(data, "x", "drawio"))

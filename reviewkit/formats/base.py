"""What every reader returns: the records it read, and the problems it met."""

from dataclasses import dataclass

from reviewkit.errors import Level, Place, Problem, ReviewkitError
from reviewkit.model import Record

PDF, ZIP = b"%PDF", b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Reading:
    """Records in the order of the file, and what was odd about it. Nothing is dropped in silence."""

    records: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()


def decoded(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of an export: byte-order mark, else UTF-8, else Windows-1252.

    Raises ReviewkitError for an empty file, a PDF, a zip and other binary data.
    """
    if not data.strip():
        raise ReviewkitError(f"{path}: the file is empty. Export it again from the database.")
    if data.lstrip()[:4] == PDF:
        raise ReviewkitError(f"{path}: this is a PDF, not an export. Choose RIS in the database's export menu.")
    if data[:4] == ZIP:
        raise ReviewkitError(
            f"{path}: this is a zip (or an Office file). Unpack it and import the RIS file in it."
        )
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError:
                break
    try:
        return data.decode("utf-8").replace("\ufeff", ""), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if b"\0" in data[:4096]:
            raise ReviewkitError(f"{path}: this is not a text file. Export RIS from the database again.") from None
        note = Problem(
            Place(path, line),
            "not UTF-8 from here on; read as Windows-1252, so look at the accented letters",
            Level.NOTE,
            "encoding",
        )
        return data.decode("cp1252", errors="replace"), (note,)

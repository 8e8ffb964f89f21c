"""Changes to an input: of bytes, lines, numbers, encodings, nesting, and of what is inside a zip or a database.

Each change takes a random generator and the bytes, and gives bytes; the same generator gives the same bytes.
"""

import io
import re
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from random import Random

ZIP, SQLITE = b"PK\x03\x04", b"SQLite format 3\0"
LARGEST = 60_000  # bytes of an input; what is wrong with a longer one is wrong with a short one, or grows too fast
_MOST_CHANGES = 6

# What has been read wrongly before, or is close to it.
ODD = (
    b"\x00", b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", "ï»¿".encode(), b"\xc3", b"\xed\xa0\x80", b"\x1a",
    b"\x1b]0;x\x07", b"\r", b"\n", b"\r\n", b"\t", b" ", "\u00a0".encode(), "\u0085".encode(), "\u2028".encode(),
    "\u2029".encode(), b"\x0b", b"\x0c", b"\x1c", b"\x1f", "\u202e".encode(), "\u200b".encode(), "\ufffd".encode(),
    "\ufffe".encode(), "ø".encode(), "ø".encode("cp1252"), "o\u0308".encode(), "İ".encode(), "ß".encode(), "ﬀ".encode(),
    "\U0001f9d1\u200d\u2695".encode(), "٣".encode(), "²".encode(), "中".encode(), b"\\ud800", b"\\udc00\\ud800",
    b"&oslash;", b"&#xD800;", b"&#0;", b"&amp;lt;", b"&unknown;", b"]]>", b"<![CDATA[", b"<!--", b"<!ENTITY a 'b'>",
    b'"', b"'", b'""', b"\\", b"\\\\", b"{", b"}", b"[", b"]", b"(", b")", b"<", b">", b"%", b"@", b"#", b"*", b"&",
    b"!", b"|", b"~", b"- ", b": ", b"? ", b"=", b",", b";", b"$", b"`", b"../", b"/", b"C:\\", b"con", b"=1+1", b"+",
    b"-",
    b"null", b"true", b"NaN", b"nan", b"-Infinity", b"1e999", b"-0", b"0x1F", b"1_000", b"2026-02-30", b"24:00",
    b"9999-12-31T23:59:59Z", b"0000-00-00", b"0001-01-01T00:00:00+23:59",
)  # fmt: skip
_NUMBERS = (b"0", b"-1", b"1.0", b"00", b"2147483648", b"9223372036854775808", b"1e400", b"9" * 400, b"9" * 5000)
_DEEP = (
    b"[",
    b"{",
    b"(",
    b'{"a":',
    b"[[",
    b"<a>",
    b"- ",
    b"{{",
    b'"',
    b"&",
    b"\\",
    b"<b><i>",
    b"@a{",
    b"a: ",
    b" ",
)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig", "utf-32", "cp037")

Change = Callable[[Random, bytes], bytes]


def mutated(random: Random, data: bytes, others: Sequence[bytes] = (), tokens: Sequence[bytes] = ()) -> bytes:
    """The bytes after a few changes; `others` are inputs to take parts of, `tokens` words that the family knows."""
    for _ in range(random.randint(1, _MOST_CHANGES)):
        data = _changed(random, data, others, tokens)
    return data[:LARGEST] if len(data) > LARGEST and not data.startswith((ZIP, SQLITE)) else data


def _changed(random: Random, data: bytes, others: Sequence[bytes], tokens: Sequence[bytes]) -> bytes:
    if data.startswith(ZIP) and random.random() < 0.8:
        return in_zip(random, data, lambda inner: _changed(random, inner, (), tokens))
    if data.startswith(SQLITE) and random.random() < 0.8:
        return in_database(random, data, tokens)
    kind = random.random()
    if kind < 0.15 and others:
        return spliced(random, data, random.choice(others))
    if kind < 0.3 and tokens:
        return with_word(random, data, random.choice(tokens))
    return random.choice(CHANGES)(random, data)


def _span(random: Random, data: bytes, most: int = 64) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.randint(0, most))


def flipped(random: Random, data: bytes) -> bytes:
    """One bit is another."""
    if not data:
        return data
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]


def cut(random: Random, data: bytes) -> bytes:
    """The end is missing."""
    return data[: random.randint(0, len(data))]


def without(random: Random, data: bytes) -> bytes:
    """Some bytes are missing."""
    start, end = _span(random, data)
    return data[:start] + data[end:]


def doubled(random: Random, data: bytes) -> bytes:
    """Some bytes are there twice, or many times."""
    start, end = _span(random, data, 200)
    return data[:end] + data[start:end] * random.choice((1, 1, 1, 2, 50)) + data[end:]


def odd(random: Random, data: bytes) -> bytes:
    """Something odd is inserted, or in the place of a few bytes."""
    return with_word(random, data, random.choice(ODD))


def with_word(random: Random, data: bytes, word: bytes) -> bytes:
    """A word is inserted, in the place of a few bytes, or of a word."""
    if random.random() < 0.3 and (words := list(re.finditer(rb"[A-Za-z0-9_-]{2,30}", data[:LARGEST]))):
        start, end = random.choice(words).span()
    else:
        start, end = _span(random, data, random.choice((0, 0, 4)))
    return data[:start] + word + data[end:]


def another_number(random: Random, data: bytes) -> bytes:
    """A number is another: huge, negative, not finite."""
    numbers = list(re.finditer(rb"\d+", data[:LARGEST]))
    if not numbers:
        return odd(random, data)
    start, end = random.choice(numbers).span()
    return data[:start] + random.choice(_NUMBERS) + data[end:]


def other_lines(random: Random, data: bytes) -> bytes:
    """A line is doubled, missing, in another place, indented, without its end, or blank."""
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    match random.randrange(7):
        case 0:
            lines[at:at] = [lines[at]] * random.choice((1, 1, 3, 40))
        case 1:
            del lines[at]
        case 2:
            lines.insert(random.randrange(len(lines)), lines.pop(at))
        case 3:
            lines[at] = random.choice((b" ", b"   ", b"\t", "\u3000".encode())) + lines[at]
        case 4:
            lines[at : at + 2] = [b"".join(lines[at : at + 2])]
        case 5:
            lines.insert(at, random.choice((b"", b" ", b"\t", b"#", b"---", b"%")))
        case _:
            lines[at] = lines[at] + random.choice((b" ", b"\t", b"\r", b"\\", b",", "\u2028".encode()))
    return b"\n".join(lines)


def other_ends(random: Random, data: bytes) -> bytes:
    """The ends of lines are those of another system, everywhere or from some place on."""
    at = random.choice((0, random.randint(0, len(data))))
    end = random.choice((b"\r\n", b"\r", b"\n\n", "\u2028".encode(), b"\x0c", b""))
    return data[:at] + data[at:].replace(b"\n", end)


def deep(random: Random, data: bytes) -> bytes:
    """Something opens again and again."""
    at = random.randint(0, len(data))
    return data[:at] + random.choice(_DEEP) * random.choice((2, 30, 300, 3000)) + data[at:]


def other_encoding(random: Random, data: bytes) -> bytes:
    """All of it, or its end, is in another encoding, or was decoded with the wrong one."""
    text = data.decode("utf-8", "replace")
    at = random.choice((0, random.randint(0, len(text))))
    if random.random() < 0.2:
        return text[:at].encode() + text[at:].encode().decode("cp1252", "replace").encode()
    return text[:at].encode() + text[at:].encode(random.choice(_ENCODINGS), "replace")


def spliced(random: Random, data: bytes, other: bytes) -> bytes:
    """The beginning of one and the end of another, or a part of the other within."""
    at = random.randint(0, len(data))
    if random.random() < 0.5:
        return data[:at] + other[random.randint(0, len(other)) :]
    start, end = _span(random, other, 400)
    return data[:at] + other[start:end] + data[at:]


CHANGES: tuple[Change, ...] = (
    flipped,
    cut,
    without,
    doubled,
    odd,
    odd,
    another_number,
    other_lines,
    other_lines,
    other_ends,
    deep,
    other_encoding,
)


def in_zip(random: Random, data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A zip with one file changed, gone, there twice or under another name; as it is where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except Exception:  # damaged already
        return flipped(random, data)
    if not files:
        return data
    at = random.randrange(len(files))
    name, inner = files[at]
    match random.randrange(12):
        case 0:
            del files[at]
        case 1:
            files.append((name, inner[: len(inner) // 2]))
        case 2:
            files[at] = (random.choice(("../x.xml", "", "/etc/x", "a" * 300, name.upper(), "æ.ris")), inner)
        case _:
            files[at] = (name, change(inner))
    return zipped(files)


def zipped(files: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of these files, always with the same bytes."""
    import warnings

    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in files:
            archive.writestr(zipfile.ZipInfo(name), inner, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def in_database(random: Random, data: bytes, tokens: Sequence[bytes]) -> bytes:
    """A database with another value in one place, or a table or a column gone; as it is where it cannot be read."""
    # Errors: it is damaged, or the change is none that it can have.
    with closing(sqlite3.connect(":memory:")) as database, suppress(sqlite3.Error, IndexError, UnicodeError):
        database.deserialize(data)
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        table = random.choice(sorted(tables))
        columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
        column = random.choice(columns)
        match random.randrange(8):
            case 0:
                database.execute(f'DROP TABLE "{table}"')
            case 1:
                database.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
            case 2:
                database.execute(f'DELETE FROM "{table}"')
            case _:
                where = random.choice(("", f" WHERE rowid = {random.randint(1, 3)}"))
                database.execute(f'UPDATE "{table}" SET "{column}" = ?{where}', (_value(random, tokens),))
        database.commit()
        return database.serialize()
    return flipped(random, data)


def _value(random: Random, tokens: Sequence[bytes]) -> object:
    word = random.choice((*ODD, *tokens))
    numbers = (0, -1, 1, 2**31, 2**63 - 1, -(2**63), 1e300, float("inf"), 0.5)
    return random.choice(
        (None, word, word.decode("utf-8", "replace"), "", 5, random.choice(numbers), "x" * 20_000)
    )

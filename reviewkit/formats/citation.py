"""How a document of grey literature is cited: by its institution, with what it is, its address, and the day it was got.

The order is that of the Publication Manual of the American Psychological Association, 7th edition, 10.4 (reports) and
10.16 (web pages), which the Norwegian APA manual follows.
"""

from collections.abc import Sequence

from reviewkit.formats.kinds import Kind
from reviewkit.formats.reference import Reference, in_digits, is_institution, person
from reviewkit.locales import Labels

GREY = (Kind.REPORT, Kind.WEBPAGE, Kind.STATUTE, Kind.UNPUBLISHED, Kind.THESIS, Kind.GENERIC)


def is_grey(one: Reference) -> bool:
    """Whether a work is cited as grey literature: a report, a web page or the like, and not of a journal."""
    return one.kind in GREY and not one.record.journal


def citation(one: Reference, labels: Labels) -> str:
    """A document of grey literature as in a reference list, in a language.

    `Helsedirektoratet. (2023, 14. mars). Trygg hjemme [Veileder]. Hentet 2. mai 2024 fra https://example.org`
    """
    record = one.record
    date = written_date(one.date or ((record.year,) if record.year else ()), labels)
    title = record.title or labels.text("reference.no_title")
    what = f" [{one.genre}]" if one.genre else ""
    publisher = "" if one.publisher in record.authors else one.publisher
    names = _names(record.authors, labels) or publisher or title
    parts = [names, f"({date or labels.text('reference.no_date')})"]
    parts += [f"{title}{what}"] if names != title else [what.strip()]
    parts += [publisher] if publisher and publisher != names else []
    sentences = [_sentence(part) for part in parts if part]
    return " ".join([*sentences, *_got(one, labels)])


def _got(one: Reference, labels: Labels) -> list[str]:
    """Where it was got, and when."""
    address = one.url or (f"https://doi.org/{one.record.doi}" if one.record.doi else "")
    if not address:
        return []
    if not one.accessed:
        return [address]
    date = written_date(one.accessed, labels, "_within")
    return [labels.text("reference.retrieved").format(date=date, address=address)]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _names(names: Sequence[str], labels: Labels) -> str:
    """The authors: people as `Berg, N.`, institutions as they are called."""
    written = [_name(name) for name in names]
    if len(written) < 2:
        return "".join(written)
    return labels.text("reference.and").format(first=", ".join(written[:-1]), last=written[-1])


def _name(name: str) -> str:
    known = person(name)
    if is_institution(name) or known is None:
        return name
    initials = " ".join(f"{part[0]}." for part in known.given.replace(".", " ").split())
    return f"{known.family}, {initials}"


def written_date(date: Sequence[int], labels: Labels, where: str = "") -> str:
    """A date as far as it is known: `2023, March 14` as a reference list has it, `March 14, 2023` within a sentence."""
    if len(date) < 2:
        return in_digits(date)
    month = labels.text("reference.months").split()[date[1] - 1]
    key = "reference.day" if len(date) > 2 else "reference.month"
    return labels.text(f"{key}{where}").format(year=date[0], month=month, day=date[2] if len(date) > 2 else "")

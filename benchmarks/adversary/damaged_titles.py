"""The same report with its title written, cut, marked or translated in another way."""

import re
from collections.abc import Callable, Sequence
from random import Random

from benchmarks.adversary import damage as damages
from benchmarks.adversary import people
from benchmarks.adversary import vocabulary as words
from benchmarks.adversary.citation import Citation
from benchmarks.adversary.damage import Damage, in_both_settings
from benchmarks.adversary.kinds import Kind, Made, Make, same
from benchmarks.adversary.other_titles import inserted

# Words by which a title is translated roughly: what is not here stays, as names and terms of medicine do.
GERMAN = dict(
    pair.split("/")
    for pair in (
        "the/die of/der and/und in/bei for/für with/mit on/über a/eine an/eine to/zu from/aus by/durch study/Studie "
        "review/Übersicht effects/Wirkungen effect/Wirkung health/Gesundheit care/Versorgung patients/Patienten "
        "children/Kindern treatment/Behandlung disease/Krankheit risk/Risiko analysis/Analyse women/Frauen men/Männer "
        "use/Nutzung change/Wandel climate/Klima water/Wasser soil/Boden management/Steuerung systems/Systeme "
        "system/System role/Rolle impact/Einfluss impacts/Auswirkungen case/Fall model/Modell social/soziale "
        "systematic/systematische quality/Qualität life/Leben between/zwischen among/unter during/während after/nach"
    ).split()
)
CYRILLIC = dict(zip("abvgdezijklmnoprstufhcy", "абвгдезийклмнопрстуфхцы", strict=True))
HAN = "研究健康护理病人治疗效果分析中国临床影响评价系统老年社区质量方法结果因素"


def text(change: Callable[[str, Random], str | None]) -> Damage:
    """A damage of the title alone."""

    def damage(one: Citation, rng: Random) -> Citation | None:
        title = change(one.title, rng)
        return one.but(title=title) if title else None

    return damage


def cut_with_dots(title: str, rng: Random) -> str | None:
    length = rng.randrange(40, 75)
    return f"{title[:length].rsplit(' ', 1)[0]} …" if len(title) > length + 10 else None


def cut_in_a_word(title: str, rng: Random) -> str | None:
    """A field of fixed length."""
    length = rng.choice((60, 80, 100))
    return title[:length] if len(title) > length + 8 else None


def without_subtitle(title: str, rng: Random) -> str | None:
    head, mark, _ = title.partition(": ")
    return head if mark and len(head.split()) > 3 else None


def without_long_head(title: str, rng: Random) -> str | None:
    """Only what comes after the colon."""
    _, mark, tail = title.partition(": ")
    return tail if mark and len(tail.split()) > 4 else None


def other_separator(title: str, rng: Random) -> str | None:
    return title.replace(": ", rng.choice((". ", " - ", "; ", " : ", "--", " / "))) if ": " in title else None


def head_behind(title: str, rng: Random) -> str | None:
    """What comes before the colon goes after it."""
    head, mark, tail = title.partition(": ")
    return f"{tail}. {head}" if mark and len(tail.split()) > 3 and len(head.split()) > 2 else None


def in_capitals(title: str, rng: Random) -> str:
    return title.upper()


def translated(title: str, rng: Random) -> str | None:
    """Roughly in German: half of the words at least are others."""
    found = [GERMAN.get(word.lower(), "") for word in title.split()]
    if sum(map(bool, found)) < len(found) / 3:
        return None
    return " ".join(new or old for new, old in zip(found, title.split(), strict=True))


def in_brackets(title: str, rng: Random) -> str:
    return f"[{title}]{rng.choice(('', '.', ' [Norwegian]', ' [German]', '. Swedish'))}"


def cyrillic_letters(title: str, rng: Random) -> str:
    """Russian letters, which stand for a title in Russian."""
    return "".join(CYRILLIC.get(letter, letter) for letter in title.lower()).capitalize()


def han_letters(title: str, rng: Random) -> str:
    """Chinese signs, which stand for a title in Chinese."""
    return "".join(rng.choice(HAN) for _ in range(max(8, len(title) // 4)))


def both_languages(title: str, rng: Random) -> str | None:
    other = translated(title, rng)
    return f"{other} = {title}" if other else None


def with_entities(title: str, rng: Random) -> str:
    """Signs as HTML writes them, once or twice."""
    first, _, rest = title.partition(" ")
    amp = rng.choice(("&", "&amp;"))
    return f"{first} {rest}".replace("-", f"{amp}#x2010;").replace("'", f"{amp}#39;").replace(
        " and ", f" {amp}amp; "
    ) + (f"{amp}nbsp;")


def with_tags(title: str, rng: Random) -> str:
    parts = title.split(" ")
    place = rng.randrange(1, len(parts))
    tag = rng.choice(("i", "em", "sub", "sup", "b", "span"))
    parts[place] = f"<{tag}>{parts[place]}</{tag}>"
    return f"<p>{' '.join(parts)}</p>"


def with_latex(title: str, rng: Random) -> str:
    """Braces of BibTeX around words with capitals."""
    return " ".join(f"{{{word}}}" if word[:1].isupper() else word for word in title.split())


def with_remark(title: str, rng: Random) -> str:
    return title + rng.choice(
        (
            " [Review]",
            " (vol 12, pg 3, 2019)",
            " [Review] [53 refs]",
            " [Article in Norwegian]",
            " [letter]",
            " (English)",
        )
    )


def retracted(title: str, rng: Random) -> str:
    return rng.choice(("RETRACTED: ", "RETRACTED ARTICLE: ", "Retracted: ")) + title


def with_label(title: str, rng: Random) -> str:
    """What journals print above a title."""
    return (
        rng.choice(("Original article: ", "Research article. ", "Review: ", "Original research: ", "ARTICLE: "))
        + title
    )


def with_responsibility(title: str, rng: Random) -> str:
    return f"{title} / Nora Berg ; redigert av Tor Sand"


def with_series(title: str, rng: Random) -> str:
    series = ("Rapport 12/2018", "Fjord Studies in Care, 14", "NOU 2018: 4", "Working paper 27")
    return f"{title} ({rng.choice(series)})"


def one_letter(title: str, rng: Random) -> str:
    place = rng.choice([place for place, letter in enumerate(title) if letter.isalpha()])
    return title[:place] + rng.choice("aeinorst") + title[place + 1 :]


def letter_missing(title: str, rng: Random) -> str:
    place = rng.choice([place for place, letter in enumerate(title) if letter.isalpha()])
    return title[:place] + title[place + 1 :]


def letters_swapped(title: str, rng: Random) -> str | None:
    places = [place for place in range(len(title) - 1) if title[place : place + 2].isalpha()]
    if not places:
        return None
    place = rng.choice(places)
    return title[:place] + title[place + 1] + title[place] + title[place + 2 :]


def word_missing(title: str, rng: Random) -> str | None:
    """A short word is left out: an article, a preposition."""
    parts = title.split()
    places = [
        place for place, word in enumerate(parts) if word.lower() in ("the", "of", "in", "a", "an", "and", "for")
    ]
    if not places or len(parts) < 6:
        return None
    del parts[rng.choice(places)]
    return " ".join(parts)


def word_twice(title: str, rng: Random) -> str:
    parts = title.split()
    place = rng.randrange(len(parts))
    return " ".join([*parts[: place + 1], *parts[place:]])


def space_missing(title: str, rng: Random) -> str:
    places = [place for place, letter in enumerate(title) if letter == " "]
    place = rng.choice(places)
    return title[:place] + title[place + 1 :]


def spaces_in_a_word(title: str, rng: Random) -> str | None:
    """What a line break of a PDF leaves: `environ- ment`."""
    parts = title.split()
    long = [place for place, word in enumerate(parts) if len(word) > 8 and word.isalpha()]
    if not long:
        return None
    place = rng.choice(long)
    parts[place] = f"{parts[place][:5]}- {parts[place][5:]}"
    return " ".join(parts)


def signs_lost(title: str, rng: Random) -> str | None:
    """What is not a letter becomes a question mark."""
    other = re.sub(r"[^\x00-\x7f]|[-'–:]", "?", title)
    return other if other != title else None


def ampersand(title: str, rng: Random) -> str | None:
    return title.replace(" and ", " & ") if " and " in title else None


def quotes(title: str, rng: Random) -> str:
    return f'"{title}"'


# Kinds whose first copy gets a word too, because real titles seldom have what is damaged


def spelt(spellings: Sequence[tuple[str, str]], templates: Sequence[str] = ("{}",)) -> Make:
    """One title in two spellings of a word; the second copy is a placed one without identifiers."""

    def make(source: Citation, rng: Random) -> Made:
        copy = damages.SETTINGS["placed"][1](source)
        if copy is None:
            return None
        template, (one, other) = rng.choice(list(templates)), rng.choice(list(spellings))
        return (
            source.but(title=inserted(source.title, template.format(one))),
            copy.but(title=inserted(source.title, template.format(other)), abstract=""),
        )

    return make


def spelt_listed(spellings: Sequence[tuple[str, str]], templates: Sequence[str] = ("{}",)) -> Make:
    """The same, with title, authors, year and journal in the second copy."""

    def make(source: Citation, rng: Random) -> Made:
        template, (one, other) = rng.choice(list(templates)), rng.choice(list(spellings))
        copy = source.but(volume="", issue="", pages="", doi="", pmid="", abstract="")
        return (
            source.but(title=inserted(source.title, template.format(one))),
            copy.but(title=inserted(source.title, template.format(other))),
        )

    return make


def mangled(text: str) -> str:
    """UTF-8 that was read as Windows-1252."""
    return text.encode("utf-8").decode("cp1252", errors="replace")


def _plain(text: str, ring: str, stroke: str) -> str:
    """Nordic letters in other ones; å and ø as they are given."""
    table: dict[str, str | int | None] = {"å": ring, "Å": ring.capitalize(), "ø": stroke, "Ø": stroke.capitalize()}
    return text.translate(str.maketrans({**table, "æ": "ae", "Æ": "Ae", "ä": "a", "ö": "o", "ü": "u"}))


SPELLINGS: dict[str, tuple[str, tuple[tuple[str, str], ...], tuple[str, ...]]] = {
    "Nordic letters folded": (
        "å, ø, æ, ä and ö as a, o and ae",
        tuple((word, _plain(word, "a", "o")) for word in words.NORDIC_WORDS),
        ("{}",),
    ),
    "Nordic letters doubled": (
        "å and ø as aa and oe",
        tuple((word, _plain(word, "aa", "oe")) for word in words.NORDIC_WORDS if set(word) & set("åøÅØ")),
        ("{}",),
    ),
    "Nordic letters lost": (
        "å, ø and æ as question marks",
        tuple((word, re.sub(r"[^\x00-\x7f]", "?", word)) for word in words.NORDIC_WORDS),
        ("{}",),
    ),
    "mojibake": (
        "UTF-8 read as Windows-1252",
        tuple((word, mangled(word)) for word in words.NORDIC_WORDS),
        ("{}",),
    ),
    "Greek letters": ("Greek letters spelt out", words.GREEK_WORDS, ("and {}", "of {}")),
    "hyphens": ("a hyphen, a space or nothing", words.HYPHENS, ("and {}", "with {}")),
    "British and American": ("British and American spelling", words.BRITISH, ("and {}", "in {}")),
    "numbers in words": (
        "a number as a word and in digits",
        (("two", "2"), ("three", "3"), ("four", "4"), ("ten", "10"), ("12", "twelve"), ("five", "5")),
        ("in {} hospitals", "after {} years"),
    ),
    "roman and arabic": (
        "a numeral in roman and in arabic digits",
        (("II", "2"), ("III", "3"), ("IV", "4"), ("1", "I")),
        ("in stage {} disease", "in type {} lesions"),
    ),
    "raised and lowered signs": (
        "signs of formulas with spaces or without",
        (("Ca2+", "Ca(2+)"), ("CO2", "CO 2"), ("H2O2", "H(2)O(2)"), ("CD4+", "CD4 +"), ("PM2.5", "PM 2.5")),
        ("and {}", "of {}"),
    ),
    "per cent": (
        "signs in words",
        (("50%", "50 per cent"), ("±", "plus-minus"), (">65 years", "over 65 years"), ("&", "and")),
        ("and {}",),
    ),
}


def with_another_title(setting: str) -> Make:
    """Title and journal in another alphabet and the names in it too: the place says that it is one report."""

    def make(source: Citation, rng: Random) -> Made:
        if not source.issue or not (copy := damages.SETTINGS["placed"][1](source)):
            return None
        first = source.but(title=f"[{source.title}]", doi="", pmid="")
        letters = cyrillic_letters if setting == "Cyrillic" else han_letters
        names = (
            tuple(map(people.cyrillic, people.people(source.authors)))
            if setting == "Cyrillic"
            else tuple("".join(rng.choices("王李张刘陈杨黄赵", k=3)) for _ in source.authors)
        )
        return first, copy.but(
            title=letters(source.title, rng), journal=letters(source.journal, rng), authors=names, abstract=""
        )

    return make


def other_translation(source: Citation, rng: Random) -> Made:
    """Another title altogether (a free translation), and the journal under its other name; the place agrees."""
    copy = damages.SETTINGS["placed"][1](source)
    if not copy or not source.issue:
        return None
    free = "Om betydningen av forhold som her undersøkes nærmere i flere kommuner"
    return source.but(doi="", pmid=""), copy.but(
        title=free,
        journal=f"{rng.choice(('Zeitschrift für', 'Tidsskrift for', 'Revista de'))} Versorgung",
        abstract="",
    )


ENTRIES = (
    ("title cut, dots", "A title cut after forty letters or more, with dots", text(cut_with_dots)),
    ("title cut in a word", "A title cut at a fixed length", text(cut_in_a_word)),
    ("no subtitle", "The subtitle is left out", text(without_subtitle)),
    ("only the subtitle", "Only what comes after the colon", text(without_long_head)),
    ("other separator", "Another sign before the subtitle", text(other_separator)),
    ("parts exchanged", "What comes before the colon goes after", text(head_behind)),
    ("title in capitals", "The title in capital letters", text(in_capitals)),
    ("title in brackets", "Brackets that say the title is translated", text(in_brackets)),
    ("title translated", "A rough translation that keeps names and terms", text(translated)),
    ("title in two languages", "Original and translation in one field", text(both_languages)),
    (
        "title in Cyrillic",
        "The title in another alphabet, names and journal in Latin letters",
        text(cyrillic_letters),
    ),
    ("title in Chinese", "The title in Chinese, names and journal in Latin letters", text(han_letters)),
    ("entities", "Signs as HTML entities", text(with_entities)),
    ("tags", "Tags of HTML in the title", text(with_tags)),
    ("braces", "Braces of BibTeX in the title", text(with_latex)),
    ("remark", "A remark of the database behind the title", text(with_remark)),
    ("retracted mark", "The article is marked as retracted in one database", text(retracted)),
    ("label", "What the journal prints above the title", text(with_label)),
    ("statement of responsibility", "Title / author, as catalogues write", text(with_responsibility)),
    ("series statement", "The series behind the title", text(with_series)),
    ("letter wrong", "One letter is another", text(one_letter)),
    ("letter missing", "One letter is missing", text(letter_missing)),
    ("letters exchanged", "Two letters are exchanged", text(letters_swapped)),
    ("small word missing", "An article or a preposition is missing", text(word_missing)),
    ("word twice", "One word is there twice", text(word_twice)),
    ("space missing", "Two words run together", text(space_missing)),
    ("word broken", "A word is broken as at the end of a line", text(spaces_in_a_word)),
    ("signs as question marks", "Signs became question marks", text(signs_lost)),
    ("ampersand", "& for and", text(ampersand)),
    ("quotation marks", "The title in quotation marks", text(quotes)),
)
# Where nothing but names, year and journal are left, a title in other words cannot be known again.
UNKNOWN_AGAIN = frozenset(("only the subtitle", "title translated", "title in Cyrillic", "title in Chinese"))

KINDS: tuple[Kind, ...] = (
    *in_both_settings(ENTRIES, frozenset(name for name, _, _ in ENTRIES) - UNKNOWN_AGAIN),
    *(
        same(
            f"{name}, {setting}",
            f"One title with {what}; {damages.SETTINGS[setting][0]}.",
            make(spellings, templates),
        )
        for name, (what, spellings, templates) in SPELLINGS.items()
        for setting, make in (("placed", spelt), ("listed", spelt_listed))
    ),
    same(
        "all in Cyrillic, placed",
        "Title, names and journal in Cyrillic and in Latin letters; volume, issue, pages and year agree.",
        with_another_title("Cyrillic"),
    ),
    same(
        "all in Chinese, placed",
        "Title, names and journal in Chinese and in Latin letters; volume, issue, pages and year agree.",
        with_another_title("Chinese"),
    ),
    same(
        "free translation, placed",
        "Another title and the journal's other name; authors, volume, issue, pages and year agree.",
        other_translation,
    ),
)

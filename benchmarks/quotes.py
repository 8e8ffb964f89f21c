"""Measure whether quotes are found again, on their page and how fast, and what is wrongly taken for one. `make bench`

Sentences are drawn by seed as another program (pdfminer.six) reads the articles, and looked for in what reviewkit
reads; those of plain texts are drawn as they are. Then each is damaged, scrambled, put together from words of all the
texts, and looked for in another text. Articles and texts lie in ../shared/texts and ../shared/seeds, or in the folders
named. Last come the cells of the table of characteristics that `reviewkit demo` makes, as LibreOffice (soffice) prints
it: with every cell ruled, with rules between rows and without any.

    python benchmarks/quotes.py [FOLDER...]
"""

import random
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from reviewkit.extract.office import read_docx
from reviewkit.extract.pdf import read_pdf
from reviewkit.quotes import Match, Passage, Quote, Searched

SHARED = Path(__file__).parent.parent.parent / "shared"
SENTENCE = re.compile(r"[A-ZÆØÅ][^.!?]{40,300}[.!?](?=\s|$)")
MOST = 2000  # sentences of one text
FOUND = (Match.FOUND, Match.MOVED)


@dataclass(frozen=True)
class Sentence:
    """A sentence as another program reads it, and its page; 0 for a text without pages."""

    words: str
    page: int = 0


@dataclass(frozen=True)
class Document:
    """A text as reviewkit reads it, its sentences as another program does, and the page of a place in it."""

    name: str
    searched: Searched
    sentences: tuple[Sentence, ...]
    page_at: Callable[[int], int]


def main() -> None:
    _sentences_of([Path(one) for one in sys.argv[1:]] or [SHARED / "texts", SHARED / "seeds"])
    with TemporaryDirectory() as folder:
        _cells(Path(folder))


def _sentences_of(folders: list[Path]) -> None:
    rng = random.Random(1)
    documents = [one for folder in folders for one in _documents(folder, rng)]
    if not documents:
        print(f"no articles or texts in {', '.join(map(str, folders))}")
        return
    everything = [word for one in documents for sentence in one.sentences for word in sentence.words.split()]
    print(f"{sum(len(one.sentences) for one in documents)} sentences of {len(documents)} texts\n")
    _as_they_are(documents)
    _table("damaged", _looked_for(documents, lambda words: damaged(words, rng)))
    _table("scrambled", _looked_for(documents, lambda words: _shuffled(words.split(), rng)))
    _table(
        "invented", _looked_for(documents, lambda words: " ".join(rng.choices(everything, k=len(words.split()))))
    )
    others = [Document(one.name, other.searched, one.sentences, one.page_at) for one, other in _pairs(documents)]
    elsewhere = _looked_for(others, str)
    _table("in another text", elsewhere)
    _list(one for one in elsewhere if one.passage.match in FOUND)


def _documents(folder: Path, rng: random.Random) -> Iterator[Document]:
    for file in sorted(folder.glob("*.pdf")):
        read = read_pdf(file.read_bytes(), file.name)
        yield Document(file.name, Searched(read.text), _drawn(_read_otherwise(file), rng), read.part_at)
    for file in sorted(folder.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        yield Document(file.name, Searched(text), _drawn(_sentences(text, 0), rng), lambda _: 0)


def _drawn(sentences: Iterator[Sentence], rng: random.Random) -> tuple[Sentence, ...]:
    every = list(sentences)
    return tuple(rng.sample(every, min(MOST, len(every))))


def _read_otherwise(file: Path) -> Iterator[Sentence]:
    """The sentences of a PDF as pdfminer.six reads it, box by box."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer

    for number, page in enumerate(extract_pages(file), 1):
        for box in page:
            if isinstance(box, LTTextContainer):
                yield from _sentences(re.sub(r"-\n(?=[a-z])", "", box.get_text()), number)


def _sentences(text: str, page: int) -> Iterator[Sentence]:
    return (Sentence(found.group(), page) for found in SENTENCE.finditer(text.replace("\n", " ")))


def damaged(sentence: str, rng: random.Random) -> str:
    """A sentence with what programs and people do to one: words and letters lost, misread, glued, divided, left out."""
    words = sentence.split()
    at = rng.randrange(len(words))
    match rng.randrange(8):
        case 0:
            return " ".join([*words[:at], *words[at + 1 :]])
        case 1:
            return "".join(char for char in sentence if rng.random() > 0.04)
        case 2:
            return "".join(
                rng.choice("aeinrst") if char.isalpha() and rng.random() < 0.04 else char for char in sentence
            )
        case 3:
            return sentence.replace(" ", "", rng.randrange(1, 6)).replace("fi", "ﬁ")
        case 4:
            return " ".join([*words[:at], f"{words[at]}{rng.randrange(1, 60)}", *words[at + 1 :]])
        case 5:
            return " ".join(
                f"{one[:4]}-\n{one[4:]}" if len(one) > 6 and rng.random() < 0.4 else one for one in words
            )
        case 6:
            return " ".join([*words[:at], "XXXX", *words[at + 1 :]])
        case _:
            half = len(words) // 2
            return " ".join([*words[:half], "[...]", *words[half + 1 :]])


def _shuffled(words: list[str], rng: random.Random) -> str:
    return " ".join(rng.sample(words, len(words)))


def _pairs(documents: list[Document]) -> Iterator[tuple[Document, Document]]:
    return zip(documents, [*documents[1:], documents[0]], strict=True)


@dataclass(frozen=True)
class Looked:
    """What came of looking for one quote, and the milliseconds it took."""

    sentence: Sentence
    passage: Passage
    page: int
    milliseconds: float


def _looked_for(documents: list[Document], change: Callable[[str], str]) -> list[Looked]:
    return [
        _look(document, sentence, change(sentence.words))
        for document in documents
        for sentence in document.sentences
    ]


def _look(document: Document, sentence: Sentence, words: str) -> Looked:
    start = time.process_time()
    passage = document.searched.find(Quote(words))
    milliseconds = 1000 * (time.process_time() - start)
    page = document.page_at(passage.start) if passage.match in FOUND else 0
    return Looked(sentence, passage, page, milliseconds)


def _as_they_are(documents: list[Document]) -> None:
    looked = _looked_for(documents, str)
    _table("as another program reads them", looked)
    wrong = [
        one for one in looked if one.passage.match in FOUND and one.sentence.page and one.page != one.sentence.page
    ]
    print(f"    on another page: {len(wrong)}")
    _list(one for one in looked if one.passage.match not in FOUND)


def _list(looked: Iterable[Looked]) -> None:
    for one in looked:
        print(f"    {one.passage.match}: {one.sentence.words[:100]}")


def _table(name: str, looked: list[Looked]) -> None:
    counts = Counter(one.passage.match for one in looked)
    share = ", ".join(f"{match} {counts[match]} ({100 * counts[match] / len(looked):.1f} %)" for match in Match)
    print(f"{name}: {share}")
    times = sorted(one.milliseconds for one in looked)
    middle, most = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"    ms computed: median {middle:.2f}, 99 % under {most:.2f}, most {times[-1]:.2f}")


GRID = '<w:tblStyle w:val="TableGrid"/>'  # rules every cell
BETWEEN_ROWS = "".join(f'<w:{one} w:val="single" w:sz="4"/>' for one in ("top", "bottom", "insideH"))
STYLES = {
    "every cell ruled": GRID,
    "rules between rows": f"<w:tblBorders>{BETWEEN_ROWS}</w:tblBorders>",
    "no rules": "",
}


def _cells(folder: Path) -> None:
    """Look for the cells of a printed table."""
    if not (soffice := shutil.which("soffice")):
        print("\nno soffice here, so no table is printed")
        return
    subprocess.run([sys.executable, "-m", "reviewkit", "demo", folder / "demo"], check=True, capture_output=True)
    made = folder / "demo" / "output" / "characteristics.docx"
    cells = [Sentence(one) for one in dict.fromkeys(read_docx(made.read_bytes(), made.name).parts)]
    print(f"\n{len(cells)} different cells of a table")
    for number, (name, style) in enumerate(STYLES.items()):
        other = folder / f"{number}.docx"
        _restyled(made, other, style)
        subprocess.run(
            [soffice, "--headless", "--convert-to", "pdf", "--outdir", folder, other],
            check=True,
            capture_output=True,
        )
        read = read_pdf(other.with_suffix(".pdf").read_bytes(), name)
        looked = _looked_for([Document(name, Searched(read.text, read.starts), tuple(cells), read.part_at)], str)
        _table(name, looked)
        _list(one for one in looked if one.passage.match not in FOUND)


def _restyled(document: Path, other: Path, style: str) -> None:
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(GRID.encode(), style.encode())
            new.writestr(name, data)


if __name__ == "__main__":
    main()

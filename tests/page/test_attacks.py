"""What somebody who means harm would try, by the door that they would take; none of it may read, write or act.

Names that point here, forms of other pages and missing cookies are in test_guard.py, texts in records in
test_shown.py and test_browser.py, what others decided in test_blind_pages.py.
"""

import csv
import html
import io
import re
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from reviewkit.actions import charting, codebook, coding, texts
from reviewkit.actions.codebook import Noted
from reviewkit.actions.quoting import GivenQuote
from reviewkit.store.open_review import open_review
from tests.folders import begin, files_of
from tests.page.browser import Served, served
from tests.page.charted import FORM, begun
from tests.page.coded import BOOK
from tests.page.coded import begun as to_code
from tests.page.conftest import HOME, Opened, Page

SCRIPT = "<script>document.title='acted'</script>"
XXE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY a{n} "{"&a" + (str(n - 1) if n else "") + ";"}{"&a" + (str(n - 1) if n else "") + ";"}">'
    for n in range(30)
)


@pytest.fixture
def page(tmp_path: Path, opened: Opened) -> Page:
    return opened(begin(tmp_path / "review", records=4).root)


# ---------------------------------------------------------------------------------------- below HTTP


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with served(begin(tmp_path / "review", records=4).root, "a", monkeypatch) as found:
        yield found


def asked(server: Served, request: str) -> str:
    """All that a server answers to raw bytes."""
    port = urlsplit(server.address).port
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        own = {"host": f"127.0.0.1:{port}", "cookie": f"{server.access.cookie}={server.access.session}"}
        line.sendall(request.format(**own).replace("\n", "\r\n").encode())
        line.shutdown(socket.SHUT_WR)
        answer = b""
        while more := line.recv(65536):
            answer += more
    return answer.decode("utf-8", "replace")


RAW = {
    "two names": "GET / HTTP/1.1\nHost: {host}\nHost: evil.example\nCookie: {cookie}\n\n",
    "two names, ours last": "GET / HTTP/1.1\nHost: evil.example\nHost: {host}\nCookie: {cookie}\n\n",
    "no name": "GET / HTTP/1.0\nCookie: {cookie}\n\n",
    "a name after a blank": "GET / HTTP/1.1\nHost: evil.example {host}\nCookie: {cookie}\n\n",
    "a second request in the first": (
        "GET /static/page.css HTTP/1.1\nHost: {host}\nContent-Length: 3\nTransfer-Encoding: chunked\n\n0\n\n"
        "GET / HTTP/1.1\nHost: evil.example\nCookie: {cookie}\n\n"
    ),
    "a socket of the web": (
        "GET /screen HTTP/1.1\nHost: {host}\nOrigin: http://evil.example\nUpgrade: websocket\nConnection: Upgrade\n"
        "Sec-WebSocket-Key: eA==\nSec-WebSocket-Version: 13\n\n"
    ),
}


@pytest.mark.parametrize("name", RAW)
def test_no_oddly_made_request_gets_anything(server: Served, name: str) -> None:
    answer = asked(server, RAW[name])
    assert "A small review" not in answer
    assert "cinahl" not in answer
    assert " 200 " not in answer.split("\r\n", 1)[0]


def test_the_whole_address_of_another_server_is_not_asked_for(server: Served) -> None:
    answer = asked(server, "GET http://evil.example/ HTTP/1.1\nHost: evil.example\nCookie: {cookie}\n\n")
    assert answer.startswith("HTTP/1.1 421")


def test_other_computers_cannot_connect(server: Served) -> None:
    port = urlsplit(server.address).port
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # sends nothing; tells the address by which others reach this computer
        own = probe.getsockname()[0]
    if own.startswith("127."):
        pytest.skip("this computer has no address that others could reach")
    with socket.socket() as line:
        line.settimeout(2)
        assert line.connect_ex((own, port)) != 0


# ---------------------------------------------------------------------------------------- cookies and forms


@pytest.mark.parametrize(
    "cookies",
    [
        "reviewkit_8471=planted; {own}",
        "{own}; reviewkit_8471=planted",
        "reviewkit_9999={session}",
        "REVIEWKIT_8471={session}",
        "reviewkit_8471={token}",
        "reviewkit_8471={form}",
    ],
)
def test_another_program_on_this_computer_opens_nothing_with_cookies(page: Page, cookies: str) -> None:
    """Cookies do not know ports, so any local server can plant one. It may lock the person out, never let itself in."""
    access = page.access
    own = f"{access.cookie}={access.session}"
    sent = cookies.format(own=own, session=access.session, token=access.token, form=access.form_secret)
    page.client.cookies.clear()
    answer = page.client.get("/screen", headers={"cookie": sent})
    assert answer.status_code == 401 or (own in sent and answer.status_code == 200)


@pytest.mark.parametrize("kind", ["text/plain", "application/json", "application/x-www-form-urlencoded", ""])
def test_a_form_in_any_dress_needs_the_secret(page: Page, kind: str) -> None:
    before = files_of(page.sitting.opened.root)
    body = '{"report": "cinahl-0001", "decision": "include", "stage": "screening"}'
    answer = page.client.post("/screen", content=body, headers={"origin": HOME, "content-type": kind})
    assert answer.status_code in (400, 403)
    assert files_of(page.sitting.opened.root) == before


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/screen", {"report": "cinahl-0001", "stage": "screening", "decision": "perhaps"}),
        ("/screen", {"report": "../../review.yaml", "stage": "screening", "decision": "include"}),
        ("/screen", {"report": "cinahl-0001", "stage": "../x", "decision": "include"}),
        ("/screen", {"report": "", "stage": "", "decision": ""}),
        ("/screen/arrange", {"stage": "x", "order": "../../x"}),
        ("/duplicates", {"first": "cinahl-0001", "second": "cinahl-0001", "verdict": "same"}),
        ("/duplicates", {"first": "cinahl-0001", "second": "x", "verdict": "' or 1=1"}),
        ("/undo", {"events": "../../review.yaml b-00000-1"}),
        ("/texts", {"do": "attach", "record": "../../x"}),
        ("/texts", {"do": "retrieved", "record": "$(touch x)"}),
        ("/import/rename", {"old": "cinahl", "new": "../../elsewhere"}),
        ("/import/describe", {"name": "cinahl", "hits": "-1", "seen": ""}),
        ("/setup", {"part": "person", "id": "../evil", "name": "x", "seen": ""}),
        ("/chart/form", {"form": "../../review"}),
        ("/chart/study/..%2f..%2fx", {"field": "n", "value": "1"}),
        ("/chart/differences/..%2f..%2fx", {"field": "n", "value": "1"}),
        ("/code/..%2f..%2fx", {"do": "add", "form": ":add", "quote": "x", "code": "x"}),
        ("/code/..%2f..%2fx/draft", {"form": "../../x", "quote": "x"}),
        (
            "/codebook",
            {"do": "create", "form": ":create", "book": "../../x", "label": "x", "why": "y", "kind": "../x"},
        ),
        ("/codebook", {"do": "retire", "form": ":retire", "code": "//elsewhere.example/", "why": "y"}),
    ],
)
def test_no_value_of_a_form_leads_anywhere_else(page: Page, address: str, form: dict[str, str]) -> None:
    root = page.sitting.opened.root
    before, outside = files_of(root), sorted(root.parent.iterdir())
    answer = page.client.post(
        address, data={"form_secret": page.access.form_secret, **form}, headers={"origin": HOME}
    )
    assert answer.status_code in (200, 400, 404, 422)
    assert files_of(root) == before
    assert sorted(root.parent.iterdir()) == outside


# ---------------------------------------------------------------------------------------- texts that come back


@pytest.mark.parametrize(
    "address",
    [
        f"/screen/mine?q={quote(SCRIPT)}",
        f"/screen/mine?choice={quote(SCRIPT)}",
        f"/screen/report/{quote(SCRIPT, safe='')}",
        f"/record/{quote(SCRIPT, safe='')}",
        f"/box/{quote(SCRIPT, safe='')}",
        f"/figures?in={quote(SCRIPT)}",
        f"/figures/{quote(SCRIPT, safe='')}/flow.svg",
        f"/text/{quote(SCRIPT, safe='')}",
        f"/{quote(SCRIPT, safe='')}",
        f"/changed?since={quote(SCRIPT)}",
    ],
)
def test_no_text_of_an_address_acts(page: Page, address: str) -> None:
    answer = page.client.get(address)
    assert SCRIPT not in answer.text


def test_no_text_that_a_person_wrote_acts(page: Page) -> None:
    """Of another reviewer: a note, labels, and all that the team agreed."""
    root = page.sitting.opened.root
    yaml = root / "review.yaml"
    evil = SCRIPT.replace("'", "''")
    text = re.sub(r"(?m)^title:.*$", f"title: '{evil}'", yaml.read_text("utf-8"))
    yaml.write_text(f"{text}criteria: {{include: ['{evil}'], exclude: ['{evil}']}}\n", "utf-8")
    (root / "studies.yaml").write_text(f"x: {{citation: '{evil}', records: [cinahl-0001]}}\n", "utf-8")
    form = {"report": "cinahl-0001", "stage": "screening", "decision": "include", "note": SCRIPT, "labels": SCRIPT}
    page.sends("/screen", answer="1", **form)
    for address in ("/", "/screen", "/screen/mine", "/setup", "/studies", "/figures", "/import", "/conflicts"):
        assert SCRIPT not in page.shows(address)


def test_no_text_of_charting_acts(tmp_path: Path, opened: Opened) -> None:
    """In the form, in a full text and its name, in answers, quotes and notes, and in what comes back with an error."""
    folder = begun(tmp_path / "review", people=2)
    evil = f'"><b>{SCRIPT}</b>'.replace("'", "''")
    form = FORM.replace("label: Mean age", f"label: '{evil}', help: '{evil}', unit: '{evil}'")
    form = form.replace("definition: People were asked", f"definition: '{evil}'").replace(
        "label: Survey", f"label: '{evil}'"
    )
    (folder.root / "charting" / "form.yaml").write_text(form.replace("label: Name", f"label: '{evil}'"), "utf-8")
    studies = folder.root / "studies.yaml"
    studies.write_text(studies.read_text("utf-8").replace("Study 1", f"'{evil}'"), "utf-8")
    folder.refresh()
    texts.attach(folder, "a", "cinahl-0001", f"{SCRIPT}.txt", f"{evil} and more words".encode())
    for who in "ab":
        for field, value in (("aim", f"{evil} {who}"), ("n", "NR"), ("design", "survey"), ("age", "1")):
            quotes = [GivenQuote(evil)] if field == "aim" else []
            charting.set_value(folder, who, "berg", field, value, quotes, note=evil, keep_lost=True)
        charting.set_value(folder, who, "berg", "arms", f"{evil.replace(';', '')} {who}; 1")
        charting.finish(folder, who, "berg")
    page = opened(folder.root)
    (text,) = [one for one in page.sitting.review.facts.texts if one.path.endswith(".txt")]
    shown = [page.shows(address) for address in ("/chart", "/chart/differences", "/texts?all=yes", "/studies")]
    for query in (
        "",
        f"?text={text.sha256}",
        f"?text={text.sha256}&quote={quote(evil)}",
        f"?field={quote(SCRIPT)}",
    ):
        shown += [page.shows(f"/chart/study/berg{query}"), page.shows(f"/chart/differences/berg{query}")]
    sent = {
        "field": "n",
        "instance": "1",
        "value": evil,
        "note": evil,
        "new_quote": evil,
        "quote": evil,
        "part": evil,
    }
    shown.append(page.sends("/chart/study/berg", 422, **sent))
    settled = {"field": "aim", "instance": "1", "value": evil, "note": evil}
    shown.append(page.sends("/chart/differences/berg", **settled))
    for answer in shown:
        assert "<script>document" not in answer
        assert "<b>" not in answer
    assert any("&lt;b&gt;" in answer for answer in shown)


def test_no_text_of_coding_acts(tmp_path: Path, opened: Opened) -> None:
    """In a text, the codebook and its history, quotes, notes and reasons, and in what comes back with an error."""
    evil = f'"><b>{SCRIPT}</b>'
    in_yaml = "'" + evil.replace("'", "''") + "'"
    book = BOOK.replace("She knows me", in_yaml).replace("That each relies on the other.", in_yaml)
    folder = to_code(tmp_path / "review", book.replace("en: Trust", f"en: {in_yaml}"), f"{evil} and more words\n")
    studies = folder.root / "studies.yaml"
    studies.write_text(studies.read_text("utf-8").replace("Study 1", in_yaml), "utf-8")
    folder.refresh()
    done = coding.add_quote(folder, "a", "berg", evil, ["trust"], evil, evil, keep_lost=True)
    coding.add_quote(folder, "a", "berg", f"not there {evil}", ["knows_me"], keep_lost=True)
    coding.recode(folder, "a", done.id, ["trust", "knows_me"], evil)
    coding.mark_study(folder, "a", "berg", "trust", evil)
    codebook.split(folder, "a", "time", {"x": f"{evil} x", "y": f"{evil} y"}, Noted(evil))
    page = opened(folder.root)
    form = {"do": "add", "form": ":add", "quote": evil, "note": evil, "new_label": evil, "new_parent": evil}
    shown = [page.sends("/code/berg", 422, **form, code=evil, page=evil, new_why=evil)]
    shown += [
        page.sends("/codebook", 422, do="rename", form=f":rename {evil}", code="trust", label=evil, why=evil)
    ]
    shown += [page.sends("/codebook", 422, do="merge", form=":merge trust", code="trust", into=evil, why=evil)]
    for address in ("/code", "/code/berg", f"/code/berg?edit={done.id}", "/codebook", "/codebook?code=trust", "/"):
        shown.append(page.shows(address))
    shown += [
        page.client.get(f"/codebook?of={quote(evil)}").text,  # no code is called so
        page.shows(f"/code/berg?text={quote(evil)}&edit={quote(evil)}"),
    ]
    for answer in shown:
        assert "<script>document" not in answer
        assert "<b>" not in answer
    assert all("&lt;b&gt;" in answer for answer in shown[:8])


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_cell_of_a_download_is_a_formula(page: Page, start: str) -> None:
    root = page.sitting.opened.root
    (root / "studies.yaml").write_text(
        'x: {citation: "' + start.replace("\t", "\\t") + '", records: [cinahl-0001]}\n', "utf-8"
    )
    for who in "ab":
        page.sitting.who = who
        page.sends("/screen", report="cinahl-0001", stage="screening", decision="include", answer=who)
    data = page.client.get("/tables/nb/studies.xlsx").content
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/sheet" in name]
        strings = book.read("xl/sharedStrings.xml").decode()
    assert sheets
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert start.strip() in html.unescape(strings)
    rows = list(csv.reader(page.client.get("/tables/nb/studies.csv").text.splitlines(), delimiter=";"))
    shown = [cell for row in rows for cell in row if start.strip() in cell]
    assert shown
    assert not [cell for cell in shown if cell.startswith(("=", "+", "@", "-", "\t"))]


# ---------------------------------------------------------------------------------------- files that are sent


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_up_", "../"), data)
    return out.getvalue()


FILES = {
    "export.xml": XXE.encode()
    + b"<xml><records><record><titles><title>&a;</title></titles></record></records></xml>",
    "laughs.xml": (LAUGHS + "]><xml><records><record>&a29;</record></records></xml>").encode(),
    "book.xlsx": zipped(xl__workbook_xml=XXE.encode() + b"<workbook>&a;</workbook>"),
    "up.zip": zipped(_up__up_evil_ris=b"TY  - JOUR\nTI  - x\nER  - \n"),
    "program.ris": b"MZ\x90\x00" + bytes(range(256)) * 20,
    "empty.ris": b"",
    "nul.csv": b"\0" * 4096,
    "../../evil.ris": b"no export",
    "C:\\Windows\\evil.ris": b"no export",
    "CON.ris": b"no export",
    "a\r\nSet-Cookie: x=1.ris": b"no export",
    "x" * 300 + ".ris": b"no export",
    SCRIPT + ".ris": b"no export",
}


@pytest.mark.parametrize("name", FILES)
def test_no_file_that_is_imported_acts_or_leads_out(page: Page, name: str) -> None:
    root = page.sitting.opened.root
    outside = sorted(root.parent.iterdir())
    records = len(page.sitting.review.records)
    answer = page.client.post(
        "/import",
        data={"form_secret": page.access.form_secret, "source": "evil"},
        files=[("files", (name, FILES[name]))],
        headers={"origin": HOME},
    )
    assert "root:" not in answer.text
    assert SCRIPT not in answer.text
    assert "set-cookie" not in answer.headers
    assert sorted(root.parent.iterdir()) == outside
    found = open_review(root).review
    assert len(found.records) == records
    assert all("root:" not in one.title for one in found.records.values())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("paper.pdf", SCRIPT.encode()),
        ("paper.pdf", b"MZ\x90\x00"),
        ("picture.svg", f"<svg xmlns='http://www.w3.org/2000/svg'>{SCRIPT}</svg>".encode()),
        ("../../../paper.pdf", b"%PDF-1.4\n" + SCRIPT.encode()),
        ("page.html", f"<!doctype html><html><body>{SCRIPT}</body></html>".encode()),
    ],
)
def test_no_full_text_acts_in_the_page(page: Page, name: str, data: bytes) -> None:
    """What is a document is shown as what it is, shut off from the page; anything else is refused."""
    root = page.sitting.opened.root
    outside = sorted(root.parent.iterdir())
    page.client.post(
        "/texts",
        data={"form_secret": page.access.form_secret, "do": "attach", "record": "cinahl-0001"},
        files=[("file", (name, data))],
        headers={"origin": HOME},
    )
    assert sorted(root.parent.iterdir()) == outside
    for text in page.sitting.review.facts.texts:
        answer = page.client.get(f"/text/{text.sha256}")
        assert answer.headers["x-content-type-options"] == "nosniff"
        kind, policy = answer.headers["content-type"], answer.headers["content-security-policy"]
        assert kind.startswith("application/pdf") or "sandbox" in policy
        assert "script-src 'none'" in policy or "default-src 'none'" in policy

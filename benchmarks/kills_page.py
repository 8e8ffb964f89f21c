"""Kill the server of the page with SIGKILL while somebody decides, and look whether anything acknowledged is lost.

An invented review lives through all kills. Each time the real `reviewkit open` is started and one client decides on
the records that the page shows, as fast as it can; at a random moment the server is killed. What the page had answered
by then is acknowledged: it must be in the log, once, on the record shown; `check` must find no damaged line.

    python benchmarks/kills_page.py --kills 30
"""

import argparse
import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter
from pathlib import Path

PER_KILL = 80  # records: more than anybody can decide on before a kill
FIELD = re.compile(r'name="(form_secret|report|stage|answer|last)" value="([^"]*)"')
REVIEWKIT = (sys.executable, "-m", "reviewkit")


def made(root: Path, records: int) -> None:
    """A review of one person with records that nobody has decided on."""
    entry = "TY  - JOUR\nTI  - Home care number {0} of {0} in town {0}\nAU  - Berg{0}, K\nPY  - 2020\nER  - \n"
    (root / "all.ris").write_text("".join(entry.format(n) for n in range(records)), encoding="utf-8")
    for words in (
        ("init", ".", "-r", "a", "--stages", "one"),
        ("import", "all.ris", "-s", "x", "--as", "a"),
        ("dedupe", "--as", "a"),
    ):
        subprocess.run((*REVIEWKIT, *words), cwd=root, check=True, capture_output=True)


class Client:
    """One session with the page; `answered` is what the page acknowledged, by record."""

    def __init__(self, port: int, code: str) -> None:
        self.port, self.answered = port, Counter[str]()
        reply = self.asks("POST", "/enter", {"code": code})
        self.cookie = reply.getheader("set-cookie", "").partition(";")[0]

    def asks(self, method: str, path: str, form: dict[str, str] | None = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": getattr(self, "cookie", "")}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urllib.parse.urlencode(form or {}) if form else None, headers)
        return connection.getresponse()

    def decides(self) -> None:
        """Decide until the server is gone."""
        try:
            while True:
                form = dict(FIELD.findall(self.asks("GET", "/screen").read().decode()))
                reply = self.asks("POST", "/screen", {**form, "decision": "include"})
                if reply.status == 303:
                    self.answered[form["report"]] += 1
        except (OSError, http.client.HTTPException, KeyError):
            return


def killed_once(root: Path, rng: random.Random) -> Counter[str]:
    """Start the server, decide, kill it; returns what was acknowledged."""
    server = subprocess.Popen(
        (*REVIEWKIT, "open", ".", "--no-browser", "--as", "a"),
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    found = re.match(r"http://127\.0\.0\.1:(\d+)/\s+code: (\S+)", server.stdout.readline())
    assert found
    for _ in range(100):
        try:
            client = Client(int(found[1]), found[2])
            break
        except OSError:
            time.sleep(0.05)
    worker = threading.Thread(target=client.decides)
    worker.start()
    for _ in range(200):
        if client.answered:
            break
        time.sleep(0.05)
    time.sleep(rng.uniform(0.0, 1.0))
    server.kill()
    server.wait()
    worker.join()
    return client.answered


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="kills-page-") as place:
        root = Path(place)
        os.environ["REVIEWKIT_HOME"] = str(root / "home")
        made(root, PER_KILL * given.kills)
        answered: Counter[str] = Counter()
        idle = 0
        for _ in range(given.kills):
            before = answered.total()
            answered += killed_once(root, rng)
            idle += answered.total() == before
        lines = (root / "screening" / "a.jsonl").read_text(encoding="utf-8").splitlines()
        logged = Counter(json.loads(line)["record"] for line in lines if line.strip())
        check = subprocess.run((*REVIEWKIT, "check", "--json"), cwd=root, capture_output=True, text=True)
        damaged = [one for one in json.loads(check.stdout) if one["code"] == "log"]
    lost = [record for record in answered if record not in logged]
    twice = [record for record, times in logged.items() if times > 1]
    print(
        f"{given.kills} kills ({idle} before the first answer): {answered.total()} answers acknowledged, "
        f"{logged.total()} logged; lost {len(lost)}, twice {len(twice)}, damaged lines {len(damaged)}"
    )


if __name__ == "__main__":
    main()

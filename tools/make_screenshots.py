"""Make docs/guide/pictures anew: walk the guides in a browser, step by step, and photograph where a picture stands.

    python -m tools.make_screenshots [en] [nb]

It needs Chromium, on Debian with chromium-l10n, so that the browser's own buttons are in Norwegian too. A rerun on the
same computer gives the same pictures, because the review is the same each time, with its times (guide_story.py).
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tools.guide_steps import GUIDES
from tools.guide_story import GUIDE_OF, Story

# Without these, Chromium itself calls its maker's servers, or draws letters as its graphics card likes.
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --font-render-hinting=none"
).split()
COLOURS = 64


def main(languages: list[str]) -> None:
    """Make the pictures of these languages, in place of those that are there."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("This needs Chromium or Chrome. Install it, then run make screenshots again.")
    for language in languages:
        with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
            made, environment = Path(place) / "pictures", {**os.environ, "LANGUAGE": language}
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET, env=environment)
            Story(language, Path(place) / "trygg-hjemme", Path(place) / "files", browser, made).tell()
            browser.close()
            replace(GUIDES / "pictures" / language, made)


def replace(old: Path, made: Path) -> None:
    """Put the pictures that were made in place of the old ones, with few colours, so that they are small."""
    shutil.rmtree(old, ignore_errors=True)
    old.mkdir(parents=True)
    for path in sorted(made.glob("*.png")):
        picture = Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        picture.save(old / path.name, optimize=True)
        print(f"{(old / path.name).stat().st_size:7} {old.name}/{path.name}")


if __name__ == "__main__":
    main(sys.argv[1:] or list(GUIDE_OF))

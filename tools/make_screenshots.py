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

from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

from tools.guide_steps import GUIDES
from tools.guide_story import GUIDE_OF, Story

# Without these, Chromium itself calls its maker's servers, or draws letters as its graphics card likes.
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --font-render-hinting=none"
).split()
COLOURS = 64
FAINT = 8  # of 255 shades of a colour


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
    """Put the pictures that were made in place of the old ones, with few colours, so that they are small.

    One that looks as it did before stays: a browser draws a corner in another shade now and then.
    """
    old.mkdir(parents=True, exist_ok=True)
    for path in old.glob("*.png"):
        if not (made / path.name).exists():
            path.unlink()
    for path in sorted(made.glob("*.png")):
        picture = Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        kept = old / path.name
        if not (kept.exists() and look_alike(Image.open(kept), picture)):
            picture.save(kept, optimize=True)
            print(f"{kept.stat().st_size:7} {old.name}/{path.name}")


def look_alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether nobody could see a difference between two pictures."""
    if one.size != other.size:
        return False
    shades = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return max(most for _, most in shades) <= FAINT  # type: ignore[index]


if __name__ == "__main__":
    main(sys.argv[1:] or list(GUIDE_OF))

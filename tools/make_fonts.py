"""Cut Arimo down to the letters that figures and reports need, and write the advance widths of those in figures.

    python tools/make_fonts.py Arimo-Regular.ttf Arimo-Bold.ttf Arimo-Italic.ttf

Needs fonttools. Arimo is Arial-metric and under the SIL Open Font License; run by hand when the font changes.
"""

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent.parent / "reviewkit" / "fonts"
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x370, 0x3FF),
    (0x400, 0x45F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x2044),
    (0x20AC, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2200, 0x2265),
)


def main() -> None:
    widths = {}
    for weight, path in zip(("regular", "bold", "italic"), sys.argv[1:], strict=True):
        wanted = [code for first, last in RANGES for code in range(first, last + 1)]
        options = subset.Options(
            hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True
        )
        font = TTFont(path)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=wanted)
        cutter.subset(font)
        font.save(FOLDER / f"Arimo-{weight.title()}.ttf")
        if weight == "italic":  # figures have no words in italics, reference lists have
            continue
        metrics, units = font["hmtx"], font["head"].unitsPerEm
        widths[weight] = {
            chr(code): round(metrics[name][0] * 1000 / units) for code, name in sorted(font.getBestCmap().items())
        }
    (FOLDER / "widths.json").write_text(json.dumps(widths, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

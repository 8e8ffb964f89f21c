"""What a co-author does to a figure: words changed in its XML, as a program would save them."""

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import quote

PARTS = {"pptx": "ppt/slides/slide1.xml", "docx": "word/document.xml"}
SHAPES = {"pptx": r"<p:sp>(?:(?!</p:sp>).)*?</p:sp>", "docx": r"<wps:wsp>(?:(?!</wps:wsp>).)*?</wps:wsp>"}


def edited(data: bytes, ending: str, change: Callable[[str], str]) -> bytes:
    """The file with its figure changed."""
    if ending == "drawio":
        return change(data.decode()).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, change(part.decode()).encode() if name == PARTS[ending] else part)
    return out.getvalue()


def replaced(old: str, new: str) -> Callable[[str], str]:
    """A text written otherwise; it must be there once."""

    def change(xml: str) -> str:
        assert xml.count(old) == 1, (old, xml.count(old))
        return xml.replace(old, new)

    return change


def without_box(ending: str, box: str) -> Callable[[str], str]:
    """A box deleted."""
    if ending == "drawio":
        pattern = rf'<mxCell id="box-{box}"(?:(?!</mxCell>).)*</mxCell>\n'
        return lambda xml: re.sub(pattern, "", xml)
    return lambda xml: re.sub(
        SHAPES[ending], lambda found: "" if f'name="{box}"' in found[0] else found[0], xml, flags=re.DOTALL
    )


def renamed(ending: str, box: str, name: str) -> Callable[[str], str]:
    """The name of a box changed, as when its words are pasted into a new one."""
    if ending == "drawio":
        return replaced(f'id="box-{box}"', f'id="{name}"')
    return replaced(f'name="{box}"', f'name="{name}"')


def packed(xml: str) -> str:
    """A file of draw.io with its diagram packed, as some versions save it."""
    model = xml[xml.index("<mxGraphModel") : xml.index("</mxGraphModel>") + len("</mxGraphModel>")]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(quote(model, safe="").encode()) + packer.flush()
    return f'<mxfile><diagram id="a" name="b">{base64.b64encode(data).decode()}</diagram></mxfile>'

"""The gallery shows what its commands draw."""

import shlex
from pathlib import Path

import pytest

from tests.conftest import Command
from tools.make_gallery import GALLERY, PAGE, PICTURES, Picture, page


def test_the_page_is_what_the_tool_writes_and_each_picture_is_there() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run make gallery"
    assert {path.stem for path in PICTURES.iterdir()} == {one.name for one in GALLERY}
    assert all((PICTURES / f"{one.name}.png").read_bytes().startswith(b"\x89PNG") for one in GALLERY)


@pytest.mark.parametrize("one", GALLERY, ids=lambda one: one.name)
def test_each_command_draws_a_figure(one: Picture, example: Path, rk: Command) -> None:
    ran = rk(*("figure.svg" if word == "FILE" else word for word in shlex.split(one.command)))
    assert (ran.status, "</svg>" in Path("figure.svg").read_text(encoding="utf-8")) == (0, True)

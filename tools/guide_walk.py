"""Follow a guide in a browser word by word: click what is bold, type what is code, press keys, wait for what is said.

Nothing here knows the page: a word that is not on it stops the walk, as it would stop a reader.
"""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import ElementHandle, Error, JSHandle, Page, Request

from tools.guide_steps import Act, Section, Step

PATIENCE = 10.0  # seconds
Filled = Callable[[Path], None]

# The thing on the page with exactly these words of its own (not those of a key or field within it): what can be
# clicked or filled in before a heading or other text, and a field first where something is typed next; the place of the
# last heading before the rest of the page, the page before its menu.
_FIND = """([words, typesNext]) => {
  const squeezed = text => text.replace(/\\s+/g, " ").trim().replace(/\\s*:$/, "");
  const own = element => squeezed([...element.childNodes].filter(node => node.nodeType === 3)
    .map(node => node.data).join(" "));
  const pressed = "button, a, summary";
  const kinds = [...(typesNext ? ["label", pressed] : [pressed, "label"]), "legend, h1, h2, h3, th, td, li, p, span"];
  const places = [document.querySelector("[data-walked-place]"), document.querySelector("main"), document];
  for (const place of places.filter(Boolean))
    for (const kind of kinds)
      for (const element of place.querySelectorAll(kind))
        if (element.checkVisibility() && own(element) === words) return element;
  for (const box of document.querySelectorAll("svg a"))
    if (box.textContent.replace(/\\s/g, "").startsWith(words.replace(/\\s/g, ""))) return box;
  return null;
}"""
_PLACE = """element => {
  for (const old of document.querySelectorAll("[data-walked-place]")) delete old.dataset.walkedPlace;
  const place = element.closest("fieldset, form, section, article, tr, li") || element.parentElement;
  place.dataset.walkedPlace = "here";
}"""
_RENAME = """folder => {
  for (const place of document.querySelectorAll("code"))
    if (place.textContent === folder) place.textContent = "C:\\\\Users\\\\kari\\\\OneDrive\\\\Trygg hjemme";
}"""
_FOCUS = """() => {
  const field = document.activeElement;
  return field.matches("form:is([data-chart], [data-coder]) :is(input, textarea)") && field;
}"""
_KEYS = {"Esc": "Escape"}  # as keyboards call them, and as the browser does
_OTHER = "() => document.querySelector('main') && !document.querySelector('main[data-walked]')"
_SAYS = "words => document.body.innerText.replace(/\\s+/g, ' ').includes(words)"


class StuckError(Exception):
    """A reader would not get further: what was asked for is not on the page."""


class Walk:
    """One reader at one page. `material` holds the files that the guide names; what is downloaded goes there too, and
    `filled` fills it in. Pictures show another name for `folder`, which is somewhere else on every computer."""

    def __init__(
        self, page: Page, material: Path, filled: Filled, pictures: Path | None = None, folder: str = ""
    ) -> None:
        self.page, self.material, self.filled, self.pictures, self.folder = (
            page,
            material,
            filled,
            pictures,
            folder,
        )
        self.field: ElementHandle | None = None
        self.typed: list[str] = []
        self.asked = 0  # requests of the page so far
        page.on("request", self._counts)

    def _counts(self, request: Request) -> None:
        self.asked += 1

    def section(self, section: Section) -> None:
        """Do the steps of a section."""
        for step in section.steps:
            try:
                self.step(step)
            except (StuckError, Error) as stuck:
                raise StuckError(f"{section.title}, step {step.number}: {stuck}") from stuck

    def step(self, step: Step) -> None:
        """Do one step, and take its picture where it has one."""
        self.field = None
        for act, following in zip(step.acts, (*step.acts[1:], None), strict=False):
            self._do(act, following is not None and following.kind == "own")
        if step.picture and self.pictures:
            self._photograph(self.pictures / f"{step.picture}.png")

    def _do(self, act: Act, types_next: bool) -> None:
        if act.kind == "says":
            self._hears(act.text)
        elif act.kind == "key":
            self._answered(lambda: self.page.keyboard.press(_KEYS.get(act.text, act.text)))
        elif act.kind == "own" and (self.field or self._is_in_a_field()):
            self._types(act.text)
        else:
            self._uses(self._found(act.text, types_next))

    def _is_in_a_field(self) -> bool:
        """Whether a field for charting or coding is open, so that what is typed goes there without looking for it."""
        self.field, self.typed = self.page.evaluate_handle(_FOCUS).as_element(), []
        return self.field is not None

    def _hears(self, words: str) -> None:
        if not self._comes(_SAYS, words):
            said = self.page.locator("main").inner_text()[:600]
            raise StuckError(f"the page does not say {words!r}; it says: {said!r}")

    def _found(self, words: str, types_next: bool) -> ElementHandle:
        found = self._comes(_FIND, [words, types_next])
        element = found.as_element() if found else None
        if element is None:
            raise StuckError(f"{words!r} is not on the page {self.page.url}")
        return element

    def _uses(self, thing: ElementHandle) -> None:
        """Click what can be clicked, make a field ready to be filled in, and go to the place of anything else."""
        kind = thing.evaluate("element => element.tagName.toLowerCase()")
        self.field = None
        if thing.get_attribute("download") is not None:
            self._downloads(thing)
        elif kind in ("button", "a"):
            self._answered(thing.click)
        elif kind == "summary":
            thing.click()
        elif kind == "label":
            self._enters(thing)
        else:
            thing.evaluate(_PLACE)

    def _enters(self, label: ElementHandle) -> None:
        field = label.evaluate_handle("label => label.control").as_element()
        assert field is not None, "a label without a field"
        if field.get_attribute("type") in ("checkbox", "radio"):
            field.click()
        else:
            self.field, self.typed = field, []
            field.scroll_into_view_if_needed()

    def _types(self, text: str) -> None:
        """Fill in the field; several things in a row are several lines, or several files."""
        assert self.field is not None
        self.typed.append(text)
        kind = self.field.evaluate("field => field.type")
        if kind == "file":
            self.field.set_input_files([self.material / name for name in self.typed])
        elif kind == "select-one":
            self.field.select_option(label=text)
        else:
            self.field.fill("\n".join(self.typed))

    def _answered(self, does: Callable[[], None]) -> None:
        """Do what may bring another page, and wait for it if it comes."""
        self.page.evaluate("document.querySelector('main').dataset.walked = 'before'")
        before = self.asked
        does()
        if not self._comes(_OTHER, "", seconds=0.3) and self.asked > before:
            # A key that only marks a reason or goes to a field asks for none, and brings none.
            self._comes(_OTHER, "", seconds=1.5)
        self.page.wait_for_load_state()

    def _comes(self, script: str, argument: object, seconds: float = 0) -> JSHandle | None:
        """What a script finds on the page, as soon as it finds it; None if it does not in this time.

        The page forbids the browser's own way to wait for something, which evaluates texts (unsafe-eval).
        """
        until = time.monotonic() + (seconds or PATIENCE)
        while time.monotonic() < until:
            with contextlib.suppress(Error):  # the page is on its way to another
                found = self.page.evaluate_handle(script, argument)
                if found.evaluate("found => Boolean(found)"):
                    return found
            self.page.wait_for_timeout(50)
        return None

    def _downloads(self, link: ElementHandle) -> None:
        with self.page.expect_download() as download:
            link.click()
        path = self.material / download.value.suggested_filename
        download.value.save_as(path)
        assert path.stat().st_size > 0
        self.filled(path)

    def _photograph(self, path: Path) -> None:
        self.page.mouse.move(0, 0)
        if self.page.locator("iframe").count():
            self.page.wait_for_timeout(3_000)  # the browser's own reader of PDF files tells nobody when it is done
        self.page.evaluate(_RENAME, self.folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path, animations="disabled")

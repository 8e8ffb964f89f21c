"""The styles of reference lists that come with reviewkit, in the Citation Style Language (CSL 1.0)."""

from importlib import resources

_BY_LANGUAGE = {"nb": "norsk-apa", "nn": "norsk-apa"}


def names() -> tuple[str, ...]:
    """The names of the styles."""
    return tuple(
        sorted(path.name[:-4] for path in resources.files(__name__).iterdir() if path.name.endswith(".csl"))
    )


def text(name: str) -> str:
    """The style with this name, as CSL."""
    return resources.files(__name__).joinpath(f"{name}.csl").read_text(encoding="utf-8")


def usual(language: str) -> str:
    """The style of a reference list where nobody chose one: that of the Norwegian APA manual, in English APA."""
    return _BY_LANGUAGE.get(language, "apa")

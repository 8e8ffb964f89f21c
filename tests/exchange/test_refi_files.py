"""A path in a project means one file, or none."""

import pytest

from reviewkit.exchange.refi_files import Names, name_of


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("internal://a.txt", "sources/a.txt"),
        ("internal://x/a.txt", "sources/x/a.txt"),
        ("internal://X/A.txt", "sources/x/a.txt"),
        ("internal://Sources/x/a.txt", "sources/x/a.txt"),
        ("sources\\x\\a.txt", "sources/x/a.txt"),
        ("relative:///x/a.txt", "sources/x/a.txt"),
        ("internal://y/a.txt", ""),  # two files have this name, and none this path
        ("internal://b.txt", "sources/B.txt"),
        ("internal://y/b.txt", "sources/B.txt"),
        ("internal://c.TXT", "c.txt"),
        ("internal://d.txt", "sources/d.txt"),
        ("internal://D.txt", "sources/D.txt"),
        ("internal://Notes/n.txt", "Notes/n.txt"),
        ("internal://gone.txt", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("base", ["", "My project/"])
def test_a_path_means_the_file_that_is_there_and_a_name_alone_the_only_one(
    path: str, file: str, base: str
) -> None:
    files = (
        "d.txt sources/a.txt sources/x/a.txt sources/B.txt c.txt sources/d.txt sources/D.txt Notes/n.txt".split()
    )
    names = Names([f"{base}project.qde", *(f"{base}{one}" for one in files)], f"{base}project.qde")
    assert names.file(path) == (f"{base}{file}" if file else "")


def test_two_files_that_differ_in_the_size_of_letters_are_not_mixed_up() -> None:
    names = Names(["sources/a.txt", "sources/A.txt"], "project.qde")
    assert [names.file(path) for path in ("a.txt", "A.txt", "a.TXT")] == ["sources/a.txt", "sources/A.txt", ""]
    assert name_of("a\\b/c.txt") == "c.txt"

"""The schemas of REFI-QDA, against which exports are checked."""

import zipfile
from io import BytesIO
from pathlib import Path

from lxml import etree

HERE = Path(__file__).parent


def assert_valid(xml: str | bytes, schema: str = "Codebook.xsd") -> None:
    """Fail with what is wrong where XML is not as the schema has it."""
    known = etree.XMLSchema(etree.parse(str(HERE / schema)))
    known.assertValid(etree.fromstring(xml.encode() if isinstance(xml, str) else xml))


def assert_valid_project(data: bytes) -> None:
    """Fail where the project in a .qdpx file is not as the schema has it."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert_valid(archive.read("project.qde"), "Project.xsd")

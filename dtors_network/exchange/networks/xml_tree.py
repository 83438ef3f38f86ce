"""XML from anybody: no document types, no entities, and a bounded number of elements, one inside the other."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, indent, tostring

from dtors_network.safe.bounds import LARGEST_FILE, bounded_bytes
from dtors_network.safe.xml_reading import XmlBounds, local, parse_xml

NETWORK: Final = XmlBounds(700_000, 100, "Export fewer nodes, edges or attributes", longest=LARGEST_FILE)


def read_xml(path: Path) -> Element:
    """Read an XML file.

    Refused where it has a document type or entities, or is larger or deeper than any network.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "map.gexf").write_text("<gexf/>")
    ...     local(read_xml(Path(folder) / "map.gexf"))
    'gexf'
    """
    return parse_xml(bounded_bytes(path), path.name, NETWORK)


def xml_bytes(root: Element) -> bytes:
    """Give a tree as the bytes of a file.

    >>> xml_bytes(Element("gexf")).decode().splitlines()[1]
    '<gexf />'
    """
    indent(root)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def children(element: Element, name: str) -> list[Element]:
    """List the children of a name, whatever their namespace.

    >>> root = Element("graph")
    >>> root.append(Element("{x}node"))
    >>> len(children(root, "node"))
    1
    """
    return [child for child in element if local(child) == name]

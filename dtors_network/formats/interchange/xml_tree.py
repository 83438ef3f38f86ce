"""XML from anybody: no document types, no entities, and a bounded number of elements, one inside the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, indent, tostring

from dtors_network.errors import Fault, InputError
from dtors_network.formats.interchange.bounds import bounded_bytes

MOST_ELEMENTS: Final = 250_000
DEEPEST: Final = 100


def read_xml(path: Path) -> Element:
    """Read an XML file.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Element
        Its root.

    Raises
    ------
    InputError
        If it is no XML, has a document type or entities, or is larger or deeper than any network.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "map.gexf").write_text("<gexf/>")
    ...     local(read_xml(Path(folder) / "map.gexf"))
    'gexf'
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    raw = bounded_bytes(path)
    parser = DefusedXMLParser(target=_Bounded(path.name), forbid_dtd=True)
    try:
        parser.feed(raw)
        root: Element = parser.close()
    except DefusedXmlException:
        _fail(path.name, "this XML has a document type or entities, which are not read", "Export it again without them")
    except ParseError as error:
        row, _ = error.position
        _fail(path.name, f"this is not XML: {str(error).split(':')[0]}", "Export the file again", row)
    except (LookupError, ValueError):
        _fail(path.name, "this XML is in an encoding that is not read", "Save it again as UTF-8")
    return root


def xml_bytes(root: Element) -> bytes:
    """Give a tree as the bytes of a file.

    Examples
    --------
    >>> xml_bytes(Element("gexf")).decode().splitlines()[1]
    '<gexf />'
    """
    indent(root)
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def local(element: Element) -> str:
    """Give an element's name without its namespace.

    Examples
    --------
    >>> local(Element("{http://gexf.net/1.3}node"))
    'node'
    """
    return str(element.tag).rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    """List the children of a name, whatever their namespace.

    Examples
    --------
    >>> root = Element("graph")
    >>> root.append(Element("{x}node"))
    >>> len(children(root, "node"))
    1
    """
    return [child for child in element if local(child) == name]


class _Bounded(TreeBuilder):
    """Builds a tree, and stops where no honest file would go on."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file
        self.elements = 0
        self.depth = 0

    def start(self, tag: Any, attributes: Any) -> Element:
        self.elements += 1
        self.depth += 1
        if self.elements > MOST_ELEMENTS:
            _fail(self.file, f"this XML has more than {MOST_ELEMENTS:,} elements", "Export fewer nodes and edges")
        if self.depth > DEEPEST:
            _fail(
                self.file, f"this XML is nested more than {DEEPEST} deep", "Export the network without what is nested"
            )
        return super().start(tag, attributes)

    def end(self, tag: Any) -> Element:
        self.depth -= 1
        return super().end(tag)


def _fail(file: str, problem: str, fix: str, row: int | None = None) -> NoReturn:
    raise InputError([Fault(problem, fix, file=file, row=row)])

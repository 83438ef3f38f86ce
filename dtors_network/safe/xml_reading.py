"""XML from strangers: no document types, no entities, and neither deeper nor larger than a real file would be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dtors_network.errors import refuse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LARGEST_XML: Final = 40_000_000
"""Bytes of one document."""

_PIECE: Final = 65_536


@dataclass(frozen=True, slots=True)
class XmlBounds:
    """How large an XML document of one kind may be.

    Attributes
    ----------
    nodes : int
        Elements and attributes.
    depth : int
        Elements inside each other.
    smaller : str
        What to do about one that is too large.
    longest : int
        Bytes of one tag or comment; beyond that nobody means it to be read.
    """

    nodes: int
    depth: int
    smaller: str
    longest: int = 1_000_000


PROJECT: Final = XmlBounds(700_000, 200, "Export a smaller project")


def parse_xml(raw: bytes, name: str, bounds: XmlBounds = PROJECT) -> Element:
    """Parse an XML document.

    Parameters
    ----------
    raw : bytes
        The document.
    name : str
        Its file, for the fault.
    bounds : XmlBounds
        How large it may be; those of a study's project where left out.

    Returns
    -------
    xml.etree.ElementTree.Element
        The root.

    Raises
    ------
    InputError
        If it is not whole, names a document type or entities, or is out of bounds.

    Examples
    --------
    >>> parse_xml(b"<CodeBook><Codes/></CodeBook>", "codes.qdc")[0].tag
    'Codes'
    >>> from dtors_network.errors import InputError
    >>> try:
    ...     parse_xml(b"<CodeBook>", "codes.qdc")
    ... except InputError as error:
    ...     print(error)
    codes.qdc, row 1: this is not whole XML: no element found. Export it again from the program that made it
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser, ParseError

    if len(raw) > LARGEST_XML:
        refuse(name, f"this XML is larger than {LARGEST_XML:,} bytes", bounds.smaller)
    target = _counting_builder(name, bounds)
    try:
        parser = DefusedXMLParser(target=target, forbid_dtd=True)
        _feed(parser, target, raw, name, bounds.longest)
        root: Element = parser.close()
    except DefusedXmlException:
        refuse(name, "this XML defines a document type or entities, which no such file needs", "Do not use this file")
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (None,))[0]
        reason = str(error).partition(":")[0]
        refuse(name, f"this is not whole XML: {reason}", "Export it again from the program that made it", line)
    return root


def local(element: Element) -> str:
    """Give an element's name without its namespace.

    Examples
    --------
    >>> from xml.etree.ElementTree import Element
    >>> local(Element("{http://gexf.net/1.3}node"))
    'node'
    """
    return str(element.tag).rpartition("}")[2]


def _feed(parser: Any, target: Any, raw: bytes, name: str, longest: int) -> None:
    silent, events = 0, 0
    for start in range(0, len(raw), _PIECE):
        parser.feed(raw[start : start + _PIECE])
        silent = silent + 1 if target.events == events else 0
        events = target.events
        if silent * _PIECE > longest:
            refuse(name, "one tag or comment of this XML never seems to end", "Do not use this file")


def _counting_builder(name: str, bounds: XmlBounds) -> Any:
    """Make a tree builder that gives up beyond the bounds; its class waits for the library to be needed."""
    from xml.etree.ElementTree import TreeBuilder

    class Counting(TreeBuilder):
        def __init__(self) -> None:
            super().__init__()
            self.depth = self.nodes = self.events = 0

        def start(self, tag: Any, attrs: Any, /) -> Any:
            self.depth += 1
            self.nodes += 1 + len(attrs)
            self.events += 1
            if self.depth > bounds.depth:
                refuse(name, f"this XML is nested more than {bounds.depth} levels deep", "Do not use this file")
            if self.nodes > bounds.nodes:
                refuse(name, f"this XML holds more than {bounds.nodes:,} elements and attributes", bounds.smaller)
            return super().start(tag, attrs)

        def end(self, tag: Any, /) -> Any:
            self.depth -= 1
            self.events += 1
            return super().end(tag)

        def data(self, data: Any, /) -> Any:
            self.events += 1
            return super().data(data)

    return Counting()

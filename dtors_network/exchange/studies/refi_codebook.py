"""The codebook, and an area's services, as a REFI-QDA codebook (``.qdc``), so that a study can start from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from dtors_network.model.area import Service
from dtors_network.model.codebook import BarrierCode, Codebook

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OURS: Final = UUID("5c2f2a0e-7a0b-5d0c-9d53-0d0e1a7f2009")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def qdc(codebook: Codebook, services: Iterable[Service] = ()) -> bytes:
    """Write the barriers of a codebook as a REFI-QDA codebook that NVivo, ATLAS.ti, MAXQDA and QualCoder import.

    Each theme is a heading that cannot be coded with, and each barrier a code below it. Their identifiers follow from
    their codes alone, so that a project that comes back is matched even where its codes were renamed.

    Parameters
    ----------
    codebook : Codebook
        The codes.
    services : iterable of Service
        An area's services, to be coded beside a barrier where a passage is about one of them.

    Returns
    -------
    bytes
        The file, in the namespace ``urn:QDA-XML:codebook:1.0``.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> written = qdc(shipped_codebook())
    >>> written.count(b'isCodable="true"') == len(shipped_codebook().barriers)
    True
    """
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    root = Element("CodeBook", xmlns="urn:QDA-XML:codebook:1.0", origin="dtors_network")
    codes = SubElement(root, "Codes")
    for theme in dict.fromkeys(barrier.theme for barrier in codebook.barriers):
        holder = _code(codes, "theme", theme, theme) if theme else codes
        for barrier in codebook.barriers:
            if barrier.theme == theme:
                _code(holder, "barrier", barrier.code, barrier.title, _described(barrier))
    named = _titles(services)
    if named:
        holder = _code(codes, "theme", "services", "Services")
        for service, title in named.items():
            _code(holder, "service", service, title, f"The service {service} of the area")
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def guid_of(kind: str, identifier: str) -> str:
    """Give the identifier under which a theme, barrier or service is written; the same on every machine.

    A name-based identifier (RFC 9562, version 5) in lower case, of the kind ``theme``, ``barrier`` or ``service``.

    >>> guid_of("barrier", "engagement.trust") == guid_of("barrier", "engagement.trust")
    True
    """
    return str(uuid5(_OURS, f"{kind}:{identifier}"))


def _code(parent: Element, kind: str, identifier: str, title: str, description: str = "") -> Element:
    from xml.etree.ElementTree import SubElement

    codable = "false" if kind == "theme" else "true"
    code = SubElement(parent, "Code", guid=guid_of(kind, identifier), name=_clean(title), isCodable=codable)
    if description:
        SubElement(code, "Description").text = _clean(description)
    return code


def _described(barrier: BarrierCode) -> str:
    parts = (barrier.definition, barrier.note, f"Code: {barrier.code}")
    return " ".join(part for part in parts if part)


def _titles(services: Iterable[Service]) -> dict[str, str]:
    """Title by id; services that share a title are told apart by their ids."""
    listed = list(services)
    titles = [service.title for service in listed]
    return {
        one.service: one.title if titles.count(one.title) == 1 else f"{one.title} ({one.service})" for one in listed
    }


def _clean(text: str) -> str:
    return _NOT_XML.sub(" ", text)

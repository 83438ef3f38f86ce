"""Read a REFI-QDA project or codebook as a study; names of users, paths and words stay behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.studies.refi_package import Package, child, children, guid, open_package
from dtors_network.exchange.studies.refi_passages import Spot, merged, one_each, parts_of, spots_of
from dtors_network.exchange.studies.study import Passage, Study, StudyCase, StudyCode, StudyDocument
from dtors_network.safe.xml_reading import local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_CODES: Final = 20_000
LONGEST_NAME: Final = 200
"""Characters of one code's or set's name that count."""
DEEPEST: Final = 8
"""Names of nested codes that count, the last ones; also the sets of one code."""


def read_study(path: Path) -> Study:
    """Read a project (``.qdpx``, ``.qde``) or a codebook (``.qdc``).

    The format is the REFI-QDA standard, version 1.0 (https://www.qdasoftware.org). Its codes, cases, documents and
    coded passages, without any words of people.

    >>> import tempfile
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> from dtors_network.exchange.studies.refi_codebook import qdc
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Path(folder.name) / "codes.qdc"
    >>> _ = place.write_bytes(qdc(shipped_codebook()))
    >>> read_study(place).codes[1].name
    'Treatment needs::What taking drugs gives the person'
    >>> folder.cleanup()
    """
    with open_package(path) as package:
        root = package.root
        book = root if local(root) == "CodeBook" else child(root, "CodeBook")
        codes = tuple(islice(_codes(book, _groups(child(root, "Sets")), ()), MOST_CODES + 1))
        if len(codes) > MOST_CODES:
            problem = f"this project has more than {MOST_CODES:,} codes"
            raise InputError([Fault(problem, "Export a smaller project", file=path.name)])
        cases = tuple(_cases(root))
        sources = children(child(root, "Sources"))
        spots = one_each(spot for source in sources for part in parts_of(source) for spot in spots_of(part))
        known = ({code.guid for code in codes}, {case.guid for case in cases})
        return Study(
            file=path.name,
            codes=codes,
            cases=cases,
            documents=tuple(_document(source, package) for source in sources),
            passages=merged(_passage(spot, *known) for spot in spots),
            comments=sum(spot.comment and not spot.targets for spot in spots),
            notes=len(children(child(root, "Notes"), "Note")),
            dangling=sum(target not in known[0] | known[1] for spot in spots for target in spot.targets),
            unplaced=sum(spot.unplaced for spot in spots),
        )


def _document(source: Element, package: Package) -> StudyDocument:
    texts = [part.element for part in parts_of(source) if part.element.get("plainTextPath")]
    missing = any(package.size(text.get("plainTextPath", "")) is None for text in texts)
    return StudyDocument(guid=guid(source.get("guid")), name=source.get("name", ""), missing=missing)


def _passage(spot: Spot, codes: set[str], cases: set[str]) -> Passage:
    return Passage(
        document=spot.document,
        part=spot.part,
        locator=spot.locator,
        start=spot.start,
        end=spot.end,
        codes=tuple(target for target in spot.targets if target in codes),
        cases=tuple(target for target in spot.targets if target in cases),
        selections=(spot.selection,),
    )


def _codes(parent: Element | None, groups: Mapping[str, list[str]], above: tuple[str, ...]) -> Iterator[StudyCode]:
    holder = parent if parent is None or local(parent) == "Code" else child(parent, "Codes")
    for code in children(holder, "Code"):
        own = tuple(part.strip()[:LONGEST_NAME] for part in code.get("name", "").split("::", DEEPEST) if part.strip())
        path = (*above, *own)[-DEEPEST:]
        description = child(code, "Description")
        yield StudyCode(
            guid=guid(code.get("guid")),
            path=path,
            codable=code.get("isCodable", "true").strip().lower() in ("true", "1"),
            description=(description.text or "").strip() if description is not None else "",
            groups=tuple(groups.get(guid(code.get("guid")), ())),
        )
        yield from _codes(code, groups, path)


def _groups(sets: Element | None) -> dict[str, list[str]]:
    """For each code, the names of the sets that it is in; ATLAS.ti nests codes in no other way."""
    found: dict[str, list[str]] = {}
    for group in children(sets, "Set"):
        for member in children(group, "MemberCode"):
            known = found.setdefault(guid(member.get("targetGUID") or member.get("guid")), [])
            if len(known) < DEEPEST:
                known.append(group.get("name", "")[:LONGEST_NAME])
    return found


def _cases(root: Element) -> Iterator[StudyCase]:
    variables = {guid(item.get("guid")): item.get("name", "") for item in children(child(root, "Variables"))}
    for case in children(child(root, "Cases"), "Case"):
        yield StudyCase(
            guid=guid(case.get("guid")),
            name=case.get("name", ""),
            values=tuple(_values(case, variables)),
            documents=frozenset(guid(ref.get("targetGUID")) for ref in children(case, "SourceRef")),
            selections=frozenset(guid(ref.get("targetGUID")) for ref in children(case, "SelectionRef")),
        )


def _values(case: Element, variables: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for value in children(case, "VariableValue"):
        reference = child(value, "VariableRef")
        name = variables.get(guid(reference.get("targetGUID")), "") if reference is not None else ""
        texts = [part.text or "" for part in children(value) if local(part) != "VariableRef"]
        if name and texts:
            yield name, texts[0]

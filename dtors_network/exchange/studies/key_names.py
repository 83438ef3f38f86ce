"""What a study's key calls every code, case and document: a name for one, and one for a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from typing import Final

from dtors_network.exchange.studies.study import Study, StudyCase, StudyCode, StudyDocument
from dtors_network.model.same_name import same_name

LONGEST: Final = 500
"""Letters of a name that a key holds."""

Known = Mapping[str, Mapping[str, frozenset[str]]]
"""By kind and plain name, the guids that bear it."""

_Items = tuple[StudyCode | StudyCase | StudyDocument, ...]


def key_names(study: Study) -> dict[tuple[str, str], str]:
    """Name everything in a study so that no two of a kind share a name.

    By kind and guid: the name on one line where it is the only one of its kind, else with its guid behind it; the guid
    alone where there is no name, as some programs write documents.

    >>> documents = tuple(StudyDocument(guid=guid, name=name) for guid, name in (("1", ""), ("2", "a"), ("3", "b")))
    >>> list(key_names(Study(file="x.qdpx", documents=(*documents, StudyDocument(guid="4", name="B")))).values())
    ['1', 'a', 'b (3)', 'B (4)']
    """
    found = {}
    for kind, items in _kinds(study):
        seen = Counter(same_name(item.name) for item in items)
        taken = {item.guid.casefold() for item in items}
        for item in items:
            name = _line(item.name)
            alone = seen[same_name(item.name)] == 1 and same_name(name) == same_name(item.name)
            if not name:
                found[kind, item.guid] = item.guid
            else:
                found[kind, item.guid] = name if alone and not _ends_in(name, taken) else f"{name} ({item.guid})"
    return found


def known_names(study: Study) -> Known:
    """Find out what every name stands for: those of the study, and those of its key.

    Guids by kind and plain name (:func:`~dtors_network.model.same_name.same_name`).

    >>> documents = (StudyDocument(guid="3", name="b"), StudyDocument(guid="4", name="B"))
    >>> known = known_names(Study(file="x.qdpx", documents=documents))["document"]
    >>> sorted(known["b"]), sorted(known["b (4)"])
    (['3', '4'], ['4'])
    """
    called = key_names(study)
    found: dict[str, dict[str, frozenset[str]]] = {}
    for kind, items in _kinds(study):
        names = found.setdefault(kind, {})
        for item in items:
            if same_name(item.name):
                names[same_name(item.name)] = names.get(same_name(item.name), frozenset()) | {item.guid}
        names |= {same_name(called[kind, item.guid]): frozenset({item.guid}) for item in items}
    return found


def _kinds(study: Study) -> Iterator[tuple[str, _Items]]:
    yield from (("code", study.codes), ("case", study.cases), ("document", study.documents))


def _ends_in(name: str, guids: Set[str]) -> bool:
    """Say whether a name reads as one with a guid behind it, or as a guid."""
    return name.rpartition("(")[2].rstrip(")").casefold() in guids


def _line(name: str) -> str:
    """Put a name on one line that a table holds, without what only looks like a blank cell."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())[:LONGEST]

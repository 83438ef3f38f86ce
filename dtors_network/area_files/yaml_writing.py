"""Write a user's own codes and pathway, so that reading them again gives the same values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

from dtors_network.model.codebook import BarrierCode, ClientGroup, Codebook, ServiceType, Term
from dtors_network.model.lever import Action, Lever, Seen
from dtors_network.model.mark import Mark
from dtors_network.model.pathway import Pathway, Route

Entry = ServiceType | ClientGroup | BarrierCode | Term | Route | Lever | Action | Seen | Mark
_TERMS: Final = ("outcomes", "refusal_reasons", "lever_sources")
_LISTS: Final = ("service_types", "client_groups", "barriers", *_TERMS)


def write_codebook_extension(codebook: Codebook, base: Codebook, path: Path) -> None:
    """Write the codes that a codebook has beyond its base.

    For :func:`~dtors_network.area_files.codebook_yaml.extend_codebook`; a codebook that lacks or changes codes of its
    base is refused (ValueError).

    >>> import tempfile
    >>> from dataclasses import replace
    >>> from dtors_network.area_files.codebook_yaml import extend_codebook, shipped_codebook
    >>> base = shipped_codebook()
    >>> own = replace(base, outcomes=(*base.outcomes, Term(code="moved", title="Moved away")))
    >>> folder = tempfile.TemporaryDirectory()
    >>> write_codebook_extension(own, base, Path(folder.name) / "codebook.yaml")
    >>> extend_codebook(base, Path(folder.name) / "codebook.yaml") == own
    True
    >>> folder.cleanup()
    """
    _write(codebook_text(codebook, base), path)


def codebook_text(codebook: Codebook, base: Codebook) -> str:
    """Give the text of the codes that a codebook has beyond its base (see :func:`write_codebook_extension`).

    Parameters
    ----------
    codebook, base : Codebook
        As there.

    Returns
    -------
    str
        YAML.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> codebook_text(shipped_codebook(), shipped_codebook()).splitlines()[0]
    'id: dtors_2009'
    """
    lists = {name: _added(getattr(codebook, name), getattr(base, name), name) for name in _LISTS}
    document: dict[str, Any] = {"id": codebook.id, "title": codebook.title, "source": codebook.source}
    for name, added in lists.items():
        if added:
            document[name] = {one.code: one.title if name in _TERMS else _plain(one) for one in added}
    own = _own_levers(codebook, base)
    return _text(document | ({"levers": {lever.code: _plain(lever) for lever in own}} if own else {}))


def write_pathway(pathway: Pathway, path: Path) -> None:
    """Write a whole pathway, whether or not it extended another.

    For :func:`~dtors_network.area_files.pathway_yaml.read_pathway`.

    >>> import tempfile
    >>> from dataclasses import replace
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> from dtors_network.area_files.pathway_yaml import read_pathway, shipped_pathway
    >>> own = replace(shipped_pathway("partnership_2022"), id="ours")
    >>> folder = tempfile.TemporaryDirectory()
    >>> write_pathway(own, Path(folder.name) / "pathway.yaml")
    >>> read_pathway(Path(folder.name) / "pathway.yaml", shipped_codebook()) == own
    True
    >>> folder.cleanup()
    """
    _write(pathway_text(pathway), path)


def pathway_text(pathway: Pathway) -> str:
    """Give the text of a whole pathway (see :func:`write_pathway`).

    Parameters
    ----------
    pathway : Pathway
        The pathway.

    Returns
    -------
    str
        YAML.

    Examples
    --------
    >>> from dtors_network.area_files.pathway_yaml import shipped_pathway
    >>> pathway_text(shipped_pathway("partnership_2022")).splitlines()[0]
    'id: partnership_2022'
    """
    document: dict[str, Any] = {key: getattr(pathway, key) for key in ("id", "title", "dated", "source", "note")}
    if pathway.tiers:
        document["tiers"] = {tier: list(types) for tier, types in pathway.tiers}
    document["routes"] = {route.code: _plain(route) for route in pathway.routes}
    return _text(document)


def _added(ours: tuple[Any, ...], theirs: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    if ours[: len(theirs)] != theirs:
        raise ValueError(f"{name} of the codebook do not start with those of its base")
    return ours[len(theirs) :]


def _own_levers(codebook: Codebook, base: Codebook) -> list[Lever]:
    """List the levers that the base has not, or has otherwise."""
    codes = [lever.code for lever in base.levers]
    if [lever.code for lever in codebook.levers[: len(codes)]] != codes:
        raise ValueError("levers of the codebook do not start with those of its base")
    return [lever for lever in codebook.levers if base.lever.get(lever.code) != lever]


def _plain(entry: Entry) -> dict[str, Any]:
    """Give the fields that differ from their default, in the order in which they are declared."""
    return {
        field.name: _value(getattr(entry, field.name))
        for field in fields(entry)
        if field.name != "code" and (field.default is MISSING or getattr(entry, field.name) != field.default)
    }


def _value(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mark):
        return _plain(value)
    if not isinstance(value, Iterable) or isinstance(value, str):
        return value
    items = list(value)
    if items and all(is_dataclass(item) for item in items):
        return {item.code: _plain(item) for item in items}
    return [_value(item) for item in items]


def _text(document: dict[str, Any]) -> str:
    import yaml  # only when a file is written

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(document, Dumper=dumper, sort_keys=False, allow_unicode=True, width=110)
    return text


def _write(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")

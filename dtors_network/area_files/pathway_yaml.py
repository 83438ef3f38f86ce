"""Read a reference pathway: a shipped one, a user's own, or a shipped one with further routes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.errors import Fault, InputError
from dtors_network.model.codebook import Codebook
from dtors_network.model.near import did_you_mean
from dtors_network.model.pathway import Pathway, Route
from dtors_network.model.vocabulary import EVERYONE, Grade
from dtors_network.safe.yaml_fields import Fields
from dtors_network.safe.yaml_reading import YamlText
from dtors_network.shipped import data_path


def shipped_pathways() -> tuple[str, ...]:
    """List the ids of the shipped pathways.

    Returns
    -------
    tuple of str
        In alphabetical order.

    Examples
    --------
    >>> shipped_pathways()
    ('models_of_care_2006', 'partnership_2022')
    """
    return tuple(sorted(path.stem for path in (data_path() / "pathways").glob("*.yaml")))


@cache
def shipped_pathway(id_: str) -> Pathway:
    """Read a shipped pathway; once a process.

    Parameters
    ----------
    id_ : str
        One of :func:`shipped_pathways`.

    Returns
    -------
    Pathway
        Its routes, each with its source.

    Raises
    ------
    InputError
        If there is none of that id.

    Examples
    --------
    >>> shipped_pathway("partnership_2022").route["treatment_to_recovery"].grade.value
    'required'
    """
    if id_ not in shipped_pathways():
        fix = did_you_mean(id_, shipped_pathways())
        raise InputError([Fault("there is no shipped reference pathway of this id", fix, value=id_)])
    return _pathway(Fields.of_file(data_path() / "pathways" / f"{id_}.yaml"), shipped_codebook(), None)


def read_pathway(path: Path | YamlText, codebook: Codebook) -> Pathway:
    """Read a pathway of the user's own.

    A YAML file with an ``id`` of its own and ``routes``; with ``extends: <id of a shipped pathway>`` its routes follow
    those of that pathway.

    >>> path = data_path() / "pathways" / "models_of_care_2006.yaml"
    >>> read_pathway(path, shipped_codebook()) == shipped_pathway("models_of_care_2006")
    True
    """
    fields = Fields.of_file(path)
    extended = fields.choice("extends", shipped_pathways(), "")
    fields.settle()
    pathway = _pathway(fields, codebook, shipped_pathway(extended) if extended else None)
    if pathway.id in shipped_pathways() and pathway != shipped_pathway(pathway.id):
        fields.note("id", "a shipped pathway has this id", "Give your own pathway another id", pathway.id)
    fields.settle()
    return pathway


def _pathway(fields: Fields, codebook: Codebook, base: Pathway | None) -> Pathway:
    """Put a pathway together, after the routes and tiers of a base if there is one."""
    own = tuple(_routes(fields, codebook, base.route if base else {}))
    pathway = Pathway(
        id=fields.text("id"),
        title=fields.text("title", f"{base.title}, with routes of our own" if base else None),
        dated=fields.text("dated", base.dated if base else None),
        source=fields.text("source", base.source if base else None),
        note=fields.text("note", base.note if base else ""),
        routes=(*base.routes, *own) if base else own,
        tiers=tuple(_tiers(fields, codebook)) or (base.tiers if base else ()),
    )
    fields.finish()
    if not own:
        fields.note("routes", "there is no route", "Write at least one below routes:")
    fields.settle()
    return pathway


def _routes(fields: Fields, codebook: Codebook, taken: dict[str, Route]) -> Iterator[Route]:
    for code, entry in fields.items("routes", taken):
        condition = entry.text("condition", "")
        grade = entry.choice("grade", list(Grade))
        yield Route(
            code=code,
            title=entry.text("title"),
            senders=_types(entry, "senders", codebook),
            receivers=_types(entry, "receivers", codebook),
            each=entry.flag("each", False),
            grade=Grade(grade) if grade else Grade.OPTIONAL,
            client_group=entry.choice("client_group", codebook.group, EVERYONE) or EVERYONE,
            condition=condition,
            collect=entry.text("collect", None if condition else ""),
            source=entry.text("source"),
            confirmed=entry.flag("confirmed", True),
        )
        entry.finish()


def _types(entry: Fields, key: str, codebook: Codebook) -> tuple[str, ...]:
    types = entry.choices(key, codebook.service_type)
    if not types and not entry.mapping.get(key):
        entry.note(key, "this may not be blank", "Name at least one service type")
    return types


def _tiers(fields: Fields, codebook: Codebook) -> Iterator[tuple[str, tuple[str, ...]]]:
    block = fields.terms("tiers")
    for tier in block.mapping:
        yield tier, block.choices(tier, codebook.service_type)

"""How attributes are called in a network file, so that columns of one's own never clash with its own words."""

from __future__ import annotations

from typing import Final

from dtors_network.area_files.schema import AREA, TABLE, TABLES

OWN: Final = "own."
"""What the name of a column of one's own starts with where a format, or this project, has a use for the plain name."""

AT_SERVICE: Final = ("arrivals", "departures", "acceptance_voices", "answers", "barriers", "contacts", "asked")
AT_LINK: Final = ("statements", "referrals", "refusals", "answers", "barriers")
AT_AREA: Final = ("organisations", "answers", "barriers", "actions", "rounds")
"""The tables whose rows stand, as JSON, in an attribute of a node, of an edge and of the graph."""

ENDS: Final = ("sender_says", "receiver_says")
COUNTED: Final = ("referred", "started")
SUMMARY: Final = (*ENDS, *COUNTED, "weight")
"""What an edge says in plain words beside its rows, so that it can be drawn and filtered."""

GIVEN: Final = "tables"
"""The attribute of the graph that names the tables that are there without a row: there was nothing to list."""
CODEBOOK: Final = "codebook"
PATHWAY: Final = "pathway"
ROW: Final = "row"

_FORMATS: Final = [
    "id",
    "label",
    "source",
    "target",
    "type",
    "weight",
    "directed",
    "direction",
    "from",
    "to",
    "name",
    "value",
    "interaction",
    "shared_name",
    "tags",
    "kind",
    "x",
    "y",
    "size",
    "color",
    "service",
    "area",
]
_RESERVED: Final = frozenset(
    [*_FORMATS, *(table.name for table in TABLES), GIVEN, CODEBOOK, PATHWAY, ROW, *SUMMARY]
    + [column.name for table in (AREA, TABLE["services"]) for column in table.columns]
)


def plain(name: str) -> str:
    """Give a name without regard to case and spaces.

    >>> plain(" Service Type")
    'service_type'
    """
    return name.strip().lower().replace(" ", "_")


def outside(name: str) -> str:
    """Name a column of one's own in a network file.

    The same, or with ``own.`` before it where the plain name has a meaning there.

    >>> outside("ward"), outside("Type"), outside("own.x")
    ('ward', 'own.Type', 'own.own.x')
    """
    return f"{OWN}{name}" if plain(name) in _RESERVED or name.startswith(OWN) else name


def inside(name: str) -> str:
    """Turn what :func:`outside` made into the name of the column again.

    >>> inside("own.Type"), inside("ward")
    ('Type', 'ward')
    """
    return name.removeprefix(OWN)

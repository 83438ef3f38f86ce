"""What is written of an area, whether into a folder or a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.naming import CODEBOOK_FILE, PATHWAY_FILE
from dtors_network.area_files.pathway_yaml import shipped_pathway, shipped_pathways
from dtors_network.area_files.schema import AREA, TABLES, columns_of
from dtors_network.area_files.yaml_writing import write_codebook_extension, write_pathway
from dtors_network.errors import Fault
from dtors_network.model.area import Area
from dtors_network.model.codebook import Codebook
from dtors_network.model.pathway import Pathway

NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The text of an area's keys and tables, and the codes and routes that go with them.

    Attributes
    ----------
    keys : mapping of str to str
        Text by key.
    tables : mapping of str to records
        The records of each table, the header first.
    codebook : Codebook
        The codes in use.
    pathway : Pathway or None
        The reference; None where there is none yet.
    guide : bool
        True where the user is to fill the tables in, and needs to be told how.
    beside : mapping of str to bytes
        Other files, by the names that they have in a folder: what is remembered of an import, tables beside the area.
    """

    keys: Mapping[str, str]
    tables: Mapping[str, Sequence[Sequence[str]]]
    codebook: Codebook
    pathway: Pathway | None = None
    guide: bool = False
    beside: Mapping[str, bytes] = field(default_factory=dict)

    def write_own(self, named: Callable[[str], Path]) -> None:
        """Write the codes and routes that are not shipped, and the other files, where there are any.

        ``named`` gives the place of a file by the name that it has in a folder.
        """
        if self.codebook != shipped_codebook():
            write_codebook_extension(self.codebook, shipped_codebook(), named(CODEBOOK_FILE))
        if self.pathway is not None and not is_shipped(self.pathway):
            write_pathway(self.pathway, named(PATHWAY_FILE))
        for name, content in self.beside.items():
            named(name).write_bytes(content)


def blank_content() -> Content:
    """Give what an empty area consists of: keys without values, and the header of every table.

    >>> blank_content().tables["arrivals"]
    [['service', 'client_group', 'count', 'reached_aftercare']]
    """
    codebook = shipped_codebook()
    return Content(
        keys={column.name: "" for column in AREA.columns},
        tables={table.name: [[column.name for column in columns_of(table, codebook)]] for table in TABLES},
        codebook=codebook,
        guide=True,
    )


def is_shipped(pathway: Pathway) -> bool:
    """Say whether a pathway is one of those shipped, to the letter.

    Parameters
    ----------
    pathway : Pathway
        A pathway.

    Returns
    -------
    bool
        False for one that must be written beside the tables.

    Examples
    --------
    >>> is_shipped(shipped_pathway("partnership_2022"))
    True
    """
    return pathway.id in shipped_pathways() and pathway == shipped_pathway(pathway.id)


def foreign_faults(area: Area) -> list[Fault]:
    """Find codes and routes that could not be told from the shipped ones when read again.

    A codebook that changes shipped codes, or a pathway that bears the id of a shipped one.

    >>> from dtors_network.examples import small_area
    >>> foreign_faults(small_area())
    []
    """
    faults = []
    base, own = shipped_codebook(), area.codebook
    lists = ("service_types", "client_groups", "barriers", "outcomes", "refusal_reasons")
    for name in lists:
        if getattr(own, name)[: len(getattr(base, name))] != getattr(base, name):
            fix = "Add codes of your own behind the shipped ones, and change none of those"
            faults.append(Fault("this list changes shipped codes", fix, file="codebook", column=name))
    if area.pathway.id in shipped_pathways() and not is_shipped(area.pathway):
        fix = "Give your own pathway another id, and name it in reference_pathway"
        faults.append(Fault("a shipped pathway has this id", fix, file="pathway", column="id", value=area.pathway.id))
    return faults

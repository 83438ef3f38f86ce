"""What yEd draws into a GraphML file: the label of a node or an edge, and the heads of an edge's arrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from dtors_network.safe.xml_reading import local

_LABELS: Final = ("NodeLabel", "EdgeLabel")
_HEADS: Final = "Arrows"
_NO_HEAD: Final = ("", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where an edge leads: from its source to its target, backwards, both ways, or nobody knows."""

    directed: bool = True
    backwards: bool = False
    mutual: bool = False


def drawn_label(data: Element) -> str:
    """Find the label in what yEd draws for a node or an edge; the rest of a drawing says nothing about services.

    >>> from xml.etree.ElementTree import fromstring
    >>> drawn_label(fromstring("<data><ShapeNode><NodeLabel> Hub </NodeLabel></ShapeNode></data>"))
    'Hub'
    """
    labels = (one.text.strip() for one in data.iter() if local(one) in _LABELS and one.text)
    return next((label for label in labels if label), "")


def drawn_way(edge: Element) -> Way | None:
    """Say where an edge leads by the heads that yEd draws, for people see these and not the order of the ends.

    A head at the source alone turns the edge round; heads at both ends lead both ways; without a head nobody knows.
    None where no arrow is drawn in the file.

    >>> from xml.etree.ElementTree import fromstring
    >>> drawn_way(fromstring("<edge><data><a><Arrows source='standard' target='none'/></a></data></edge>"))
    Way(directed=True, backwards=True, mutual=False)
    """
    arrows = next((one for one in edge.iter() if local(one) == _HEADS), None)
    if arrows is None:
        return None
    source, target = (arrows.get(end, "").strip().lower() not in _NO_HEAD for end in ("source", "target"))
    return Way(directed=source != target, backwards=source and not target, mutual=source and target)

"""The map of an area: services by stage, what is missing, disputed, refused or hindered in front, the rest pale.

``barrier_view`` reads what there is; ``map_figure``, ``matrix_figure`` and ``list_figure`` draw it under a lens.
"""

from dtors_network.figures.barrier_map.drawing import map_figure
from dtors_network.figures.barrier_map.lenses import lenses_of
from dtors_network.figures.barrier_map.listing import list_figure
from dtors_network.figures.barrier_map.matrix import matrix_figure
from dtors_network.figures.barrier_map.reading import barrier_view

__all__ = ["barrier_view", "lenses_of", "list_figure", "map_figure", "matrix_figure"]

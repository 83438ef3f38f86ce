"""A plotly figure as inline SVG, for reports and prints: the same drawing, without plotly and without a script."""

from dtors_network.out.svg.drawing import svg

__all__ = ["svg"]

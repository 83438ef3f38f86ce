"""One picture many times: the same bars on the same scale, small enough to stand side by side."""

from __future__ import annotations

from dataclasses import replace
from textwrap import wrap
from typing import Final

import plotly.graph_objects as go

from dtors_network.figures.cascade import Cascade, cascade_figure

LETTERS: Final = 16
"""Letters of a line beside a bar."""
END: Final = 165
"""Where the axis ends: labels stand beyond the longest bar."""


def small_cascade(one: Cascade) -> go.Figure:
    """Draw the cascade of one area small; every one has the same scale.

    Parameters
    ----------
    one : Cascade
        The bars of everyone who comes in.

    Returns
    -------
    plotly.graph_objects.Figure
        As ``cascade_figure``, with words in short lines and room for the labels of the bars.

    Examples
    --------
    >>> from dtors_network.figures.cascade import Step
    >>> from dtors_network.model.vocabulary import Profile
    >>> small_cascade(Cascade("a", (Step("residential or inpatient", None),), Profile.NDTMS)).data[0].y[1]
    'residential or<br>inpatient'
    """
    steps = tuple(replace(step, title="<br>".join(wrap(step.title, LETTERS))) for step in one.steps)
    figure = cascade_figure((replace(one, steps=steps),))
    figure.update_layout(height=60 + 44 * (len(steps) + 1), margin={"l": 4, "r": 4, "t": 4, "b": 34})
    figure.update_xaxes(range=[0, END], tickvals=[0, 50, 100], title={"text": "of 100", "standoff": 4})
    figure.update_layout(font={"size": 12})
    return figure

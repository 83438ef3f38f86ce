"""One picture many times: the same bars on the same scale, small enough to stand side by side."""

from __future__ import annotations

import plotly.graph_objects as go

from dtors_network.figures.cascade import Cascade, cascade_figure


def small_cascade(one: Cascade) -> go.Figure:
    """Draw the cascade of one area small; every one has the same scale.

    Parameters
    ----------
    one : Cascade
        The bars of everyone who comes in.

    Returns
    -------
    plotly.graph_objects.Figure
        As ``cascade_figure``, lower and in smaller letters.

    Examples
    --------
    >>> from dtors_network.figures.cascade import Step
    >>> from dtors_network.model.vocabulary import Profile
    >>> drawn = small_cascade(Cascade("a", (Step("residential or inpatient", None),), Profile.NDTMS))
    >>> drawn.layout.yaxis.ticktext[1]
    'residential or<br>inpatient'
    """
    figure = cascade_figure((one,))
    figure.update_layout(height=60 + 44 * (len(one.steps) + 1), margin={"l": 4, "t": 4, "b": 34})
    figure.update_xaxes(tickvals=[0, 50, 100], title={"text": "of 100", "standoff": 4})
    figure.update_layout(font={"size": 12})
    return figure

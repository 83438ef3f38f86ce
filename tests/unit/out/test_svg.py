"""A figure drawn as SVG: well-formed, to scale, with everything that is said in it; what is unknown is refused."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dtors_network.figures.cascade import Cascade, Step, cascade_figure
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate
from dtors_network.model.vocabulary import Profile
from dtors_network.out.svg import svg
from dtors_network.out.svg.curves import path
from dtors_network.out.svg.symbols import NUMBERS, symbol
from dtors_network.safe.xml_reading import parse_xml

PLAIN = {"visible": False}
SQUARE = {
    "width": 100,
    "height": 100,
    "margin": dict.fromkeys("lrtb", 0),
    "xaxis": {**PLAIN, "range": [0, 100]},
    "yaxis": {**PLAIN, "range": [100, 0]},
}


def drawn(*traces: dict[str, Any], **layout: Any) -> str:
    return svg({"data": traces, "layout": {**SQUARE, **layout}}, "A picture")


def test_the_cascade_is_drawn_to_scale_with_its_words() -> None:
    share = Estimate(0.5, 0.6, 0.4, 0.7, Bounds(80, 80))
    made = svg(cascade_figure((Cascade("people", (Step("treatment", share),), Profile.NDTMS),)), "The cascade")
    widths = [float(found) for found in re.findall(r'<rect [^>]*width="([\d.]+)" height="[\d.]+" fill="#0072B2"', made)]
    assert widths[1] / widths[0] == pytest.approx(0.5, abs=0.005)
    assert {"come in", "treatment", "50 to 60", "The cascade"} <= set(re.findall(r">([^<>]+)<", made))


def test_breaks_part_a_line_and_categories_stand_apart() -> None:
    line = {"type": "scatter", "mode": "lines", "x": [0, 10, None, 20, 30], "y": [0, 0, None, 5, 5]}
    assert re.search(r'd="M0 0L10 0M20 5L30 5"', drawn(line))


def test_text_is_escaped_and_keeps_its_marks() -> None:
    dots = {"type": "scatter", "mode": "text", "x": [1], "y": [1], "text": ["<b>A & <i>B</b><br>c"]}
    made = drawn(dots)
    assert "A &amp; &lt;i&gt;B</tspan>" in made and made.count("<text") == 2


def test_what_cannot_be_seen_is_left_out() -> None:
    clear = {"size": 40, "color": "rgba(0,0,0,0)"}
    assert "circle" not in drawn({"type": "scatter", "mode": "markers", "x": [1], "y": [1], "marker": clear})


@pytest.mark.parametrize("name", [*NUMBERS.values(), "circle-open", "arrow", "x-thin-open", "line-ew-open"])
def test_every_symbol_is_well_formed(name: str) -> None:
    assert symbol(name, 5, 5, 8, 'fill="none"').endswith("/>")


@pytest.mark.parametrize(
    "trace", [{"type": "pie"}, {"mode": "markers", "x": [1], "y": [1], "marker": {"symbol": "star"}}]
)
def test_what_is_not_drawn_here_is_refused(trace: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no drawing of"):
        drawn(trace)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=3, max_size=8), st.floats(0.1, 1.3))
@settings(max_examples=40, deadline=None)
def test_a_spline_passes_every_point(points: list[tuple[float, float]], smoothing: float) -> None:
    ends = re.findall(r"(?:M|[QC][^MQCL]* )(-?[\d.]+ -?[\d.]+)(?=[QC]|$)", path(points, smoothing))
    assert ends == [f"{x:g} {y:g}" for x, y in points]


def test_a_drawing_is_well_formed_xml_and_loads_nothing() -> None:
    shape = {"type": "line", "x0": 0, "x1": 9, "y0": 1, "y1": 1, "line": {"dash": "9px,5px"}}
    made = drawn(
        {"type": "scatter", "mode": "markers+text", "x": [5], "y": [5], "text": ["a"], "marker": {"symbol": 2}},
        shapes=[shape, {**shape, "type": "rect", "layer": "below"}],
        annotations=[{"x": 1, "y": 1, "text": "<span style='font-size:9px;color:#123'>x</span>"}],
    )
    assert parse_xml(made.encode(), "drawing").tag.endswith("svg")
    assert 'stroke-dasharray="9 5"' in made and "href" not in made and "<script" not in made

"""What a counted gap rests on, in words and in columns."""

from __future__ import annotations

from typing import Any

from dtors_network.gaps.finding import Measure

COLUMNS = (
    "measure", "part", "whole", "value_least", "value_most", "value_low", "value_high", "comparator",
    "comparator_what", "comparator_source", "comparator_dated",
)  # fmt: skip


def measure_text(measure: Measure) -> str:
    """Say how many of how many, with the interval, and what it is held against.

    Parameters
    ----------
    measure : Measure
        A measure that has passed disclosure control.

    Returns
    -------
    str
        One sentence without a full stop.

    Examples
    --------
    >>> from dtors_network.model.bounds import Bounds
    >>> from dtors_network.model.comparator import Comparator
    >>> figure = {"rule": "lost_between", "what": "of people never started", "source": "S", "dated": "2024"}
    >>> against = Comparator(id="x", value=0.1, **figure)
    >>> print(measure_text(Measure("never started", Bounds(3, 3), Bounds(12, 12), 0.25, 0.25, 0.09, 0.53, against)))
    3 of 12 (25 %, 95 % interval 9 to 53 %) never started; held against 10 % of people never started (S, 2024)
    """
    against = measure.comparator
    held = f"held against {_value(measure, against.value)} {against.what} ({against.source}, {against.dated})"
    return f"{_counted(measure)}; {held}"


def _counted(measure: Measure) -> str:
    if measure.part is None or measure.least is None or measure.most is None:
        return f"A share of few people, whose numbers are hidden, {measure.what}"
    middle = _value(measure, measure.least)
    if _value(measure, measure.most) != middle:
        middle = f"{_bare(measure, measure.least)} to {_value(measure, measure.most)}"
    interval = f"95 % interval {_bare(measure, measure.low)} to {_value(measure, measure.high)}"
    if measure.each:
        return f"{measure.part} {measure.what}: {middle} to each {measure.each} ({interval})"
    return f"{measure.part} of {measure.whole} ({middle}, {interval}) {measure.what}"


def _value(measure: Measure, number: float | None) -> str:
    """Write a share in per cent, and a ratio as it is."""
    if number is None:
        return "not known"
    if measure.each:
        return f"{number:.0f}" if number >= 10 else f"{number:.1f}"
    return f"{number * 100:.0f} %"


def _bare(measure: Measure, number: float | None) -> str:
    return _value(measure, number).removesuffix(" %")


def measure_row(measure: Measure | None) -> dict[str, Any]:
    """Give the columns of a measure; blank where there is none, or where it is hidden."""
    if measure is None:
        return dict.fromkeys(COLUMNS, "")
    against = measure.comparator
    values = (
        measure.what, measure.part, measure.whole, measure.least, measure.most, measure.low, measure.high,
        against.value, against.what, against.source, against.dated,
    )  # fmt: skip
    return {name: _cell(value) for name, value in zip(COLUMNS, values, strict=True)}


def _cell(value: object) -> object:
    if value is None:
        return ""
    return round(value, 4) if isinstance(value, float) else str(value)


def measure_document(measure: Measure | None) -> dict[str, Any] | None:
    """Give a measure as the JSON output has it."""
    if measure is None:
        return None
    part, whole, against = measure.part, measure.whole, measure.comparator
    return {
        "what": measure.what,
        "part": [part.low, part.high] if part else None,
        "whole": [whole.low, whole.high] if whole else None,
        "value": {"least": measure.least, "most": measure.most, "low": measure.low, "high": measure.high},
        "comparator": {
            "value": against.value,
            "what": against.what,
            "source": against.source,
            "dated": against.dated,
        },
    }

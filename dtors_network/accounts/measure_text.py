"""What a counted gap rests on, in words and in columns."""

from __future__ import annotations

from typing import Any

from dtors_network.gaps.finding import Measure
from dtors_network.rounding import kept, rounded, written

COLUMNS = (
    "measure", "part", "whole", "value_least", "value_most", "value_low", "value_high", "comparator",
    "comparator_what", "comparator_source", "comparator_dated",
)  # fmt: skip


def measure_text(measure: Measure) -> str:
    """Say how many of how many, with the interval, and what it is held against.

    One sentence without a full stop.

    >>> from dtors_network.model.bounds import Bounds
    >>> from dtors_network.model.comparator import Comparator
    >>> figure = {"rule": "lost_between", "what": "of people never started", "source": "S", "dated": "2024"}
    >>> against = Comparator(id="x", value=0.088, **figure)
    >>> print(measure_text(Measure("never started", Bounds(3, 3), Bounds(12, 12), 0.25, 0.25, 0.0889, 0.532, against)))
    3 of 12 (25 %, 95 % interval 9 to 53 %) never started; held against: 8.8 % of people never started (S, 2024)
    """
    against = measure.comparator
    held = f"held against: {_figure(measure)}{_sign(measure)} {against.what} ({against.source}, {against.dated})"
    return f"{_counted(measure)}; {held}"


def _counted(measure: Measure) -> str:
    least, most, low, high = measure.least, measure.most, measure.low, measure.high
    if measure.part is None or least is None or most is None or low is None or high is None:
        return f"Not shown, as few people stand behind it: how many {measure.what}"
    digits = _digits(measure, low if low > measure.comparator.value else high)
    values = dict.fromkeys(_written(measure, value) for value in (least, most))
    middle = " to ".join(values) + _sign(measure)
    interval = f"95 % interval {_written(measure, low, digits)} to {_written(measure, high, digits)}{_sign(measure)}"
    if measure.each:
        return f"{measure.part} {measure.what}: {middle} to each {measure.each} ({interval})"
    return f"{measure.part} of {measure.whole} ({middle}, {interval}) {measure.what}"


def _scaled(measure: Measure, number: float) -> float:
    """Give a share in per cent, and a ratio as it is."""
    return number if measure.each else number * 100


def _sign(measure: Measure) -> str:
    return "" if measure.each else " %"


def _figure(measure: Measure) -> str:
    """Write what a measure is held against as it was published: with one decimal, where it has one."""
    return written(_scaled(measure, measure.comparator.value), 1).removesuffix(".0")


def _written(measure: Measure, number: float, digits: int = 0) -> str:
    """Write a share to the whole per cent, and a ratio below ten to one decimal, or either with more digits."""
    return written(_scaled(measure, number), _least_digits(measure, number, digits))


def _least_digits(measure: Measure, number: float, digits: int) -> int:
    return max(digits, int(bool(measure.each) and number < 10))


def _digits(measure: Measure, limit: float) -> int:
    """Give the fewest decimals with which a limit is seen to lie beyond what the measure is held against."""
    beyond = limit > measure.comparator.value
    figure = rounded(_scaled(measure, measure.comparator.value), 1)
    seen = (rounded(_scaled(measure, limit), _least_digits(measure, limit, digits)) for digits in range(3))
    return next((at for at, number in enumerate(seen) if number != figure and (number > figure) is beyond), 3)


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
    return kept(value, 4) if isinstance(value, float) else str(value)


def measure_document(measure: Measure | None) -> dict[str, Any] | None:
    """Give a measure as the JSON output has it."""
    if measure is None:
        return None
    part, whole, against = measure.part, measure.whole, measure.comparator
    return {
        "what": measure.what,
        "part": [part.low, part.high] if part else None,
        "whole": [whole.low, whole.high] if whole else None,
        "value": {end: _number(getattr(measure, end)) for end in ("least", "most", "low", "high")},
        "comparator": {
            "value": against.value,
            "what": against.what,
            "source": against.source,
            "dated": against.dated,
        },
    }


def _number(value: float | None) -> float | None:
    return None if value is None else kept(value, 4)

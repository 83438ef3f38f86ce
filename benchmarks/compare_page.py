"""The page docs/reference/comparing.md: what a comparison of many areas takes, and whether what it promises holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from dtors_network.compare.indicators.registry import INDICATORS

OUT: Final = Path(__file__).resolve().parents[1] / "docs" / "reference" / "comparing.md"
HEAD: Final = """<!-- Written by `python -m benchmarks.compare` and `python -m benchmarks.compare_truths`, by hand. -->
# Areas side by side: what it takes, and whether it holds

How areas are compared: [Comparing](../how-to/comparing.md); why so: decision 0030. All areas here are invented.
"""
SPEED: Final = "## What 153 areas take"
TRUTHS: Final = "## Whether what it promises holds"


class Tally(NamedTuple):
    """How many cases, and of those what was counted."""

    of: float = 0
    hits: float = 0

    def __add__(self, other: object) -> Tally:
        """Add another one's cases."""
        assert isinstance(other, Tally)
        return Tally(self.of + other.of, self.hits + other.hits)


Found = dict[tuple[str, str, str], Tally]
"""By side of the door, what was counted, and the indicator."""


def write_part(mark: str, text: str) -> None:
    """Put one part of the page in place of what it was, and leave the other."""
    page = OUT.read_text(encoding="utf-8") if OUT.exists() else ""
    parts = {SPEED: "", TRUTHS: ""}
    for one in parts:
        _, there, rest = page.partition(f"{one}\n")
        parts[one] = rest.partition("\n## ")[0].strip() if there else ""
    parts[mark] = text.strip()
    body = "\n\n".join(f"{one}\n\n{part}" for one, part in parts.items() if part)
    OUT.write_text(f"{HEAD}\n{body}\n", encoding="utf-8")
    print(text)


def write_truths(sets: Sequence[Found], areas: int, seed: int, names: Sequence[str]) -> None:
    """Write how often equal areas were told apart, and how often shrunk intervals held the truth."""
    equal = [one for one in sets if any(what == "family" for _, what, _ in one)]
    differ = [one for one in sets if any(what == "shrunk" for _, what, _ in one)]
    indicators = [
        code
        for code in INDICATORS
        if any((side, "pair", code) in one for one in equal for side in ("before", "behind"))
    ]
    rows = [
        f"| {INDICATORS[code].title} | {_apart(equal, 'before', code)} | {_apart(equal, 'behind', code)} |"
        for code in indicators
    ]
    every = f"| **all of these** | {_apart(equal, 'before', None)} | {_apart(equal, 'behind', None)} |"
    beyond = [
        f"| {named} | {_share(equal, 'before', what)} | {_share(equal, 'behind', what)} |"
        for named, what in (("exact limits", "beyond exact"), ("limits with the spread between areas", "beyond spread"))
    ]
    holds = [
        " | ".join(
            [
                f"| {named}",
                *(_share(differ, side, what) for side in ("before", "behind")),
                *(f"{_off(differ, side, what)}{end}" for side, end in (("before", ""), ("behind", " |"))),
            ]
        )
        for named, what in (("raw figure", "raw"), ("shrunk figure", "shrunk"))
    ]
    write_part(
        TRUTHS,
        f"""
Run on {date.today().isoformat()}, seed {seed}, with `python -m benchmarks.compare_truths`: {len(equal):,} sets of
{areas} equal areas and {len(differ):,} sets of {areas} that differ, made by sending people through the shares of
{len(names)} illustrative areas ({", ".join(f"`{name}`" for name in names)}), 0.3 to 3 times as many as there.
Each area was worked out from its exact counts (*before the door*) and from what `protect` leaves of them
(*behind it*), by the code that `compare` runs. After ±: the standard error of the trial, by sets.

### Equal areas that are told apart

Of families of pairs (all pairs of all figures of one indicator of one set, over which false differences are held down)
in which anything could be tested, the share in which any pair was told apart. All areas are equal, so that each such
family is a false discovery; at most 5 % may be. In brackets: pairs told apart, of pairs tested.

| indicator | before the door | behind it |
|---|---|---|
{chr(10).join(rows)}
{every}

Of the same equal areas, those that lie beyond the 95 % lines of their funnel (5 % would be exact; behind the door the
lines are widened by what is hidden):

| lines | before the door | behind it |
|---|---|---|
{chr(10).join(beyond)}

### Do shrunk intervals hold the truth?

Areas that differ: each has its own share lost, on every link, whose deviation between areas is 0.08 on the scale of
arcsin √share (two of three lie between 18 and 32 of 100). *Lost between services*, all pairs of stages. Intervals that
hold the share that is true of the area, and how far the figure lies from it (root mean square, people of 100):

| | before the door | behind it | off, before | off, behind |
|---|---|---|---|---|
{chr(10).join(holds)}
""",
    )


def _sum(sets: Iterable[Found], side: str, what: str, code: str | None) -> list[Tally]:
    """Give the tally of each set in which there was one."""
    each = [
        sum(
            (tally for (where, kind, of), tally in one.items() if (where, kind) == (side, what) and code in (None, of)),
            Tally(),
        )
        for one in sets
    ]
    return [one for one in each if one.of]


def _ratio(each: Sequence[Tally]) -> tuple[float, float]:
    """Give a share and its standard error, sets being what was drawn."""
    whole, hits = sum(one.of for one in each), sum(one.hits for one in each)
    share = hits / whole
    off = sum((one.hits - share * one.of) ** 2 for one in each)
    return share, off**0.5 / whole


def _share(sets: Sequence[Found], side: str, what: str, code: str | None = None) -> str:
    each = _sum(sets, side, what, code)
    if not each:
        return "none"
    share, error = _ratio(each)
    return f"{100 * share:.1f} % (± {100 * error:.1f} %)"


def _apart(sets: Sequence[Found], side: str, code: str | None) -> str:
    families, pairs = _sum(sets, side, "family", code), _sum(sets, side, "pair", code)
    if not families:
        return "nothing could be tested"
    whole, hits = (sum(getattr(one, name) for one in families) for name in ("of", "hits"))
    tested, apart = (sum(getattr(one, name) for one in pairs) for name in ("of", "hits"))
    share, error = _ratio(families)
    said = f"{100 * share:.1f} % (± {100 * error:.1f} %), {hits:,.0f} of {whole:,.0f}"
    return f"{said} (pairs: {apart:,.0f} of {tested:,.0f})"


def _off(sets: Sequence[Found], side: str, what: str) -> str:
    each = _sum(sets, side, f"{what} off", None)
    return f"{100 * (sum(one.hits for one in each) / sum(one.of for one in each)) ** 0.5:.1f}" if each else ""

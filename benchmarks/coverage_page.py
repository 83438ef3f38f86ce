"""The page that says how often intervals hold the truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

OUT = Path(__file__).resolve().parents[1] / "docs" / "reference" / "coverage.md"
BANDS = ((1, 4), (5, 9), (10, 19), (20, 49), (50, 99), (100, 199), (200, 499), (500, 10**9))
GOOD = 0.90, 0.98


class Seen(NamedTuple):
    """One interval: of what truth, people at the start, and whether the truth lies below or above it."""

    truth: str
    people: int
    below: bool
    above: bool


@dataclass(frozen=True)
class Found:
    """What was seen of each set of counts; intervals of one set are not independent of each other."""

    sets: list[list[Seen]]

    def of(self, truth: str) -> Found:
        return Found([[one for one in each if one.truth == truth] for each in self.sets])

    def within(self, band: tuple[int, int]) -> Found:
        return Found([[one for one in each if band[0] <= one.people <= band[1]] for each in self.sets])

    @property
    def truths(self) -> list[str]:
        return list(dict.fromkeys(one.truth for each in self.sets for one in each))

    @property
    def many(self) -> int:
        return sum(map(len, self.sets))

    def share(self, what: Callable[[Seen], bool]) -> float:
        return sum(what(one) for each in self.sets for one in each) / self.many

    @property
    def covered(self) -> float:
        return self.share(lambda one: not one.below and not one.above)

    @property
    def error(self) -> float:
        """Standard error of the share covered, sets taken as the independent units."""
        covered = self.covered
        over = [sum((not one.below and not one.above) - covered for one in each) for each in self.sets if each]
        return float(np.sqrt(np.sum(np.square(over))) / self.many)


def weak(found: Found) -> tuple[tuple[int, int, float], ...]:
    """Give the bands whose intervals hold the truth too seldom or too often."""
    shares = {band: found.within(band).covered for band in BANDS}
    return tuple((*band, round(share, 3)) for band, share in shares.items() if not GOOD[0] <= share <= GOOD[1])


def page(found: dict[str, Found], seed: int) -> str:
    prior, shipped, made_up = found["prior"], found["shipped"], found["made up"]
    return TEXT.format(
        date=date.today().isoformat(),
        seed=seed,
        prior_sets=f"{len(prior.sets):,}",
        prior="\n".join(f"- {name}: {percent(prior.of(name))}" for name in prior.truths),
        sets=f"{len(shipped.sets):,}",
        areas=len(shipped.truths),
        names=", ".join(f"`{name}`" for name in sorted(shipped.truths)),
        shipped=shipped_table(shipped),
        made_up=made_up_table(made_up),
        weak=weak_text(weak(shipped)),
    )


def percent(found: Found) -> str:
    return f"{found.covered:.1%} (± {found.error:.1%})".replace("%", " %")


def named(band: tuple[int, int]) -> str:
    return f"{band[0]} or more" if band[1] >= 10**9 else f"{band[0]} to {band[1]}"


def shipped_table(found: Found) -> str:
    rows = []
    for band in BANDS:
        here = found.within(band)
        each = [here.of(name).covered for name in here.truths]
        shares = here.share(lambda one: one.below), here.share(lambda one: one.above), min(each), max(each)
        shown = [f"{share:.1%}".replace("%", " %") for share in shares]
        rows.append(f"| {named(band)} | {here.many:,} | {percent(here)} | {' | '.join(shown)} |")
    return "\n".join(rows)


def made_up_table(found: Found) -> str:
    head = f"| truth | {' | '.join(named(band) for band in BANDS)} |\n|---|{'---|' * len(BANDS)}"
    rows = [
        f"| {name} | {' | '.join(f'{found.of(name).within(band).covered:.0%}'[:-1] for band in BANDS)} |"
        for name in found.truths
    ]
    return "\n".join([head, *sorted(rows)])


def weak_text(bands: tuple[tuple[int, int, float], ...]) -> str:
    if not bands:
        return "No band lies outside 90–98 % over the illustrative areas."
    told = [f"{named(band[:2])} people ({band[2]:.1%})".replace("%", " %") for band in bands]
    return f"Outside 90–98 % over the illustrative areas: {'; '.join(told)}."


TEXT = """<!-- Written by `python -m benchmarks.coverage`, run by hand; changes made here are lost. -->
# Do the 95 % intervals of reach hold the truth?

Run on {date}, seed {seed}, with `python -m benchmarks.coverage`. After ±: the standard error of the trial itself.

An interval of 95 % should hold the truth in 95 of 100 cases. Nobody can see that in one area, since its truth is not
known. So areas were made whose shares are known, people were sent through them at random, and each interval was
compared with the truth. Everything here supposes that the next step depends on where somebody is (a first-order chain)
and that every count is right; where that fails no interval helps.

## When the truth is like the prior

If truths are drawn from the prior that decision 0006 states, the share must be 95 %; anything else would be a fault of
the program. {prior_sets} truths, 5 to 500 people at each service:

{prior}

The interval as shown is drawn out to the plain share where that lies outside the tails, so it holds the truth more
often.

## In areas like the illustrative ones

Fewer or more people ({sets} times) were sent through the shares of the {areas} illustrative areas that count departures
({names}),
and the reach of aftercare was looked at from every service. *People* are those with a next step at the service where
the way begins.

| people | intervals | hold the truth | truth below | truth above | lowest area | highest area |
|---|---|---|---|---|---|---|
{shipped}

## Where it is hard

Chains made to be difficult: people come in at one service only, and nobody joins them on the way. Per cent of intervals
that hold the truth, by people where the way begins:

{made_up}

## What to do with it

{weak}

- In such a band the screen says so beside the interval. Take the interval for a rough guide: do not set it against
  another one, and do not report it as if it were 95 % sure.
- Where fewer than 20 people start, ask how many took the rarest step on the way. Of five people who start on a way of
  five steps one or two come to its end, and one of them decides what the interval says; it then holds the truth in
  about six cases of ten. It is little better where people are sent to and fro. Look at the numbers of people at each
  service on the way, not only at the first.
- Where a step is taken by fewer than one person in twenty, and none or one was seen to take it, the interval takes it
  to be rarer than it may be. About 200 people are needed before that passes.
- Errors are mostly to one side: with few people the truth lies above the interval more often than below it. A low reach
  from few people is no proof of a gap.
- To mend it, add up years or services of one kind; no choice of formula puts back what was not counted.
"""

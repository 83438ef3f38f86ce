"""Best changes as flat rows and as a JSON document."""

from __future__ import annotations

from typing import Any, Final

from dtors_network.gaps import Gap, wording
from dtors_network.report.best_text import ranked_words
from dtors_network.report.export import Table
from dtors_network.report.whatif_rows import rise_cells
from dtors_network.rounding import kept
from dtors_network.whatif.best import BestChanges, Ranked

BEST: Final = (
    "rank",
    "overloads",
    "may_overload",
    "changes",
    "text",
    "lower_end",
    "least",
    "most",
    "low",
    "high",
    "best_in",
)


def best_table(found: BestChanges) -> Table:
    """Give one row a set, those that overload nobody first."""
    rows = [_set(found, one, rank) for sets in (found.sets, found.apart) for rank, one in enumerate(sets, 1)]
    return Table(BEST, tuple({name: row.get(name, "") for name in BEST} for row in rows), found.area.profile)


def _set(found: BestChanges, one: Ranked, rank: int) -> dict[str, Any]:
    return {
        "rank": rank,
        "overloads": ";".join(one.overloads),
        "may_overload": ";".join(one.may_overload),
        "changes": " ".join(f"--{change.option} {change.write()}" for change in one.changes),
        "text": ranked_words(found.area, one),
        "lower_end": kept(one.lower_end, 5),
        **rise_cells(one.rise),
        "best_in": kept(one.best_in, 3),
    }


def best_document(found: BestChanges) -> dict[str, Any]:
    """Give the ranking as a JSON document, with how far the search went."""
    return {
        "area": found.area.id,
        "synthetic": found.area.synthetic,
        "client_group": found.group,
        "not_counted": found.reason or None,
        "most_changes": found.most,
        "candidates": found.candidates,
        "sets_valued": found.valued,
        "gap_to_bound": found.gap,
        "sets": [_set(found, one, rank) for rank, one in enumerate(found.sets, 1)],
        "overload_somebody": [_set(found, one, rank) for rank, one in enumerate(found.apart, 1)],
        "structural": [_fix(found, gap) for gap in found.structural],
    }


def _fix(found: BestChanges, gap: Gap) -> dict[str, Any]:
    return {
        "gap": gap.id,
        "title": gap.title,
        "steps": [wording.step(found.area, step) for step in gap.remedy],
        "questions": [wording.question(found.area, asked) for asked in gap.ask.yes or ()],
    }

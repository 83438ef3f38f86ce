"""An area as it is being edited: its tables as they were opened, as they are now, and every step between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from dtors_network.editing.edits import Edit
from dtors_network.editing.grid import Grid
from dtors_network.errors import refuse

Grids = Mapping[str, Grid]
MOST_STEPS: Final = 1_000
"""Steps that can be taken back."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the table before and after it."""

    before: Grid
    after: Grid


@dataclass(frozen=True, slots=True)
class Draft:
    """Tables of an area while they are edited.

    Attributes
    ----------
    base : mapping of str to Grid
        The tables as they were opened; ``area`` holds the keys, a row each.
    now : mapping of str to Grid
        As they are.
    digests : mapping of str to str
        What the files held that they were read from.
    done, undone : tuple of Step
        What can be taken back, and what can be done again; the next one last.
    """

    base: Grids
    now: Grids
    digests: Mapping[str, str]
    done: tuple[Step, ...] = field(default=(), repr=False)
    undone: tuple[Step, ...] = field(default=(), repr=False)

    @property
    def changed(self) -> tuple[str, ...]:
        """The tables that would be written otherwise than they were read."""
        return tuple(name for name, grid in self.now.items() if is_changed(self.base[name], grid))


def is_changed(before: Grid, after: Grid) -> bool:
    """Tell whether what would be written of a table is something else than before.

    Examples
    --------
    >>> from dtors_network.editing.grid import grid_of, with_rows
    >>> grid = grid_of("arrivals", ["service"], [["gp"]])
    >>> is_changed(grid, with_rows(grid, 0, 1))
    False
    """
    return before is not after and before.rows != after.rows and before.records != after.records


def edited(draft: Draft, edit: Edit) -> Draft:
    """Do something to a draft; what was undone before is gone then.

    Parameters
    ----------
    draft : Draft
        Before.
    edit : Edit
        What is done.

    Returns
    -------
    Draft
        After; the same one where nothing changed.

    Raises
    ------
    InputError
        If there is no such table, row or column, or a block does not fit.

    Examples
    --------
    >>> from dtors_network.editing.edits import Put
    >>> from dtors_network.editing.grid import grid_of
    >>> grids = {"arrivals": grid_of("arrivals", ["service"], [["gp"]])}
    >>> after = edited(Draft(grids, grids, {}), Put("arrivals", 0, 0, (("prison",),)))
    >>> after.now["arrivals"].rows[0].cells, undone(after).now == grids
    (('prison',), True)
    """
    if edit.table not in draft.now:
        refuse(edit.table, "there is no such table", "Load the page again")
    before = draft.now[edit.table]
    after = edit.of(before)
    if after.rows == before.rows:
        return draft
    return replace(
        draft,
        now={**draft.now, edit.table: after},
        done=(*draft.done[-MOST_STEPS + 1 :], Step(before, after)),
        undone=(),
    )


def undone(draft: Draft) -> Draft:
    """Take the last step back; a draft without one stays as it is.

    Examples
    --------
    >>> undone(Draft({}, {}, {})).done
    ()
    """
    if not draft.done:
        return draft
    *done, last = draft.done
    now = {**draft.now, last.before.table: last.before}
    return replace(draft, now=now, done=tuple(done), undone=(*draft.undone, last))


def redone(draft: Draft) -> Draft:
    """Do the last step again that was taken back; a draft without one stays as it is.

    Examples
    --------
    >>> redone(Draft({}, {}, {})).undone
    ()
    """
    if not draft.undone:
        return draft
    *undone_, last = draft.undone
    now = {**draft.now, last.after.table: last.after}
    return replace(draft, now=now, done=(*draft.done, last), undone=tuple(undone_))

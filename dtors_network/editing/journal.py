"""What was done to a draft, written down step by step on this machine: whatever breaks off, it can be gone on with."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dtors_network.area_files.state_folder import state_folder
from dtors_network.editing.draft import Draft, edited, redone, undone
from dtors_network.editing.edits import Edit, edit_record, read_edit
from dtors_network.editing.grid import Grid, GridRow
from dtors_network.errors import InputError, refuse

BASE: Final = "opened.json"
STEPS: Final = "steps.jsonl"
UNDO: Final = "undo"
REDO: Final = "redo"


@dataclass(frozen=True, slots=True)
class Found:
    """A draft that was left behind.

    Attributes
    ----------
    draft : Draft
        As it was left.
    steps : int
        What was done, undone and done again.
    on : datetime
        When the last of it was.
    """

    draft: Draft
    steps: int
    on: datetime


class Journal:
    """The journal of the draft of one area, in a folder of this user's own; never in that of the area.

    Parameters
    ----------
    path : Path
        The area's folder or workbook.
    folder : Path or None
        Where journals are; the state folder of this user where None.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.editing.edits import Put
    >>> from dtors_network.editing.grid import grid_of
    >>> grids = {"arrivals": grid_of("arrivals", ["service"], [["gp"]])}
    >>> with tempfile.TemporaryDirectory() as place:
    ...     journal = Journal(Path("ours"), Path(place))
    ...     journal.begin(Draft(grids, grids, {}))
    ...     journal.write(Put("arrivals", 0, 0, (("prison",),)))
    ...     Journal(Path("ours"), Path(place)).found().draft.now["arrivals"].rows[0].cells
    ('prison',)
    """

    def __init__(self, path: Path, folder: Path | None = None) -> None:
        name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
        self.folder = (folder or state_folder() / "drafts") / name

    def begin(self, draft: Draft) -> None:
        """Write down what was opened, and what it is by now where that differs; steps from before are gone.

        Raises
        ------
        InputError
            If it cannot be written.
        """
        told = {"base": _written(draft.base), "now": _written(draft.now), "digests": dict(draft.digests)}
        self._write(lambda: self._begin(json.dumps(told)))

    def write(self, step: Edit | str) -> None:
        """Write down one step: an edit, ``undo`` or ``redo``.

        Raises
        ------
        InputError
            If it cannot be written.
        """
        told = {"do": step} if isinstance(step, str) else edit_record(step)
        self._write(lambda: self._append(json.dumps(told)))

    def found(self) -> Found | None:
        """Give the draft that was left behind; None where there is none with a step, or it cannot be read.

        A step that was not written whole never was: nobody was told that it is kept.
        """
        try:
            told = json.loads((self.folder / BASE).read_text(encoding="utf-8"))
            base, now = _read(told["base"]), _read(told["now"])
            draft = Draft(base, now, told["digests"])
            steps = [*_whole((self.folder / STEPS).read_text(encoding="utf-8"))]
            for step in steps:
                draft = done_again(draft, step)
            on = datetime.fromtimestamp((self.folder / STEPS).stat().st_mtime)
        except (OSError, ValueError, KeyError, TypeError, InputError):
            return None
        return Found(draft, len(steps), on) if draft.changed else None

    def forget(self) -> None:
        """Take it away: what it told of was saved, or is not wanted."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _begin(self, told: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self.folder / STEPS).unlink(missing_ok=True)
        new = self.folder / f"{BASE}.new"
        new.write_text(told, encoding="utf-8")
        os.replace(new, self.folder / BASE)
        (self.folder / STEPS).touch()

    def _append(self, line: str) -> None:
        with (self.folder / STEPS).open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{line}\n" if file.tell() == 0 else f"\n{line}\n")

    def _write(self, do: Any) -> None:
        try:
            do()
        except OSError as error:
            problem = f"what was changed cannot be kept on this machine: {error.strerror or error}"
            refuse(str(self.folder), problem, "Save now, or make room on the disk")


def done_again(draft: Draft, step: Any) -> Draft:
    """Do a step that was written down.

    Raises
    ------
    InputError
        If it is none, or does not fit the draft.

    Examples
    --------
    >>> done_again(Draft({}, {}, {}), {"do": "undo"}).done
    ()
    """
    if step["do"] == UNDO:
        return undone(draft)
    return redone(draft) if step["do"] == REDO else edited(draft, read_edit(step))


def _whole(text: str) -> Iterator[Any]:
    for line in filter(None, text.split("\n")):
        with suppress(ValueError):
            yield json.loads(line)


def _written(grids: Mapping[str, Grid]) -> list[Any]:
    return [
        [one.table, one.header, [[row.number, row.cells] for row in one.rows], one.given, one.following, one.is_there]
        for one in grids.values()
    ]


def _read(told: list[Any]) -> dict[str, Grid]:
    return {
        table: Grid(table, tuple(header), tuple(GridRow(at, tuple(cells)) for at, cells in rows), given, new, there)
        for table, header, rows, given, new, there in told
    }

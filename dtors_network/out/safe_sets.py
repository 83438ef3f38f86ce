"""Many areas through the door in one go: what is hidden of each, and the set of files that may be given to others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from dtors_network.accounts.hidden_cells import Hidden, what_was_hidden
from dtors_network.area_files.releases import give_out, is_own
from dtors_network.area_files.staging import write_folder
from dtors_network.disclosure.kept import protected
from dtors_network.disclosure.many import Told, in_processes
from dtors_network.disclosure.releases import crossed
from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Profile
from dtors_network.out.safe_set import write_safe_set
from dtors_network.rounding import per_100, span_of_100

Read = Callable[[str], Area]


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What became of one of several areas.

    Attributes
    ----------
    name : str
        As it was asked for.
    exact, shown : Area
        As it was read, and as it may be shown.
    hidden : Hidden
        What was hidden.
    notes : tuple of str
        For its holder alone.
    """

    name: str
    exact: Area
    shown: Area
    hidden: Hidden
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say in one line what was hidden, and what it leaves of the first figure."""
        told, reach = self.hidden, self.hidden.reach
        counts = f"{told.in_blocks + told.grown:,} counts in blocks, {told.grown:,} of them wider"
        if reach is None or reach.leading is None:
            return f"{self.name}: {self.shown.name}; {counts}"
        interval, strict = span_of_100(reach.low, reach.high), span_of_100(reach.least, reach.most)
        figure = f"{per_100(reach.leading)} (likely {interval}, strict {strict}) of 100 reach aftercare"
        return f"{self.name}: {self.shown.name}; {counts}; {figure}"


def disclose_all(
    names: Sequence[str],
    read: Read,
    profile: Profile,
    output: Path | None = None,
    processes: int = 2,
    told: Told | None = None,
) -> list[Disclosed]:
    """Protect many areas, and write the set of each that may be shared: all of them, or nothing.

    Parameters
    ----------
    names : sequence of str
        Folders, workbooks, or names of illustrative areas.
    read : callable
        Reads one of them; it goes to other processes.
    profile : Profile
        Of all of them.
    output : Path or None
        A new folder, in which each gets one of its own; nothing is written where left out.
    processes : int
        How many work at a time.
    told : callable, optional
        Is told what is being done, how many areas are done, and of how many.

    Returns
    -------
    list of Disclosed
        In the order given.

    Raises
    ------
    InputError
        With the faults of all of them, or where two would get the same folder; then nothing is written or registered.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> [str(one) for one in disclose_all(["small"], lambda name: small_area(), Profile.NDTMS)]
    ['small: Small example; 1 counts in blocks, 0 of them wider']
    """
    folders = _folders(names)
    if output is None:
        return _worked(list(zip(names, [None] * len(names), strict=True)), read, profile, processes, told)
    found: list[Disclosed] = []

    def fill(made: Path) -> None:
        wanted = [(name, made / folder) for name, folder in zip(names, folders, strict=True)]
        found.extend(_registered(one) for one in _worked(wanted, read, profile, processes, told))

    write_folder(output, fill)
    return found


def _folders(names: Sequence[str]) -> list[str]:
    folders = [Path(name).resolve().stem if Path(name).exists() else name for name in names]
    twice = sorted({one for one in folders if folders.count(one) > 1})
    if twice:
        fix = "Give each a folder or workbook of another name, or disclose them apart"
        raise InputError([Fault("two of these areas would get the same folder", fix, value=one) for one in twice])
    return folders


def _worked(
    wanted: Sequence[tuple[str, Path | None]], read: Read, profile: Profile, processes: int, told: Told | None
) -> list[Disclosed]:
    work = partial(_one, read=read, profile=profile)
    done = in_processes(work, wanted, processes, told, "Putting counts into blocks")
    faults = [fault for one in done if isinstance(one, InputError) for fault in one.faults]
    if faults:
        raise InputError(faults)
    return [one for one in done if isinstance(one, Disclosed)]


def _one(wanted: tuple[str, Path | None], read: Read, profile: Profile) -> Disclosed | InputError:
    """Work on one area; what is wrong with it is given back, to be told with what is wrong with the others."""
    name, folder = wanted
    try:
        exact = read(name)
        shown = protected(exact, profile)
        if folder is not None:
            write_safe_set(shown, folder)
        return Disclosed(name, exact, shown, what_was_hidden(shown))
    except InputError as error:
        return InputError([_at(fault, name) for fault in error.faults])


def _at(fault: Fault, name: str) -> Fault:
    """Say in which of the areas something is wrong."""
    if fault.file.startswith(name):
        return fault
    return replace(fault, file=f"{name}: {fault.file}" if fault.file else name)


def _registered(one: Disclosed) -> Disclosed:
    if not is_own(Path(one.name), one.exact, one.shown):
        return one
    note = give_out(Path(one.name), one.exact, one.shown, "disclose", date.today())
    nearly = (str(count) for count in crossed(one.exact, profile_of_shown(one.shown)))
    return Disclosed(one.name, one.exact, one.shown, one.hidden, tuple(filter(None, (note, *nearly))))

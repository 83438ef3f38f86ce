"""The entries of a directory, each once: what pages say of one service together, and who runs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dtors_network.exchange.counted_words import some
from dtors_network.exchange.registers.candidates import identifier
from dtors_network.exchange.registers.directory_page import Listed, Page, Runner
from dtors_network.model.same_name import same_name
from dtors_network.rounding import counted

PREFIX: Final = "oruk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One service of a directory, with the identifier that it gets here."""

    identifier: str
    listed: Listed


def entries_of(pages: Sequence[Page]) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Take each service once, with what any page says of it: a full record says more than a line of a list.

    With a caution for ids that stand for more than one: such services are told apart by a number, so that none is lost.

    >>> names = ("Hub", "Gym", "Hub")
    >>> page = Page(services=tuple(Listed(id="7", name=name, status="active") for name in names))
    >>> found, told = entries_of([page])
    >>> [(one.identifier, one.listed.name) for one in found], told[0][:48]
    ([('oruk_7', 'Hub'), ('oruk_7_2', 'Gym')], "1 id is given to more than one service: '7' (Hub")
    """
    found: dict[tuple[str, str], Listed] = {}
    rows: dict[str, int] = {}
    for page in pages:
        for one in page.services:
            key = (one.id, same_name(one.name))
            found[key] = found[key].with_what_is_missing(one) if key in found else one
            rows[one.id] = rows.get(one.id, 0) + page.one_row_each
    return tuple(_identified(found.values())), tuple(_repeated(found.values(), rows))


def runners_of(pages: Iterable[Page]) -> tuple[dict[str, Runner], tuple[str, ...]]:
    """Give every organisation by its id, and a caution for ids that stand for more than one."""
    named = [one for page in pages for one in page.runners]
    named += [one.runner for page in pages for one in page.services if one.runner]
    by_id: dict[str, Runner] = {}
    names: dict[str, dict[str, str]] = {}
    for runner in named:
        if runner.id not in by_id or not by_id[runner.id].name:
            by_id[runner.id] = runner
        if runner.name:
            names.setdefault(runner.id, {}).setdefault(same_name(runner.name), runner.name)
    several = [f"{key!r} ({some(list(told.values()))})" for key, told in names.items() if len(told) > 1]
    ids = counted(len(several), "id is", "ids are")
    caution = f"{ids} given to more than one organisation, and the first is taken: {some(several)}"
    return by_id, (caution,) if several else ()


class Running:
    """Says who runs a service: its own record, else the organisation of its location or its programme.

    Parameters
    ----------
    pages : sequence of Page
        The files of one directory.
    runners : mapping
        Organisation by id.
    """

    def __init__(self, pages: Iterable[Page], runners: Mapping[str, Runner]) -> None:
        self.runners = runners
        self.owners = {place: owner for page in pages for place, owner in page.owners.items()}

    def of(self, one: Listed) -> Runner | None:
        """Give the organisation; None where the directory does not say, or says two."""
        if one.runner or one.runner_id:
            return one.runner or self.runners.get(one.runner_id)
        found = self._through(one)
        return self.runners.get(found.pop()) if len(found) == 1 else None

    def cautions(self, listed: Sequence[Listed]) -> Iterator[str]:
        """Count the services whose organisation stays blank, by why."""
        blank = [one for one in listed if self.of(one) is None]
        unknown = [one for one in blank if one.runner_id]
        through = [one for one in blank if not one.runner_id and one.through]
        several = [one for one in through if len(self._through(one)) > 1]
        whys = (
            (unknown, "names an organisation", "name an organisation", "that the directory does not hold"),
            (several, "lies at locations", "lie at locations", "of more than one organisation"),
            (
                [one for one in through if one not in several],
                "lies at a location",
                "lie at a location",
                "that the directory does not hold, or that belongs to no organisation of it",
            ),
            ([one for one in blank if not one.runner_id and not one.through], "names", "name", "no organisation"),
        )
        for services, singular, plural, why in whys:
            if services:
                candidates = counted(len(services), f"candidate {singular}", f"candidates {plural}")
                yield f"{candidates} {why}, so that its organisation is blank: {some([one.name for one in services])}"

    def _through(self, one: Listed) -> set[str]:
        return {owner for place in one.through if (owner := self.owners.get(place, "")) in self.runners}


def _identified(listed: Iterable[Listed]) -> Iterator[Entry]:
    taken: set[str] = set()
    for one in listed:
        own = identifier(PREFIX, one.id)
        name, number = own, 1
        while name in taken:
            number += 1
            name = f"{own}_{number}"
        taken.add(name)
        yield Entry(identifier=name, listed=one)


def _repeated(listed: Iterable[Listed], rows: Mapping[str, int]) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for one in listed:
        names.setdefault(identifier(PREFIX, one.id), []).append(one.name)
    ids = {identifier(PREFIX, key): key for key in reversed(list(rows))}
    several = [f"{ids[key]!r} ({some(told, '; ')})" for key, told in names.items() if len(told) > 1]
    if several:
        what = counted(len(several), "id is", "ids are")
        yield f"{what} given to more than one service: {some(several)}. They are told apart by a number"
    twice = [repr(key) for key, number in rows.items() if number > 1 and len(names[identifier(PREFIX, key)]) == 1]
    if twice:
        yield f"{counted(len(twice), 'id stands', 'ids stand')} in more than one row, and is taken once: {some(twice)}"

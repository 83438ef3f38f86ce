"""Hold words and records of an area together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isnan

from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area
from dtors_network.model.given import checked
from dtors_network.model.vocabulary import Profile
from dtors_network.triangulation.places import Place, Reported
from dtors_network.triangulation.registry import TESTS
from dtors_network.triangulation.result import Held, Triangulation
from dtors_network.triangulation.setting import Setting
from dtors_network.triangulation.tested import Test, Tested
from dtors_network.triangulation.verdict import Verdict, decide

NO_TEST = "Records do not speak to this."
ON_A_TYPE = "It is about a type of service or the whole area, which no test can be held to: it is shown only."


@checked
def triangulate(area: Area, others: Sequence[Area] = ()) -> Triangulation:
    """Tell whether what was reported and what was recorded agree.

    Parameters
    ----------
    area : Area
        A protected area, or one of its holder.
    others : sequence of Area
        Other areas, protected as well, for the test that needs them; invented ones never judge a real one.

    Returns
    -------
    Triangulation
        One row for each code and place that was reported, and what records show that nobody said.

    Raises
    ------
    InputError
        If the area is protected and one of the others is not: figures for sharing would tell its exact counts.

    Notes
    -----
    Places are counted, never mentions, and no motive is read from a number. The tests err on at most 2.5 % of areas
    in each direction over all their places (Holm); where counts are blocks they are averaged over 200 lawful tables,
    and half the level is asked of the mean. Every test is in ``docs/reference/triangulation.md`` with how often it
    errs and how often it sees what is there.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> triangulate(protect(small_area()))
    <Triangulation of small: 0 places reported, 0 corroborated, 0 contradicted, 0 silent>
    """
    _refuse_exact(area, others)
    setting = Setting(area, others)
    silent, screened = _silent(setting)
    return Triangulation(
        area=area,
        reported=tuple(_reported(setting)),
        silent=silent,
        screened=screened,
        others=tuple(one.name for one in setting.others),
        tables=setting.counts.tables,
    )


def _refuse_exact(area: Area, others: Sequence[Area]) -> None:
    exact = None, Profile.NONE
    if area.profile not in exact:
        problem, fix = (
            "an area that is protected cannot be held against exact counts",
            "Give what protect returns of it",
        )
        faults = [Fault(problem, fix, value=one.id) for one in others if one.profile in exact]
        if faults:
            raise InputError(faults)


def triangulate_silent(area: Area) -> tuple[Held, ...]:
    """Give what records show and nobody said, without holding against records what was said.

    Parameters
    ----------
    area : Area
        A protected area, or one of its holder.

    Returns
    -------
    tuple of Held
        The places that pass among all that are screened: ``triangulate(area).silent``.
    """
    return _silent(Setting(area))[0]


def _order(setting: Setting) -> list[Reported]:
    codes = {code: at for at, code in enumerate(setting.area.codebook.barrier)}
    return sorted(setting.reported, key=lambda one: codes.get(one.place.code, len(codes)))


def _reported(setting: Setting) -> Iterator[Held]:
    known = setting.area.codebook.barrier
    asked = [(one, _tests(setting, one)) for one in _order(setting)]
    tested = [test for _, tests in asked for test in tests]
    verdicts = iter(decide(tested))
    for reported, tests in asked:
        test = known[reported.place.code].test or ""
        if not tests:
            why = ON_A_TYPE if test else NO_TEST
            yield Held(place=reported.place, reports=reported.reports, test=test, verdict=Verdict.NOT_TESTED, why=why)
        for result in tests:
            verdict, strict, why, settle = next(verdicts)
            yield Held(
                place=reported.place, reports=reported.reports, test=test, tested=result, verdict=verdict,
                strict=strict, why=why, settle=settle,
            )  # fmt: skip


def _tests(setting: Setting, one: Reported) -> list[Tested]:
    test = TESTS.get(setting.area.codebook.barrier[one.place.code].test or "")
    return _judged(setting, test, one.place) if test and one.place.is_somewhere else []


def _judged(setting: Setting, test: Test, place: Place) -> list[Tested]:
    """Judge a place; by what holds for every table where no lawful one could be drawn."""
    found = [_with_figure_told(one) for one in test.judge(setting, place)]
    return found if setting.counts.lawful else [_for_every_table(one) for one in found]


def _with_figure_told(one: Tested) -> Tested:
    """Leave out a figure that a drawn table cannot give: nobody of the group, or of the others, at any link."""
    return replace(one, figure=None) if one.figure is not None and isnan(one.figure.value) else one


def _for_every_table(one: Tested) -> Tested:
    said, opposite = (chance and replace(chance, p=chance.strict) for chance in (one.towards, one.against))
    return replace(one, towards=said, against=opposite)


def _silent(setting: Setting) -> tuple[tuple[Held, ...], int]:
    """Screen the places that nobody reported: what passes among all of them."""
    asked = [
        (test.code, place, found)
        for test in TESTS.values()
        for place in test.unheard(setting)
        for found in _judged(setting, test, place)
        if found.sure or (found.towards is not None and not found.few)
    ]
    verdicts = decide([found for _, _, found in asked], screen=True)
    passed = tuple(
        Held(place=place, test=code, tested=found, verdict=Verdict.SILENT, strict=strict, why=why)
        for (code, place, found), (verdict, strict, why, _) in zip(asked, verdicts, strict=True)
        if verdict is Verdict.CORROBORATED
    )
    return passed, len(asked)

"""Strength of a change: the share of a reason that falls away, by hand and by its laws."""

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

import pytest

from dtors_network.errors import InputError
from dtors_network.model.change_kinds import KINDS, Kind
from dtors_network.whatif import read_change, read_changes, what_if, write_changes
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.change import Change, Moved
from dtors_network.whatif.open_service import Open
from dtors_network.whatif.places import AddPlaces
from dtors_network.whatif.refused import returning
from dtors_network.whatif.registry import change_class
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.returned import Returns
from tests.unit.whatif.drawing import LINE, area_of, came, left, near, refused, report, sent, service, with_rows
from tests.unit.whatif.test_refused import exactly, row, told

STEPS = tuple(at / 8 for at in range(9))
REFUSED = with_rows(LINE, refused("gp", "clinic", "no_capacity", 10), refused("gp", "clinic", "other", 6))


def rises(area, *changes):
    return what_if(Baseline(area, draws=20), changes).reach[0].rise


@pytest.mark.parametrize(
    ("strength", "found"),
    [
        # 100 referred, 80 started, of 20 lost 10 met the reason and 6 another; 4 gave none. 5 · 80 ÷ 95 = 4.2.
        (0.5, Moved(4, 7)),
        # 2.5 · 80 ÷ 97.5 = 2.05; at the most 3.5, which is up to 4 people.
        (0.25, Moved(2, 4)),
        (0.0, Moved(0, 0)),
        (1.0, Moved(8, 14)),
    ],
)
def test_so_much_of_the_reason_falls_away_and_then_the_formula(strength, found):
    assert returning(REFUSED, "everyone", row(100, 80), {"no_capacity": strength}) == found


def test_reasons_of_several_strengths_at_one_link_are_taken_together():
    # 5 of 10 and all of 6 fall away: 11 · 80 ÷ 89 = 9.9; at the most 5 + 6, and the 4 without a reason.
    area, falling = REFUSED, {"no_capacity": 0.5, "other": 1.0}
    assert returning(area, "everyone", row(100, 80), falling) == Moved(9, 15)


def test_of_one_reason_at_two_places_that_overlap_the_larger_share_counts():
    at_link = Relieve("no_capacity", source="gp", target="clinic", strength=0.25)
    assert rises(REFUSED, at_link, Relieve("no_capacity", strength=0.5)) == rises(
        REFUSED, Relieve("no_capacity", strength=0.5)
    )


@pytest.mark.parametrize("counted", [(), ("no_capacity",), ("no_capacity", "other"), ("not_recorded",)])
def test_nothing_changes_at_none_and_more_never_gives_less(counted):
    area = told(*((reason, 7) for reason in counted))
    found = [returning(area, "everyone", row(100, 70, exactly(4)), {"no_capacity": one}) for one in STEPS]
    assert found[0] == Moved(0, 0)
    assert [one.least for one in found] == sorted(one.least for one in found)
    assert [one.most for one in found] == sorted(one.most for one in found)


def test_ends_hold_whatever_the_numbers_behind_the_ranges_are():
    """Every lawful table is gone through by hand: the ends are those of all of them, to whole people."""
    for strength in (Fraction(1, 4), Fraction(1, 2), Fraction(1)):
        bounds = returning(
            told(("no_capacity", replace(exactly(1), high=3))),
            "everyone",
            replace(row(20, 10), referred=replace(exactly(19), high=21), started=replace(exactly(9), high=11)),
            {"no_capacity": float(strength)},
        )
        for referred in range(19, 22):
            for started in range(9, 12):
                for r in range(1, 4):
                    least = strength * r * started / (referred - strength * r)
                    assert floor(least) >= bounds.least
                    assert ceil(strength * (referred - started)) <= bounds.most


def test_reach_rises_with_strength_and_is_the_old_rise_at_the_whole():
    found = [rises(REFUSED, Relieve("no_capacity", strength=one)) for one in STEPS]
    assert found[0][:2] == (0.0, 0.0)
    assert [one[:2] for one in found] == sorted(one[:2] for one in found)
    assert found[-1] == rises(REFUSED, Relieve("no_capacity"))
    # Half: 4 more of 100 start at the clinic, 120 come, 29 of 80 go on.
    assert found[4][0] == near(4 / 120 * 29 / 80)


def test_what_was_reported_stands_for_as_long_as_a_part_of_it_does():
    area = with_rows(LINE, report("refusal.current_use", service="clinic"))
    half, whole = Relieve("refusal.current_use", strength=0.5), Relieve("refusal.current_use")
    assert (len(half.to_area(area).barriers), len(whole.to_area(area).barriers)) == (1, 0)


def test_a_service_opens_to_a_part_of_those_refused():
    group = "currently_using"
    area = area_of(
        service("gp", "gp"),
        service("clinic", "specialist_prescribing"),
        service("after", "aftercare"),
        came("gp", 40, group),
        sent("gp", "clinic", 40, 20, group=group),
        refused("gp", "clinic", "refuses:currently_using", 10, group),
        sent("clinic", "after", 20, 10, group=group),
        left("clinic", 10, group=group),
        left("after", 10, group=group),
    )

    def rise(strength):
        return what_if(Baseline(area, draws=20), [Open("clinic", group, strength)], group).reach[0].rise

    # 5 · 20 ÷ 35 = 2.9, so two people more of 40, of whom 10 of 30 go on (10 are lost, 10 leave).
    assert rise(0.5)[0] == near(2 / 40 / 3)
    assert rise(0.0)[:2] == (0.0, 0.0)
    assert Open("clinic", group, 0.0).to_area(area) is area


def test_new_places_are_for_those_whom_a_part_of_the_reason_still_keeps_out():
    half, places = Relieve("no_capacity", strength=0.5), AddPlaces("clinic", 3)
    both, whole = rises(REFUSED, half, places), rises(REFUSED, Relieve("no_capacity"), places)
    assert rises(REFUSED, half)[1] <= both[1] <= whole[1]


@pytest.mark.parametrize("id_", ["a=b", "a@b", "a>b", "a:b", "a+b", "50%", "é→", "0.5", "=0.5"])
@pytest.mark.parametrize("strength", [0.0, 0.05, 0.5, 1.0, 1e-05])
def test_ids_with_marks_and_strengths_are_read_as_they_were_written(id_, strength):
    some = (
        Relieve(id_, strength=strength),
        Relieve("no_capacity", service=id_, strength=strength),
        Relieve("no_capacity", source=id_, target="x", strength=strength),
        Open(id_, "currently_using", strength),
    )
    assert read_changes(write_changes(some)) == some


@pytest.mark.parametrize(
    "text", ["no_capacity=", "no_capacity=half", "no_capacity=50%", "no_capacity@=0.5", "=0.5", "a=1=2"]
)
def test_a_strength_that_is_none_is_refused(text):
    with pytest.raises(InputError, match="relieve is not written so"):
        read_change("relieve", text)


@pytest.mark.parametrize("strength", ["1.01", "-0.1", "nan", "inf"])
@pytest.mark.parametrize(("option", "place"), [("relieve", "no_capacity"), ("open", "clinic:currently_using")])
def test_a_strength_beyond_its_ends_is_refused(strength, option, place):
    with pytest.raises(InputError, match="a strength lies between 0 and 1"):
        what_if(LINE, [read_change(option, f"{place}={strength}")])


def test_one_reason_at_one_place_with_two_strengths_contradicts_itself():
    some = [Relieve("no_capacity", strength=0.5), Relieve("no_capacity", strength=0.25)]
    with pytest.raises(InputError, match="contradict each other: --relieve no_capacity=0.5 and"):
        what_if(LINE, some)


def test_every_kind_is_what_its_line_says():
    for option, kind in KINDS.items():
        made = change_class(kind)
        assert (made.option, kind.option) == (option, option)
        assert issubclass(made, Change)


@dataclass(frozen=True, slots=True, order=True)
class Meet(Returns):
    """Somebody meets people on the way: nobody misses the first appointment for want of company any more."""

    code: str
    option = "meet"
    order = 0

    @classmethod
    def read(cls, text):
        return cls(text)

    def write(self):
        return self.code

    def faults(self, area):
        return iter(())

    def to_area(self, area):
        return area

    def holds_at(self, source, target):
        return True

    def reasons(self, steps, row):
        return {self.code: 1.0}

    def words(self, area):
        return "somebody meets people on the way"

    def assumes(self):
        return "Nothing more."

    def touches(self):
        return frozenset({("meeting",)})


def test_a_new_kind_is_one_file_and_one_line(monkeypatch):
    import dtors_network.whatif.relieve as home

    monkeypatch.setattr(home, "Meet", Meet, raising=False)
    monkeypatch.setitem(KINDS, "meet", Kind("meet", "CODE", "Somebody meets people.", "relieve:Meet"))
    made = read_changes([("meet", "no_capacity")])
    assert write_changes(made) == (("meet", "no_capacity"),)
    assert rises(REFUSED, *made) == rises(REFUSED, Relieve("no_capacity"))

"""A new link: who of those who end at the sender takes it."""

from dataclasses import replace

from dtors_network.graph import Network
from dtors_network.model.bounds import Bounds, total
from dtors_network.whatif import what_if
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.relieve import Relieve
from tests.unit.whatif.drawing import LINE, area_of, both_say, came, left, near, refused, sent, service, with_rows


def reached(area, *changes):
    one = what_if(Baseline(area, draws=10), changes).reach[0]
    return (one.after.least, one.after.most), one.rise[:2]


def test_a_share_of_those_lost_and_left_starts_at_the_receiver():
    # At the clinic 11 are lost and 40 leave: all 51 would start at aftercare beside the 29.
    after, rise = reached(LINE, AddLink("clinic", "aftercare", 1.0))
    assert after == near((80 / 120, 80 / 120))
    assert rise == near((80 / 120 * 51 / 80,) * 2)


def test_part_of_a_person_is_rounded_both_ways():
    # Half of 51 is 25.5: 25 or 26 of the 120 who come in.
    assert reached(LINE, AddLink("clinic", "aftercare", 0.5))[1] == near((25 / 120, 26 / 120))


def test_a_share_is_the_number_that_was_written():
    # 0.29 of 100 is 29, although as a binary number it is a little less.
    area = area_of(
        service("gp", "gp"), service("clinic", "psychosocial"), service("care", "aftercare"), came("gp", 9),
        sent("gp", "clinic", 9, 9), left("clinic", 100), left("care", 1),
    )  # fmt: skip
    assert reached(area, AddLink("clinic", "care", 0.29))[0] == near((0.29, 0.29))


def test_without_a_share_it_is_none_to_all():
    assert reached(LINE, AddLink("clinic", "aftercare")) == (near((0.2417, 80 / 120)), near((0, 80 / 120 * 51 / 80)))


def test_a_link_that_is_there_takes_more_people():
    # 40 end at the GP: a quarter of them, 10, start at the clinic beside the 80.
    assert reached(LINE, AddLink("gp", "clinic", 0.25))[0] == near((90 / 120 * 29 / 80,) * 2)


def test_nobody_is_added_or_lost_on_the_way():
    steps = Baseline(LINE).flow("everyone").steps
    then = AddLink("clinic", "aftercare", 0.5).to_steps(steps)
    (row,) = [row for row in then.onward if row.source == "clinic"]
    assert (row.started, row.referred, row.lost) == (Bounds(54, 55), Bounds(80, 80), Bounds(25, 26))
    assert total(then.left["clinic"].values()) == Bounds(0, 0)
    assert then.left["gp"] == steps.left["gp"]


def test_a_relief_comes_first_and_the_link_takes_its_share_of_the_rest():
    area = with_rows(LINE, refused("clinic", "aftercare", "no_capacity", 11))
    # 11 · 29 ÷ 29 = 11: all come back. Of the 40 who leave half, 20, take the link as well: 60 of 80.
    changes = [AddLink("clinic", "aftercare", 0.5), Relieve("no_capacity", source="clinic", target="aftercare")]
    assert reached(area, *changes)[0] == near((80 / 120 * 60 / 80,) * 2)
    assert reached(area, *reversed(changes)) == reached(area, *changes)


def test_two_links_from_one_service_take_their_shares_one_after_the_other():
    area = with_rows(LINE, service("support", "recovery_support", "west"), left("support", 1))
    # Of 51 who end at the clinic 100 % take the first, so that nobody is left for the second.
    found = what_if(
        Baseline(area, draws=2), [AddLink("clinic", "aftercare", 1.0), AddLink("clinic", "support", 1.0)]
    ).reach[0]
    assert found.after.least == near(80 / 120)


def test_a_route_in_straight_to_aftercare_is_no_step_of_a_journey():
    assert reached(LINE, AddLink("gp", "aftercare", 0.5)) == (near((0.2417, 0.2417)), (0, 0))


def test_wider_support_stands_beside_the_way():
    found = what_if(Baseline(LINE, draws=2), [AddLink("gp", "minds", 0.5)])
    assert found.reach[0].rise[:2] == (0, 0)
    assert [str(then.referred) for _, then in found.coverage] == ["12"]


UNCOUNTED = area_of(
    service("prison", "prison"),
    service("clinic", "psychosocial", "west"),
    service("care", "aftercare", "west"),
    came("prison", 50),
    came("clinic", 50),
    sent("prison", "clinic", 40, None),
    sent("clinic", "care", 20, 10),
    left("clinic", 40),
    left("care", 10),
)


def test_of_a_service_that_is_not_counted_a_new_link_may_give_nothing_or_everything():
    """50 of 100 come in at the prison, and nobody knows what becomes of them."""
    after, rise = reached(UNCOUNTED, AddLink("prison", "clinic", 0.5))
    assert rise == near((0, 0.5))
    assert after == near((0.5 * 10 / 60, 0.5 + 0.5 * 10 / 60))


def test_so_may_a_relief_at_one_of_its_links():
    assert reached(UNCOUNTED, Relieve("no_capacity", source="prison", target="clinic"))[1] == near((0, 0.5))


def test_a_relief_elsewhere_may_be_of_use_to_its_people_as_far_as_they_come_there():
    # Of 60 at the clinic 10 more start: that is worth 10 ÷ 60 to whoever comes to it, and perhaps all do.
    assert reached(UNCOUNTED, Relieve("no_capacity", "care"))[1] == near((0, 10 / 60))


def test_where_a_link_makes_a_way_possible_the_unknown_may_come_to_aftercare():
    """The list is complete and the GP sends to nobody: before, nobody can get there; after, nobody knows."""
    services = [
        service("gp", "gp", lists_all_sent_to=True),
        service("clinic", "psychosocial", "west", lists_all_sent_to=True),
        service("care", "aftercare", "west"),
    ]
    area = area_of(*services, came("gp", 10), left("gp", None), left("clinic", 9), *both_say("clinic", "care"))
    before, after = (
        what_if(Baseline(area, draws=2), changes).reach[0] for changes in ([], [AddLink("gp", "clinic", 0.5)])
    )
    assert (before.before.least, before.before.most) == (0, 0)
    assert (after.after.least, after.after.most) == (0, 1)
    assert after.rise[:2] == (0, 1)


def test_the_link_is_settled_and_what_it_makes_possible_is_seen():
    before, after = (Network(area) for area in (LINE, AddLink("clinic", "minds").to_area(LINE)))
    assert (before.evidence.state("clinic", "minds"), after.evidence.state("clinic", "minds")) == (
        "disputed",
        "confirmed",
    )


def test_a_link_without_a_share_is_said_to_be_of_nobody_knows_how_many():
    assert AddLink("gp", "minds").words(LINE) == "gp (Hill Surgery) refers people to minds (County Trust)"
    said = "gp (Hill Surgery) refers people to minds (County Trust), and 40 % of those who now end there start"
    assert AddLink("gp", "minds", 0.4).words(LINE) == said
    assert "given, not counted" in AddLink("gp", "minds", 0.4).assumes()
    assert "Nobody can say" in AddLink("gp", "minds").assumes()


def test_a_service_of_the_area_that_is_not_on_the_way_changes_no_count():
    area = replace(LINE, departures=LINE.departures)
    steps = Baseline(area).flow("everyone").steps
    assert AddLink("minds", "clinic", 0.5).to_steps(steps) is steps

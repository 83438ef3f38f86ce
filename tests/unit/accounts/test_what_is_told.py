"""What is told where nobody offers what people are to reach, and where a meeting settled what a service said."""

from dataclasses import replace

from dtors_network.accounts.service import service_account
from dtors_network.accounts.sources import rests_on
from dtors_network.actions import follow_actions
from dtors_network.disclosure import protect
from dtors_network.examples import small_area
from dtors_network.gaps import find_gaps
from dtors_network.model.area import Answer, Referral
from dtors_network.model.vocabulary import Accepts, QuestionKind, YesNo
from dtors_network.whatif import routes


def without_aftercare():
    """The small area before anybody listed its aftercare, as a first map is."""
    area = small_area()
    keep = {row.service for row in area.services if row.service_type != "aftercare"}
    return replace(
        area,
        services_complete=False,
        services=tuple(row for row in area.services if row.service in keep),
        statements=tuple(row for row in area.statements if {row.source, row.target} <= keep),
    )


def test_the_sheet_of_a_service_stands_where_nobody_offers_aftercare():
    area = protect(without_aftercare())
    found = find_gaps(area)
    account = service_account(found, routes(area, "clinic"), follow_actions(found))
    assert account.headline.startswith("From clinic (Riverside)")
    assert account.sheet("ways").none == (
        "Nobody on the list offers aftercare or recovery support; the list is not said to be complete."
    )


def test_a_refusal_that_a_meeting_has_settled_is_not_told_as_the_last_word():
    area = small_area()
    said = tuple(replace(row, accepts=(("currently_using", Accepts.NO),)) for row in area.services)
    counted = Referral(source="clinic", target="minds", client_group="currently_using", referred=12, started=0)
    settled = Answer(
        service="minds", client_group="currently_using", question=QuestionKind.ACCEPTANCE, answer=YesNo.YES
    )
    found = find_gaps(replace(area, services=said, referrals=(counted,), answers=(settled,)), rules=["refused_group"])
    gap = next(one for one in found if one.finding.group == "currently_using" and "minds" in one.finding.services)
    words = rests_on(found, gap)
    assert "said that people currently using are not accepted; a meeting found that they are at minds" in words
    assert "said so" not in words

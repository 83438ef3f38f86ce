"""Barriers one below the other: a reason that holds at every place of a barrier is said once."""

from dataclasses import replace

from dash import html

from dashboards.library import Library
from dashboards.pages import evidence
from dashboards.state import State
from dtors_network.model.area import BarrierReport
from dtors_network.model.vocabulary import End
from tests.same import components
from tests.screens import spoken_area

LOST = "engagement.transition_loss"


def said(*pairs: tuple[str, str]) -> list[str]:
    reports = [
        BarrierReport(report=f"T{at}", code=LOST, source=source, target=target, side=End.SENDER)
        for at, (source, target) in enumerate(pairs)
    ]
    area = replace(spoken_area(), referrals=(), barriers=tuple(reports))
    page = evidence.layout(Library([area]), State(area="spoken"))
    told = [one.children for one in components(page) if isinstance(one, html.P)]
    return [words if isinstance(words, str) else "".join(map(str, words)) for words in told]


def reasons(told: list[str]) -> list[str]:
    return [text for text in told if "There are no records" in text]


def test_one_reason_for_all_places_is_said_once() -> None:
    (reason,) = reasons(said(("gp", "aftercare"), ("clinic", "minds")))
    assert "At each of these 2: " in reason


def test_the_reason_of_one_place_stands_at_it() -> None:
    (reason,) = reasons(said(("gp", "aftercare")))
    assert reason.startswith("There are no records")

"""What flow and changes of it are told in: stages, whom a flow is of, and what is assumed."""

from __future__ import annotations

from typing import Final

from dtors_network.flow.targets import AFTERCARE
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Stage

TARGET_WORDS: Final = {
    Stage.ROUTES_IN.value: "a route in",
    Stage.OPEN_ACCESS.value: "open access",
    Stage.STRUCTURED_TREATMENT.value: "structured treatment",
    Stage.RESIDENTIAL_AND_INPATIENT.value: "residential or inpatient treatment",
    "treatment": "treatment of any kind",
    AFTERCARE: "aftercare or recovery support",
    Stage.WIDER_SUPPORT.value: "wider support",
}
ASSUMPTION: Final = (
    "First order: the next step is taken to depend on where somebody is, and not on how they came there. "
    "People are those counted in the period."
)
"""Said wherever a figure of the flow is shown (design §6)."""


def who(area: Area, code: str) -> str:
    """Name whom a flow is of.

    >>> from dtors_network.examples import small_area
    >>> who(small_area(), "everyone"), who(small_area(), "not leaving_prison")
    ('people', 'other people (everyone but people leaving prison)')
    """
    group = code.removeprefix("not ")
    return wording.people(area, code) if group == code else f"other people (everyone but {wording.people(area, group)})"

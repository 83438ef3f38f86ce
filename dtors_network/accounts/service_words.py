"""What is said of one service to those who work there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dtors_network.accounts.partners import Partner
from dtors_network.accounts.routes import for_whom
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import LinkState
from dtors_network.rounding import counted

FOUR_WORDS: Final = (
    "Contact is whom to ring. Referral is whether people are referred at all, by the word of each end. Acceptance is "
    "whether the receiver takes the group. A start is somebody who began there. None of them follows from another.",
    "The day on which something was said is shown to the holder of the data alone.",
    "Nobody is counted on the sheet for one person. It says what is known, and decides nothing for anybody.",
)


def headline(area: Area, service: str, group: str, out: Sequence[Partner]) -> str:
    """Say to how many services people can surely go on, and how many ask first.

    >>> from dtors_network.accounts.partners import partners_of
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.graph import Network
    >>> area = small_area()
    >>> headline(area, "clinic", "everyone", tuple(partners_of(Network(area), "clinic", "everyone", outward=True)))
    'From clinic (Riverside), no way on is certain; 2 further services may take them: ask first.'
    """
    name, whom = wording.service(area, service), for_whom(area, group)
    if not out:
        return f"Nobody spoke of a link from {name}, and none is on record."
    sure = [one for one in out if one.is_certain]
    refused = [one for one in out if one.acceptance == "no"]
    maybe = len(out) - len(sure) - len(refused)
    told = [
        f"{counted(len(sure), 'service surely takes', 'services surely take')} people on"
        if sure
        else "no way on is certain"
    ]
    told += [f"{counted(maybe, 'further service', 'further services')} may take them: ask first"] if maybe else []
    told += [f"{counted(len(refused), 'says', 'say')} that these people are not taken"] if refused else []
    return f"From {name}{whom}, {'; '.join(told)}."


def sentences(partners: tuple[Sequence[Partner], Sequence[Partner]], asked: int) -> Iterator[str]:
    """Say whether the other ends agree, and how many questions are open."""
    every = [*partners[0], *partners[1]]
    apart = [one for one in every if one.state is LinkState.DISPUTED]
    alone = [one for one in every if one.state is LinkState.ONE_SIDED]
    if apart:
        names = wording.listed((one.named.words for one in apart), "and")
        yield f"The two ends disagree about {counted(len(apart), 'link', 'links')}: {names}."
    if alone:
        yield f"{counted(len(alone), 'link rests', 'links rest')} on one end's word; the other has not spoken."
    if asked:
        yield f"{counted(asked, 'question is', 'questions are')} open about this service or its links."

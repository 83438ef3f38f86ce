"""Every gap rule, in the order in which ties are listed. One rule: one file and one line here."""

from __future__ import annotations

from typing import Final

from dtors_network.gaps import (
    dead_end,
    disputed_link,
    long_wait,
    lost_between,
    missing_route,
    no_aftercare_route,
    no_provider,
    overloaded,
    refused_group,
    single_point,
    transition_loss,
    under_referral,
    unheard_barrier,
)
from dtors_network.gaps.rule import Rule

RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for rule in (
        no_provider.RULE,
        no_aftercare_route.RULE,
        missing_route.RULE,
        refused_group.RULE,
        dead_end.RULE,
        disputed_link.RULE,
        single_point.RULE,
        transition_loss.RULE,
        lost_between.RULE,
        long_wait.RULE,
        overloaded.RULE,
        under_referral.RULE,
        unheard_barrier.RULE,
    )
}

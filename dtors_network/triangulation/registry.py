"""Every test by its code. One test: one file and one line here."""

from __future__ import annotations

from typing import Final

from dtors_network.triangulation import caseload, funding, recovery, refusal, strain, transition, under_referral, waits
from dtors_network.triangulation.tested import Test

TESTS: Final[dict[str, Test]] = {
    test.code: test
    for test in (
        refusal.TEST,
        funding.TEST,
        waits.TEST,
        transition.TEST,
        caseload.TEST,
        strain.TEST,
        recovery.TEST,
        under_referral.TEST,
    )
}
"""The tests, those that the codebook names first."""

"""The commands of docs/how-to/what-would-help.md run as they are typed, and say what the page says of them."""

import re
import shlex
from pathlib import Path

import pytest

from tests.command import ran

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "what-would-help.md"
TYPED = re.findall(r"^dtors-network (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
SAID = {
    "gaps prison_release_unmet": "no referral link for people leaving prison",
    "best-changes prison_release_unmet -k 1": "First, agree a way for people leaving prison",
    'what-if prison_release_unmet --relieve "could_not_contact@hub>prescribing=0.5"': "What partnerships do about it",
    'what-if prison_release_unmet --add "prison>prescribing=0.5"': "would start aftercare",
    "target prison_release_unmet --reach 29": "How much of the reason must fall away",
    "target prison_release_unmet --continuity 75": "a way has to be agreed first",
    "best-changes prison_release_unmet -k 1 --format csv --sheet sets": "could_not_contact@hub>prescribing",
}


def test_every_command_of_the_page_is_tried() -> None:
    assert [*SAID] == TYPED


@pytest.mark.parametrize("typed", SAID)
def test_a_command_says_what_the_page_says(typed: str) -> None:
    result = ran(*shlex.split(typed))
    assert result.returncode == 0, result.stderr
    assert SAID[typed] in " ".join(result.stdout.split())

"""What is told of hiding is true of the profile that hides."""

import pytest

from dtors_network.accounts.hidden import hidden_account
from dtors_network.accounts.hidden_cells import what_was_hidden
from dtors_network.disclosure import protect
from dtors_network.examples import counted_area


@pytest.mark.parametrize(("profile", "few", "block"), [("ndtms", 4, "11–15"), ("nhs_digital", 7, "9–16")])
def test_what_is_small_and_the_block_are_those_of_the_profile(profile: str, few: int, block: str) -> None:
    area = protect(counted_area(), profile)
    told = hidden_account(area, what_was_hidden(area))
    assert told.sheet("asked").rows()[0][0] == f"Can a number from 1 to {few} be read or worked out?"
    assert block in str(told.sheet("cells").rows()[2][2])

"""Whatever breaks off a save, the folder holds the area as it was or as it should be; never something between."""

import os
import signal
from datetime import date
from pathlib import Path

import pytest

from dtors_network.area_files import staging
from dtors_network.area_files.area_io import read_area
from dtors_network.beginning.begun import Begun, read_begun, save_begun
from dtors_network.beginning.deciding import added_by_hand
from dtors_network.beginning.opening import begin_area
from dtors_network.errors import InputError

DAY = date(2026, 11, 28)
STEPS = ("replace", "rename", "rmdir", "fsync", "mkdir")
"""What changes a disk; each is killed before it is done."""


def killed_at(step: int, place: Path, before: Begun, after: Begun) -> bool:
    """Save in a process that dies at one step; False where it had fewer."""
    child = os.fork()
    if child == 0:
        left = [step]

        def dying(do):  # type: ignore[no-untyped-def]
            def step_of(*given, **named):  # type: ignore[no-untyped-def]
                if not left[0]:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1
                return do(*given, **named)

            return step_of

        for name in STEPS:
            setattr(os, name, dying(getattr(os, name)))
        save_begun(place, before, after)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def told(begun: Begun) -> object:
    return begun.area, [{name: text for name, text in row.items() if text} for row in begun.candidates]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_save_that_is_killed_at_any_step_leaves_one_or_the_other(tmp_path: Path) -> None:
    kinds = []
    for step in range(60):
        place = tmp_path / str(step)
        before = begin_area(place, "Kent")
        after = added_by_hand(before, "The Hub", "open_access", "Hub Ltd", DAY)
        killed = killed_at(step, place, before, after)
        read_area(place)  # lawful for whoever reads it meanwhile
        found = read_begun(place)
        assert told(found) in (told(before), told(after))
        kinds.append(found.area == after.area)
        save_begun(place, found, added_by_hand(found, "Another", "aftercare", "", DAY))
        assert not [*place.glob(".*.part/moving.json")]  # nothing is left to be brought to its end
        if not killed:
            break
    assert len(kinds) > 5 and kinds == sorted(kinds) and {*kinds} == {False, True}


def test_what_cannot_be_written_is_told_and_nothing_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = begin_area(tmp_path / "kent", "Kent")
    after = added_by_hand(before, "The Hub", "open_access", "", DAY)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(staging.os, "fsync", full)
        with pytest.raises(InputError, match="No space left on device"):
            save_begun(tmp_path / "kent", before, after)
    assert read_begun(tmp_path / "kent") == before

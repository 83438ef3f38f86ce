"""Whatever breaks off what writes into an area, that is as it was or as it should be; and why is told in a sentence."""

import os
import signal
from pathlib import Path

import pytest

from dtors_network.area_files.saving import restore
from dtors_network.area_files.versions import versions
from tests.broken_off import (
    FOLDERS_ONLY,
    ON,
    ROOT,
    WRITERS,
    Stop,
    Writer,
    ctrl_c,
    each_write,
    full,
    held,
    killed,
    left_over,
    sealed,
    state,
    taken,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
KINDS = [
    (what, name) for what in WRITERS for name in ("ours", "ours.xlsx") if name == "ours" or what not in FOLDERS_ONLY
]
MAKES = ("import anew", "candidates anew")
"""Make what was not there, and hold no lock by which to know what was broken off from what is being made."""

SOME = ("replies", "ours")
"""Writes tables and files beside them: tried always, the others by `make proof`."""
EACH = pytest.mark.parametrize(
    ("what", "name"), [kind if kind == SOME else pytest.param(*kind, marks=pytest.mark.proof) for kind in KINDS]
)


def begun(what: str, name: str, folder: Path) -> Writer:
    writer = WRITERS[what](folder, name)
    assert state(writer) is not None
    return writer


@EACH
def test_killed_at_any_write_an_area_is_as_it_was_or_as_it_should_be(what: str, name: str, tmp_path: Path) -> None:
    writer = begun(what, name, tmp_path)
    before, seen, ended = state(writer), [], []
    for how, _ in each_write(writer, tmp_path, killed):
        ended.append(how)
        seen.append(state(writer))
        assert not [file for file in left_over(writer) if (file / "moving.json").exists()]
    after = seen[-1]
    assert ended == [signal.SIGKILL] * (len(ended) - 1) + [0] and len(ended) > 5
    assert before != after and all(one in (before, after) for one in seen)
    changed = [one == after for one in seen]
    assert changed == sorted(changed)  # once it is done it stays done


@EACH
def test_ctrl_c_at_any_write_leaves_nothing_half_done_and_nothing_lying_about(
    what: str, name: str, tmp_path: Path
) -> None:
    writer = begun(what, name, tmp_path)
    before, seen, ended = state(writer), [], []
    for how, _ in each_write(writer, tmp_path, ctrl_c):
        assert not left_over(writer)
        ended.append(how)
        seen.append(state(writer))
    assert ended == [1] * (len(ended) - 1) + [0] and len(ended) > 5
    assert all(one in (before, seen[-1]) for one in seen)


@EACH
@pytest.mark.parametrize(
    ("stop", "said"),
    [(full, "no room left on the disk"), (taken, "is open in another program"), (sealed, "this cannot be written")],
    ids=["no room", "open elsewhere", "read only"],
)
def test_where_it_cannot_be_written_one_sentence_says_so(
    what: str, name: str, stop: Stop, said: str, tmp_path: Path
) -> None:
    writer = begun(what, name, tmp_path)
    before, told, half = state(writer), set[str](), []
    was = held(tmp_path / ROOT)
    for ended, words in each_write(writer, tmp_path, stop):
        assert ended in (0, 2), words
        told |= {words} if ended else set()
        if ended and "brought to its end" in words:  # neither on nor back could anything be moved
            half.append(state(writer))
            continue
        assert ended == 0 or (state(writer) == before and said in words and "nothing was changed" in words), words
        if ended and stop is sealed:  # nothing could be taken away either: the next save into the area does
            writer.do()
        assert not left_over(writer) or (stop is sealed and (not ended or what in MAKES))
    now = held(tmp_path / ROOT)
    written_over = any(name in now and now[name] != content for name, content in was.items())
    assert bool(told) == (stop is not taken or written_over)  # what is not there is open nowhere
    assert before not in half and len({repr(one) for one in half}) <= 1 and (stop is sealed or not half)


@pytest.mark.parametrize(
    ("what", "name"),
    [pytest.param(*kind, marks=pytest.mark.proof) for kind in KINDS if kind[0] not in ("restore", "release")],
)
def test_each_keeps_a_version_that_can_be_put_back(what: str, name: str, tmp_path: Path) -> None:
    writer = begun(what, name, tmp_path)
    before = state(writer)
    writer.do()
    if "anew" in what:
        return
    assert state(writer) != before
    after = state(writer)
    for place in writer.places:
        restore(place, versions(place)[0].number, ON)
    assert state(writer) == before
    for place in writer.places:
        restore(place, versions(place)[0].number, ON)
    assert state(writer) == after

"""Shares of work in processes: all done, in order, and what goes wrong there is told here."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from dtors_network.records.engines.side_by_side import can_be_copied, side_by_side

pytestmark = pytest.mark.skipif(not can_be_copied(), reason="processes cannot begin as copies of this one here")


def test_results_come_in_order_from_other_processes_that_see_what_is_held_here():
    held = [*range(100, 107)]
    with side_by_side(lambda at: (held[at], os.getpid()), 7, 2) as found:
        results = [*found]
    assert [value for value, _ in results] == held
    assert os.getpid() not in {process for _, process in results}
    assert not multiprocessing.active_children()


def test_what_goes_wrong_in_a_share_is_raised_with_its_traceback_and_nothing_is_left():
    def work(at: int) -> float:
        return 1 / (at - 3)

    with pytest.raises(ZeroDivisionError) as caught, side_by_side(work, 6, 2) as found:
        list(found)
    assert "in work" in str(caught.value.__cause__)
    assert not multiprocessing.active_children()


def test_work_that_is_broken_off_leaves_no_process():
    with pytest.raises(KeyboardInterrupt), side_by_side(abs, 1_000, 2) as found:
        next(found)
        raise KeyboardInterrupt
    assert not multiprocessing.active_children()


def test_a_process_that_dies_is_told():
    with pytest.raises(Exception, match="terminated abruptly"), side_by_side(lambda at: os._exit(3), 2, 2) as found:
        list(found)

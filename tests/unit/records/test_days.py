"""Days as people and programs write them: each form is read back, per column, and nothing is guessed."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dtors_network.errors import InputError
from dtors_network.records.day_order import Order
from dtors_network.records.days import (
    BLANK_DAY,
    DAY,
    NO_MOMENT,
    UNREADABLE,
    UNREADABLE_MOMENT,
    understand,
)


def day_of(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=number)


def read(*texts: str, order: Order | None = None) -> list[date | str]:
    found = understand(texts, "started_on", order)
    words = {BLANK_DAY: "blank", UNREADABLE: "unread"}
    return [words.get(day, "") or day_of(day) for day in found.days.tolist()]


def moment(text: str) -> datetime:
    (number,) = understand([text], "started_on").moments.tolist()
    return datetime(1970, 1, 1) + timedelta(microseconds=number)


# ---- forms -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2025-09-23", "2025/9/23", "2025.09.23", "23/09/2025", "23.9.2025", "23-9-2025", "23 09 2025", "9/23/2025",
        "23 Sep 2025", "23-Sep-2025", "23 September 2025", "23rd of September 2025", "Sep 23, 2025", "Sept. 23rd, 2025",
        "23sep2025", "2025-Sep-23", "23/09/25", "23-Sep-25", "23 Sep '25", "20250923", "23092025", "45923", "45923.0",
        "2025-09-23T00:00:00", "2025-09-23 13:45", "23/09/2025 13:45", " 2025-09-23 ", "45923.75", "45923,75",
        "9/23/2025, 1:45:00\u202fPM", "23/Sep/2025 - 13:45", "23/Sep/2025:13:45:00 +0100", "20250923T1345",
        "20250923134500", "20250923T134500.250Z", "2025-09-23T13:45:00+01:00[Europe/London]", "2025-09-23-13.45.00.0",
        "Tue, 23 Sep 2025 13:45:00 GMT", "Tue Sep 23 13:45:00 BST 2025", "23-SEP-25 01.45.00.000000 PM",
        "Tue Sep 23 2025 13:45:00 GMT+0100 (British Summer Time)", "13:45 23/09/2025", "2025-09-23Z",
        "23SEP25:13:45:00", "23sep2025:13:45", "Tue,23 Sep 2025", "20250923T134500+0100",
        "2025-09-22 24:00", "20250923.0",
    ],
)  # fmt: skip
def test_days_are_read_in_every_form_that_programs_write(text):
    assert read(text) == [date(2025, 9, 23)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-09-23T13:45:10.123456789", datetime(2025, 9, 23, 13, 45, 10, 123456)),
        ("2025/09/23 13:45:10,5", datetime(2025, 9, 23, 13, 45, 10, 500_000)),
        ("23/09/2025 12:05 AM", datetime(2025, 9, 23, 0, 5)),
        ("23/09/2025 12:05 p.m.", datetime(2025, 9, 23, 12, 5)),
        ("23/09/2025 1 PM", datetime(2025, 9, 23, 13)),
        ("45923.5", datetime(2025, 9, 23, 12)),
        ("41934.469224537", datetime(2014, 10, 22, 11, 15, 41)),
        ("2025-09-23T00:30:00+01:00", datetime(2025, 9, 22, 23, 30)),
        ("2025-09-23T23:30-0530", datetime(2025, 9, 24, 5, 0)),
        ("2025-09-23 23:30 BST", datetime(2025, 9, 23, 22, 30)),
    ],
)
def test_the_time_of_day_and_the_zone_are_read(text, expected):
    assert moment(text) == expected


@pytest.mark.parametrize("text", ["2025-09-23T00:30:00+01:00", "2025-09-23T23:30-0530"])
def test_the_day_is_the_one_that_is_written_whatever_the_zone(text):
    assert read(text) == [date(2025, 9, 23)]


@pytest.mark.parametrize(
    "text", ["", " ", "30/12/1899", "1899-12-30", "1900-01-01", "9999-12-31", "31/12/9999", "2999-12-31", "99991231"]
)
def test_what_stands_for_no_day_is_blank(text):
    assert read(text) == ["blank"]
    assert understand([text], "started_on").moments.tolist() == [NO_MOMENT]


@pytest.mark.parametrize(
    "text",
    [
        "Sep 23 11:15:30", "23 Sep 11:15:30", "23 09 11:15:30", "23 Sep 11:15", "23/09 11:15",
        "soon", "32/01/2025", "2025-02-30", "2025-13-01", "0", "-1", "3 Foo 2025", "3 Marvel 2025", "2025-10",
        "Oct 2025", "Oct-25", "2025", "2025-09-23 25:00",
         "2025-09-23 11:75", "2025-09-23 11", "2025-09-23 13:00 AM", "201410",
        "2025-09-23 and later", "2025-09-23 11:00 +27:00", "2025/09-23", "123456", "29/02/2023", "1413976541", "12:30",
    ],
)  # fmt: skip
def test_what_is_no_day_is_told_from_a_blank(text):
    assert read(text) == ["unread"]
    assert understand([text], "started_on").moments.tolist() == [UNREADABLE_MOMENT]


@pytest.mark.parametrize(("text", "year"), [("31/12/68", 2068), ("31/12/69", 1969), ("31-Dec-00", 2000)])
def test_years_of_two_figures_are_of_1969_to_2068(text, year):
    assert read(text) == [date(year, 12, 31)]


def test_midnight_in_every_row_is_no_time():
    days = understand(["2025-03-01 00:00:00", "2025-03-02T00:00:00+01:00", "", "9999-12-31 23:59:59"], "left_on")
    assert not days.has_time
    assert not days.timed.any()
    assert days.moments[:2].tolist() == (days.days[:2].astype(np.int64) * DAY).tolist()
    some = understand(["2025-03-01 00:00:00", "2025-03-02", "2025-03-02 09:00"], "left_on")
    assert some.has_time
    assert some.timed.tolist() == [True, False, True]


# ---- the order of day and month ----------------------------------------------------------------------------------


def test_one_value_decides_for_its_column():
    assert read("03/04/2025", "25/12/2025") == [date(2025, 4, 3), date(2025, 12, 25)]
    assert read("03/04/2025", "12/25/2025") == [date(2025, 3, 4), date(2025, 12, 25)]
    assert read("03/04/25", "25.12.2025") == [date(2025, 4, 3), date(2025, 12, 25)]
    assert read("95/04/03", "10/12/25") == [date(1995, 4, 3), date(2010, 12, 25)]
    assert read("03/04/2025", "25/12/2025", "45/12/25") == [date(2025, 4, 3), date(2025, 12, 25), "unread"]


def test_where_both_readings_are_the_same_nothing_has_to_decide():
    assert read("01/01/2025", "02-02-25") == [date(2025, 1, 1), date(2025, 2, 2)]


@pytest.mark.parametrize("text", ["01/02/2025", "1.2.2025", "01-02-25", "01/02/2025 10:30 PM", "01022025"])
def test_a_column_that_can_be_read_two_ways_is_refused_with_both(text):
    with pytest.raises(InputError) as caught:
        understand(["2025-05-05", "03/03/2025", text], "referred_on")
    (fault,) = caught.value.faults
    assert fault.column == "referred_on"
    assert f"{text} is 1 February 2025 or 2 January 2025" in fault.problem
    assert "month_first: false" in fault.fix and "month_first: true" in fault.fix


def test_values_that_contradict_each_other_are_refused_with_one_of_each():
    with pytest.raises(InputError, match=r"day first \(25/12/2025\) and some the month \(12/26/2025\)"):
        understand(["01/02/2025", "12/26/2025", "25/12/2025"], "left_on")


def test_what_a_map_says_decides_and_what_does_not_fit_is_unread():
    texts = ["01/02/2025", "12/26/2025", "25/12/2025"]
    assert read(*texts, order=Order.DAY) == [date(2025, 2, 1), "unread", date(2025, 12, 25)]
    assert read(*texts, order=Order.MONTH) == [date(2025, 1, 2), date(2025, 12, 26), "unread"]
    assert read("25/10/14", order=Order.YEAR) == [date(2025, 10, 14)]


def test_many_years_and_few_days_are_not_taken_for_days_first():
    texts = [f"25/10/{day:02}" for day in range(1, 25)]
    with pytest.raises(InputError, match=r"25/10/01 is 25 October 2001 or 1 October 2025"):
        understand(texts, "started_on")
    assert read(*texts, order=Order.YEAR)[13] == date(2025, 10, 14)


def test_the_forms_are_told():
    form = understand(["25/12/2025 10:00", "26/12/2025 11:00", "45923.25"], "started_on").form
    assert form == "day first (31/12/2025); as Excel counts days (46022); with the time of day"
    assert understand(["soon", ""], "started_on").form == ""


# ---- laws --------------------------------------------------------------------------------------------------------

FORMS = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y",
    "%d-%b-%Y", "%d%b%Y", "%B %d, %Y", "%b %d %Y", "%A, %d %B %Y", "%Y-%b-%d", "%d/%m/%y", "%m/%d/%y", "%d-%b-%y",
    "%d%m%Y",
)  # fmt: skip
CLOCKS = (
    "", " %H:%M", " %H:%M:%S", "T%H:%M:%S.%f", " %I:%M:%S %p", ", %I:%M %p", " - %H:%M", " %H.%M.%S", " %I:%M%p",
    "T%H:%M:%SZ", " %H:%M:%S.%f UTC",
)  # fmt: skip
MOMENTS = st.datetimes(datetime(1969, 1, 1), datetime(2068, 12, 31, 23, 59, 59))


@settings(deadline=None, max_examples=50)
@given(st.lists(MOMENTS, min_size=1, max_size=8), st.sampled_from(FORMS), st.sampled_from(CLOCKS))
def test_what_is_written_in_any_form_is_read_back(moments, form, clock):
    decides = datetime(2025, 12, 25)  # no other month has this number
    texts = [one.strftime(form + clock) for one in (*moments, decides)]
    found = understand(texts, "started_on")
    assert [day_of(day) for day in found.days.tolist()] == [one.date() for one in (*moments, decides)]
    exact = [datetime.strptime(text, form + clock) for text in texts]
    told = [datetime(1970, 1, 1) + timedelta(microseconds=number) for number in found.moments.tolist()]
    assert told == exact


@settings(deadline=None, max_examples=50)
@given(st.lists(MOMENTS, min_size=1, max_size=8), st.integers(-14 * 60, 14 * 60))
def test_moments_of_any_zone_are_those_of_utc_and_days_those_of_the_zone(moments, minutes):
    zone = timezone(timedelta(minutes=minutes))
    local = [one.replace(tzinfo=zone) for one in (*moments, datetime(2025, 6, 1, 12, 30))]
    found = understand([one.isoformat() for one in local], "happened_on")
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert found.moments.tolist() == [(one - epoch) // timedelta(microseconds=1) for one in local]
    assert [day_of(day) for day in found.days.tolist()] == [one.date() for one in local]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(20_000, 60_000), min_size=1, max_size=8))
def test_days_of_excel_with_their_times_are_read_back(serials):
    found = understand([f"{serial:.9f}" for serial in (*serials, 45923.5)], "happened_on")
    for number, serial in zip(found.moments.tolist(), serials, strict=False):
        exact = datetime(1899, 12, 30) + timedelta(days=serial)
        assert abs(datetime(1970, 1, 1) + timedelta(microseconds=number) - exact) <= timedelta(milliseconds=1)


WRITTEN = st.one_of(
    st.builds(lambda one, form: one.strftime(form), MOMENTS, st.sampled_from(FORMS)),
    st.sampled_from(["", "soon", "31/31/25"]),
)  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(st.lists(WRITTEN, max_size=10), st.randoms(use_true_random=False))
def test_the_reading_of_a_column_does_not_depend_on_the_order_of_its_rows(texts, shuffler: random.Random):
    places = [*range(len(texts))]
    shuffler.shuffle(places)
    shuffled = [texts[place] for place in places]
    try:
        first = understand(texts, "left_on")
    except InputError as error:
        with pytest.raises(InputError) as caught:
            understand(shuffled, "left_on")
        assert caught.value.faults == error.faults
        return
    second = understand(shuffled, "left_on")
    assert second.moments.tolist() == first.moments[places].tolist()
    assert second.days.tolist() == first.days[places].tolist()
    assert second.timed.tolist() == first.timed[places].tolist()
    assert (second.form, second.has_time) == (first.form, first.has_time)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(1, 31), st.integers(1, 13), st.booleans()).map(
            lambda one: (one[0], one[1]) if one[2] else (one[1], one[0])
        ),
        min_size=1,
        max_size=4,
    )
)
def test_which_number_is_the_day_is_what_trying_both_orders_on_all_rows_says(pairs):
    def tried(month_first: bool) -> list[date | None]:
        found: list[date | None] = []
        for one, other in pairs:
            try:
                found.append(date(2025, *((one, other) if month_first else (other, one))))
            except ValueError:
                found.append(None)
        return found

    by_day, by_month = tried(month_first=False), tried(month_first=True)
    only_day = any(one and not other for one, other in zip(by_day, by_month, strict=True))
    only_month = any(other and not one for one, other in zip(by_day, by_month, strict=True))
    texts = [f"{one}/{other}/2025" for one, other in pairs]
    if (only_day and only_month) or (not only_day and not only_month and by_day != by_month):
        with pytest.raises(InputError):
            understand(texts, "started_on")
        return
    expected = by_month if only_month else by_day
    assert read(*texts) == ["unread" if day is None else day for day in expected]

"""Contacts are taken out of free text whatever their country and form; hours, dates, ages, years and money are kept."""

import pytest

from dtors_network.exchange.registers.contacts import LEFT_OUT_CONTACT, without_contacts

TAKEN = """
0113 496 0000|(0113) 496 0000|+44 113 496 0000|+44 (0)113 496 0000|0044 113 4960000|01134960000|07700 900123
020 7946 0999 ext. 12|0808-157-0000|+353 1 234 5678|555-555-0123|(555) 555-0199|555.555.0142|5555550123|1-800-555-0100
+1 (555) 555-0123 x44|555-0123|1 (800) 555 0100|1-800-555-HELP (4357)|01 23 45 67 89|01.23.45.67.89|030/1234567
+49 (30) 123456-78|12 34 56 78|912 345 678|06 1234 5678|98765 43210|+91-98765-43210|(02) 9999 9999|1300 555 000
+81 3-1234-5678|\u0660\u0661\u0661\u0663\u0664\u0669\u0666\u0660\u0660\u0660|555\u2011555\u20110123
555 \u2013 555 \u2013 0123|116 123
jo.bloggs@example.org|jo_b+x@mail.example.co.uk|jo (at) example.org|jo [at] example [dot] org
"""
KEPT = """
9am to 5pm|09.00 - 17.00|0900-1700|9:30-12:30 and 13:30-16:30|2024-05-06|01/02/2024|31.12.2024|2019-2024|2019/20
ages 16-18 19-25|16 - 25|24/7|\u00a31 000 000|$25.000.000|50 000 people|12.5 mg|within 28 days|SW1A 1AA|Unit 12345
\u00a35.50 per 30 minutes|room 101|ring 999|call 111|2019 2020 2021|99.5%
"""


@pytest.mark.parametrize("contact", TAKEN.strip().replace("\n", "|").split("|"))
@pytest.mark.parametrize("around", ["{}", "Ring {}.", "({})", "Mon\u2013Fri, {}; or drop in", "tel:{}"])
def test_a_contact_is_taken_out(contact: str, around: str) -> None:
    left = without_contacts(around.format(contact))
    assert LEFT_OUT_CONTACT in left
    assert not [sign for sign in left if sign.isdigit() or sign == "@"], left


@pytest.mark.parametrize("text", KEPT.strip().replace("\n", "|").split("|"))
@pytest.mark.parametrize("around", ["{}", "Open {}.", "for ({}), or later"])
def test_what_is_no_contact_is_kept(text: str, around: str) -> None:
    assert without_contacts(around.format(text)) == around.format(text)


def test_a_short_number_behind_a_word_for_one_is_taken_out() -> None:
    for text in ("call us on 567890", "Tel. 567890", "text HOME to 741741", "Fax: 56 78 90"):
        assert without_contacts(text).endswith(LEFT_OUT_CONTACT)
    assert without_contacts("one of 567890") == "one of 567890"


def test_very_long_text_is_read_at_once() -> None:
    for piece in ("1 ", "(1-", "a@", "8-0", "call ", "+44 (", "800-A"):
        without_contacts(piece * 5_000)

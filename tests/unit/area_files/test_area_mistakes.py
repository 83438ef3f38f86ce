"""One mistake a case in a folder of CSV files, and the whole of what the user is told."""

from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.area_files.codebook_yaml import shipped_codebook
from tests.unit.area_files.minimal import ARRIVALS, FILES, REFERRALS, REFUSALS, changed, told, write

BOOK = shipped_codebook()
OWN = ", or add the code to the area's own codebook"
TYPES = f"Known: {', '.join(BOOK.service_type)}{OWN}"
GROUPS = f"Known: {', '.join(BOOK.group)}{OWN}"
COUNT = (
    "Write a whole number of 0 or more, a range such as 11..15, * for 1 to 4, or leave it blank where nobody counted"
)
DATE = "Write year, month and day, such as 2025-09-30"
RAGGED = "Name every column in row 1, and leave no cell out; in a CSV file, quote a cell that holds a comma"
PART = "Correct one of the two: a client group is part of everyone"
PLACE = "Name a link (source and target), or a service, or a service_type, or none of them for the area"
SERVICES, STATEMENTS, AREA = FILES["services.csv"], FILES["statements.csv"], FILES["area.yaml"]

NO_RANGE = "this is not how a range of counts is written"
TABLES_AND_COLUMNS = {
    "a needed table is missing": (
        {"services": None},
        ["services.csv: this table is missing. Put services.csv into the folder"],
    ),
    "area.yaml is missing": ({"area": None}, ["area.yaml: this table is missing. Put area.yaml into the folder"]),
    "a table has another name": (
        {"Referrals": REFERRALS},
        ["referrals.csv: this table is missing. Rename 'Referrals.csv'"],
    ),
    "a needed column is missing": (
        {"services": changed("services.csv", "service_type", "kind")},
        ["services.csv, row 1, column service_type: this column is missing. Add it: its type, which has a stage"],
    ),
    "a needed column has another name": (
        {"services": changed("services.csv", "service_type", "Service Type")},
        ["services.csv, row 1, column service_type: this column is missing. Rename the column 'Service Type'"],
    ),
    "a column stands twice": (
        {"statements": changed("statements.csv", "reporter_role", "says")},
        ["statements.csv, row 1, column says: two columns have this name (found 'says'). Rename or delete one of them"],
    ),
    "a column has no name": (
        {"statements": changed("statements.csv", "reporter_role", "")},
        ["statements.csv, row 1: a column has no name. Name it in row 1, or delete the column"],
    ),
    "a column's name has spaces": (
        {"statements": changed("statements.csv", "reporter_role", "reporter_role ")},
        [
            "statements.csv, row 1, column reporter_role: this column's name has spaces before or after it "
            "(found 'reporter_role '). Take them out"
        ],
    ),
    "the header is missing": (
        {"statements": STATEMENTS.split("\n", 1)[1]},
        [
            "statements.csv, row 1: row 1 does not name the columns. "
            "Put the names of the columns into row 1: source, target, end, says, and any others"
        ],
    ),
    "the first row is blank": (
        {"statements": "\n" + STATEMENTS},
        ["statements.csv: row 1 is blank, and must name the columns. Put the names of the columns into row 1"],
    ),
    "a file is empty": (
        {"statements": ""},
        ["statements.csv: this table is empty. Put the names of the columns into row 1"],
    ),
    "a row is too short": (
        {"statements": STATEMENTS + "gp,next,sender\n"},
        [f"statements.csv, row 4: this row has 3 cells, and the header 6. {RAGGED}"],
    ),
    "a row is too long": (
        {"statements": STATEMENTS + "gp,next,sender,present,,,x\n"},
        [f"statements.csv, row 4: this row has 7 cells, and the header 6. {RAGGED}"],
    ),
    "semicolons": (
        {"statements": STATEMENTS.replace(",", ";")},
        [
            "statements.csv, row 1: the columns are separated by semicolons, and commas are needed. "
            'Save it again as "CSV UTF-8 (comma delimited)"'
        ],
    ),
    "tabs": (
        {"statements": STATEMENTS.replace(",", "\t")},
        [
            "statements.csv, row 1: the columns are separated by tabs, and commas are needed. "
            'Save it again as "CSV UTF-8 (comma delimited)"'
        ],
    ),
}

CODES = {
    "unknown service type": (
        {"services": changed("services.csv", ",aftercare,", ",aftecare,")},
        [
            "services.csv, row 4, column service_type: unknown service_type (found 'aftecare'). "
            f"Did you mean 'aftercare'? {TYPES}"
        ],
    ),
    "unknown further type": (
        {"services": changed("services.csv", "places", "also_offers").replace("yes,20", "yes,psychosocial; housng")},
        [
            "services.csv, row 3, column also_offers: unknown also_offers 'housng' (found 'psychosocial; housng'). "
            f"Did you mean 'housing'? {TYPES}"
        ],
    ),
    "unknown state": (
        {"statements": changed("statements.csv", "weak", "perhaps")},
        [
            "statements.csv, row 3, column says: unknown says (found 'perhaps'). "
            "Known: present, weak, absent, not_applicable"
        ],
    ),
    "unknown client group": (
        {"arrivals": ARRIVALS + "gp,curently_using,3\n"},
        [
            "arrivals.csv, row 2, column client_group: unknown client_group (found 'curently_using'). "
            f"Did you mean 'currently_using'? {GROUPS}"
        ],
    ),
    "unknown client group in a column": (
        {"services": changed("services.csv", "accepts_currently_using", "accepts_current_users")},
        [
            "services.csv, row 1, column accepts_current_users: unknown client group (found 'accepts_current_users'). "
            "Did you mean 'accepts_currently_using'? "
            f"Known: {', '.join('accepts_' + group for group in BOOK.group)}, "
            "or add the group to the area's own codebook"
        ],
    ),
    "unknown barrier code": (
        {"barriers": "report,code\nB1,referral.fund_fear\n"},
        [
            "barriers.csv, row 2, column code: unknown code (found 'referral.fund_fear'). "
            f"Did you mean 'referral.funding_fear'? Known: {', '.join(BOOK.barrier)}{OWN}"
        ],
    ),
    "a blank where a code is needed": (
        {"statements": changed("statements.csv", "sender", " ")},
        ["statements.csv, row 2, column end: this cell must not be blank (found ' '). Give which end speaks"],
    ),
    "neither true nor false": (
        {"area": AREA + "synthetic: perhaps\n"},
        [
            "area.yaml, row 4, column synthetic: this is neither true nor false (found 'perhaps'). "
            "Write true or false; blank means not true"
        ],
    ),
    "unknown pathway": (
        {"area": changed("area.yaml", "partnership_2022", "partnership_2023")},
        [
            "area.yaml, row 3, column reference_pathway: there is no reference pathway of this id "
            "(found 'partnership_2023'). Did you mean 'partnership_2022'? Known: models_of_care_2006, "
            "partnership_2022, or put your own into pathway.yaml"
        ],
    ),
}

IDS = {
    "a service id stands twice": (
        {"services": SERVICES + "gp,,Again,gp,,\n"},
        [
            "services.csv, row 5, column service: this id was given before (services.csv, row 2) (found 'gp'). "
            "Give each row an id of its own, or delete one of the two"
        ],
    ),
    "an organisation id stands twice": (
        {"organisations": "organisation\nhill\nriver\nonward\nhill\n"},
        [
            "organisations.csv, row 5, column organisation: this id was given before (organisations.csv, row 2) "
            "(found 'hill'). Give each row an id of its own, or delete one of the two"
        ],
    ),
    "a report id stands twice": (
        {"barriers": "report,code\nB1,need.rewards\nB1,need.rewards\n"},
        [
            "barriers.csv, row 3, column report: this id was given before (barriers.csv, row 2) (found 'B1'). "
            "Give each row an id of its own, or delete one of the two"
        ],
    ),
    "an id with spaces": (
        {"services": changed("services.csv", "next,onward", " next ,onward")},
        [
            "services.csv, row 4, column service: this id has spaces before or after it (found ' next '). "
            "Take them out, here and wherever the id is used"
        ],
    ),
    "an id with a line end": (
        {
            "services": changed("services.csv", "next,onward", '"ne\nxt",onward'),
            "statements": "source,target,end,says\n",
        },
        [
            "services.csv, row 4, column service: this id holds a line break or a tab (found 'ne\\nxt'). "
            "Write it on one line"
        ],
    ),
    "a dangling link": (
        {"statements": changed("statements.csv", "clinic,next", "clinic,nxt")},
        [
            "statements.csv, row 3, column target: there is no service of this id (found 'nxt'). "
            "List it in services, or mend the id"
        ],
    ),
    "a dangling link but for capitals": (
        {"statements": changed("statements.csv", "clinic,next", "clinic,Next")},
        ["statements.csv, row 3, column target: there is no service of this id (found 'Next'). Did you mean 'next'?"],
    ),
    "an organisation that is not listed": (
        {"organisations": "organisation,name\nhill,Hill\nriver,River\n"},
        [
            "services.csv, row 4, column organisation: there is no organisation of this id (found 'onward'). "
            "List it in organisations, or mend the id"
        ],
    ),
    "a link to itself": (
        {"statements": changed("statements.csv", "clinic,next", "clinic,clinic")},
        [
            "statements.csv, row 3, column target: a link leads from a service to itself (found 'clinic'). "
            "Name two services, or delete the row"
        ],
    ),
}

COUNTS = {
    **{
        f"the count {cell}": (
            {"arrivals": f'{ARRIVALS}gp,everyone,"{cell}"\n'},
            [f"arrivals.csv, row 2, column count: this is not a count (found {cell!r}). {COUNT}"],
        )
        for cell in ("-1", "2.5", "12.0", "1e3", "ten", "1,234", "**", "٣", "+3")
    },
    **{
        f"the range {cell}": (
            {"arrivals": f"{ARRIVALS}gp,everyone,{cell}\n"},
            [f"arrivals.csv, row 2, column count: {problem} (found {cell!r}). {fix}"],
        )
        for cell, problem, fix in (
            ("15..11", "this range is upside down: its least is more than its most", "Write 11..15"),
            ("7..7", "only one number lies in this range, 7", "Write 7"),
            ("0..0", "only one number lies in this range, 0", "Write 0"),
            ("..5", "this range has only one end", f"Write both, such as 11..15: {COUNT[6:]}"),
            ("5..", "this range has only one end", f"Write both, such as 11..15: {COUNT[6:]}"),
            ("11 .. 15", NO_RANGE, "Write 11..15: the least, two full stops and the most, without blanks"),
            ("11-15", NO_RANGE, "Write 11..15: the least, two full stops and the most, without blanks"),
            ("15–11", NO_RANGE, "Write 11..15: the least, two full stops and the most, without blanks"),
            ("1 to 5", NO_RANGE, "Write 1..5: the least, two full stops and the most, without blanks"),
            ("11...15", NO_RANGE, "Write 11..15: the least, two full stops and the most, without blanks"),
            ("few..many", "this is not a count", COUNT),
            ("*..5", "this is not a count", COUNT),
            ("1.5..3", "this is not a count", COUNT),
            ("-1..3", "this is not a count", COUNT),
            ("1..5..9", "this is not a count", COUNT),
            ("<5", "this is not a count", COUNT),
            ("1..1234567890", "this count is larger than any population", "Write at most 999999999"),
        )
    },
    "more people than there are": (
        {"arrivals": ARRIVALS + "gp,everyone,1234567890\n"},
        [
            "arrivals.csv, row 2, column count: this count is larger than any population (found '1234567890'). "
            "Write at most 999999999"
        ],
    ),
    **{
        f"the number {cell}": (
            {"services": changed("services.csv", "places", "stay_days").replace("20", f'"{cell}"')},
            [
                f"services.csv, row 3, column stay_days: this is not a number of 0 or more (found {cell!r}). "
                "Write it with a point, such as 12.5, or leave it blank where nobody counted"
            ],
        )
        for cell in ("-1", "12,5", "nan", "inf", "1e999", "a week", "*")
    },
    "started more than accepted": (
        {"referrals": REFERRALS + "gp,clinic,everyone,9,3,5\n"},
        [
            "referrals.csv, row 2, column started: started is 5, more than accepted, which is 3 (found '5'). "
            "Correct one of the two: whoever started was accepted"
        ],
    ),
    "started more than a hidden count can be": (
        {"referrals": REFERRALS + "gp,clinic,everyone,9,*,5\n"},
        [
            "referrals.csv, row 2, column started: started is 5, more than accepted, which is at most 4 (*) "
            "(found '5'). Correct one of the two: whoever started was accepted"
        ],
    ),
    "started more than referred, accepted not counted": (
        {"referrals": REFERRALS + "gp,clinic,everyone,3,,5\n"},
        [
            "referrals.csv, row 2, column started: started is 5, more than referred, which is 3 (found '5'). "
            "Correct one of the two: whoever was accepted or started was referred"
        ],
    ),
    "a group more than everyone": (
        {"referrals": REFERRALS + "gp,clinic,everyone,3,3,3\ngp,clinic,currently_using,4,3,3\n"},
        [
            "referrals.csv, row 3, column referred: referred of currently_using is 4, more than everyone's referred, "
            f"which is 3 (referrals.csv, row 2) (found '4'). {PART}"
        ],
    ),
    "a hidden group more than nobody": (
        {"arrivals": ARRIVALS + "gp,everyone,0\ngp,currently_using,*\n"},
        [
            "arrivals.csv, row 3, column count: count of currently_using is at least 1, more than everyone's count, "
            f"which is 0 (arrivals.csv, row 2) (found '*'). {PART}"
        ],
    ),
    "more reasons than losses": (
        {
            "referrals": REFERRALS + "gp,clinic,everyone,6,5,3\n",
            "refusals": REFUSALS
            + "gp,clinic,everyone,no_capacity,2\ngp,clinic,everyone,other,*\ngp,clinic,everyone,not_recorded,1\n",
        },
        [
            "refusals.csv, row 4, column count: the reasons for everyone add up to 4, and at most 3 did not start "
            "(referrals.csv, row 2) (found '1'). Count each person under one reason only"
        ],
    ),
    "two rows of the same people": (
        {"arrivals": ARRIVALS + "gp,everyone,3\ngp,everyone,4\n"},
        [
            "arrivals.csv, row 3, column client_group: another row has the same service and client_group "
            "(arrivals.csv, row 2) (found 'everyone'). Add the two rows together, or delete one"
        ],
    ),
}

DATES = {
    **{
        f"the date {cell}": (
            {"statements": changed("statements.csv", "2025-05-01", cell)},
            [f"statements.csv, row 2, column said_on: this is not a date (found {cell!r}). {DATE}"],
        )
        for cell in ("01/05/2025", "2025-02-30", "20250501", "2025-W18-4", "May", "2025-5-1")
    },
    "a period that ends before it starts": (
        {"area": AREA + "period_start: 2025-04-01\nperiod_end: 2024-03-31\n"},
        [
            "area.yaml, row 5, column period_end: the period ends before it starts, on 2025-04-01 "
            "(found '2024-03-31'). Correct one of the two dates"
        ],
    ),
}

PLACES = {
    "answers about the wrong thing": (
        {
            "answers": "source,target,service,client_group,question,answer\n"
            ",,gp,,link,yes\n,,gp,,acceptance,no\ngp,,,,list_complete,yes\n"
        },
        [
            "answers.csv, row 2, column source: an answer about link must name its source. Fill in source and target",
            "answers.csv, row 2, column target: an answer about link must name its target. Fill in source and target",
            "answers.csv, row 2, column service: an answer about link is not about a service (found 'gp'). "
            "Leave this cell blank",
            "answers.csv, row 3, column client_group: an answer about acceptance must name its client_group. "
            "Fill in service and client_group",
            "answers.csv, row 4, column source: an answer about list_complete is not about a source (found 'gp'). "
            "Leave this cell blank",
        ],
    ),
    "half a link": (
        {"barriers": "report,code,source,target\nB1,need.rewards,gp,\n"},
        [f"barriers.csv, row 2, column target: a link needs both source and target. {PLACE}"],
    ),
    "two places": (
        {"barriers": "report,code,source,target,service\nB1,need.rewards,gp,clinic,gp\n"},
        [f"barriers.csv, row 2: this report names more than one place. {PLACE}"],
    ),
}

TEXT = {
    "undecodable bytes": (
        {"statements": STATEMENTS.encode() + b"\x81"},
        [
            f"statements.csv: byte 0x81 at offset {len(STATEMENTS)} is neither UTF-8 nor Windows-1252. "
            'Save the file again as "CSV UTF-8" or as plain UTF-8 text'
        ],
    ),
    "UTF-16": (
        {"statements": STATEMENTS.encode("utf-16")},
        [
            "statements.csv: this is not a text file in UTF-8 or Windows-1252. "
            'Save the file again as "CSV UTF-8" or as plain UTF-8 text'
        ],
    ),
    "a huge cell": (
        {"services": changed("services.csv", "Onward", "x" * 40_000)},
        [
            "services.csv, row 4, column name: this cell holds 40,000 characters, and a spreadsheet's cell 32,767 "
            f"at most (found '{'x' * 60}…'). Shorten it, or close a quotation mark that was left open"
        ],
    ),
    "a cell huger than that": (
        {"services": changed("services.csv", "Onward", "x" * 200_000)},
        [
            "services.csv, row 4: a cell of this row holds far more than the 32,767 characters of a spreadsheet's "
            "cell. Shorten it, or close a quotation mark that was left open"
        ],
    ),
    "an open quotation mark": (
        {"statements": STATEMENTS + 'gp,next,"sender,present,,\n'},
        [
            "statements.csv, row 4: a quotation mark is left open, or stands inside a cell, and the rows from here "
            "on cannot be read. Put the cell into double quotes, and double every quotation mark in it"
        ],
    ),
    "a control character": (
        {"services": changed("services.csv", "Onward", "a\x07b")},
        [
            "services.csv, row 4, column name: this cell holds the control character '\\x07' (found 'a\\x07b'). "
            "Delete it and type it again"
        ],
    ),
    "a tag of YAML": (
        {"area": AREA + "note: !!python/object:os.system x\n"},
        [
            "area.yaml, row 4: tags are not read (found 'tag:yaml.org,2002:python/object:os.system'). "
            "Write the value without its tag"
        ],
    ),
    "an alias bomb of YAML": (
        {"area": AREA + "note: &a [x]\nregion: *a\n"},
        [
            "area.yaml, row 4: anchors and aliases are not read (found '&a'). Write the value out where it is needed",
            "area.yaml, row 5: anchors and aliases are not read (found '*a'). Write the value out where it is needed",
        ],
    ),
    "more than one value": (
        {"area": AREA + "region: [a, b]\n"},
        ["area.yaml, row 4, column region: this key holds more than one value. Write one value"],
    ),
    "a code of one's own that is taken": (
        {"codebook": "service_types: {gp: {title: x, stage: open_access}}\n"},
        ["codebook.yaml, row 1, column service_types.gp: this code is taken already. Give your own code another name"],
    ),
}

MISTAKES = {**TABLES_AND_COLUMNS, **CODES, **IDS, **COUNTS, **DATES, **PLACES, **TEXT}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_whole(tmp_path: Path, mistake: str) -> None:
    files, faults = MISTAKES[mistake]
    assert told(write(tmp_path / "area", **files)) == faults


def test_all_mistakes_are_told_at_once_in_reading_order(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "area",
        area="id: small\nname: ''\nreference_pathway: partnership_2022\n",
        services=changed("services.csv", ",20", ",-20").replace("Onward,aftercare", "Onward,"),
        statements=changed("statements.csv", "clinic,next,receiver", "clinic,nxt,both"),
    )
    assert told(folder) == [
        "area.yaml, row 2, column name: this cell must not be blank. Give its name as people say it",
        f"services.csv, row 3, column places: this is not a count (found '-20'). {COUNT}",
        "services.csv, row 4, column service_type: this cell must not be blank. Give its type, which has a stage",
        "statements.csv, row 3, column end: unknown end (found 'both'). Known: sender, receiver",
        "statements.csv, row 3, column target: there is no service of this id (found 'nxt'). "
        "List it in services, or mend the id",
    ]


def test_nothing_is_said_of_what_points_at_rows_that_could_not_be_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "area", services=changed("services.csv", "next,onward,Onward", "next,Onward"))
    assert told(folder) == [f"services.csv, row 4: this row has 5 cells, and the header 6. {RAGGED}"]


def test_the_minimal_area_has_no_mistake(tmp_path: Path) -> None:
    assert read_area(write(tmp_path / "area")).name == "Small"

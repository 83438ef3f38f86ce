"""What is written wrongly, what is not there and what cannot be done together: every message whole."""

import pytest

from dtors_network.accounts.routes import routes_account
from dtors_network.disclosure import protect
from dtors_network.errors import InputError
from dtors_network.model.change_kinds import KINDS
from dtors_network.model.vocabulary import Stage
from dtors_network.whatif import best_changes, read_change, routes, what_if
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.change import Change
from dtors_network.whatif.registry import read_changes, write_changes
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.remove import RemoveOrganisation, RemoveService
from tests.unit.whatif.drawing import LINE, area_of, service, with_rows

SERVICES = "Known: gp, clinic, aftercare, minds"
ORGANISATIONS = "Known: Hill Surgery, Riverside, Onward, County Trust"
GROUPS = "Known: everyone, currently_using, leaving_prison, criminal_justice, mental_health_need, housing_need"
REASONS = "Known: " + ", ".join(
    [term.code for term in LINE.codebook.refusal_reasons if term.code != "not_recorded"] + list(LINE.codebook.barrier)
)


def told(*written: str, area=LINE) -> list[str]:
    """Every fault of changes written as ``option text``."""
    with pytest.raises(InputError) as caught:
        what_if(Baseline(area, draws=2), read_changes(tuple(one.split(" ", 1)) for one in written))  # type: ignore[misc]
    return list(map(str, caught.value.faults))


# ---- not written in its form -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("relieve", ""),
        ("relieve", "no_capacity@"),
        ("relieve", "@clinic"),
        ("relieve", "no_capacity@gp>"),
        ("relieve", "no_capacity@gp>clinic>aftercare"),
        ("relieve", "no_capacity@gp@clinic"),
        ("open", "clinic"),
        ("open", "clinic:"),
        ("open", ":everyone"),
        ("open", "clinic:everyone:now"),
        ("add", "gp"),
        ("add", "gp>"),
        ("add", "gp>clinic=much"),
        ("add", "gp>clinic="),
        ("add", "gp>clinic=0.1=0.2"),
        ("remove-service", ""),
        ("remove-organisation", ""),
        ("merge-services", "clinic"),
        ("merge-services", "clinic+"),
        ("merge-organisations", "Riverside+Onward+More"),
        ("places", "clinic"),
        ("places", "clinic=few"),
        ("places", "clinic=2.5"),
        ("places", "=3"),
    ],
)
def test_what_is_not_written_in_its_form_is_told_with_the_form(option, text):
    with pytest.raises(InputError) as caught:
        read_change(option, text)
    (fault,) = caught.value.faults
    found = f" (found {text!r})" if text else ""
    assert str(fault) == f"{option} is not written so{found}. Write {KINDS[option].form}. {KINDS[option].words}"


def test_every_fault_of_writing_comes_at_once():
    with pytest.raises(InputError) as caught:
        read_changes([("open", "clinic"), ("places", "clinic=3"), ("add", "gp")])
    assert list(map(str, caught.value.faults)) == [
        "open is not written so (found 'clinic'). Write SERVICE:GROUP[=STRENGTH]. A service accepts a client group; "
        "STRENGTH, from 0 to 1, of those refused for it.",
        "add is not written so (found 'gp'). Write SENDER>RECEIVER[=SHARE]. Add or confirm a link; SHARE from 0 to 1.",
    ]


@pytest.mark.parametrize(
    ("option", "text", "again"),
    [
        ("relieve", "no_capacity@gp→clinic", "no_capacity@gp>clinic"),
        ("add", "gp→clinic=1", "gp>clinic=1.0"),
        ("remove-service", "a%40b", "a%40b"),
        ("open", "clinic%3Aold:everyone", "clinic%3Aold:everyone"),
    ],
)
def test_what_is_read_is_written_in_one_way(option, text, again):
    change: Change = read_change(option, text)
    assert write_changes([change]) == ((option, again),)
    assert read_change(option, again) == change


# ---- not there ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "relieve no_capasity",
            f"unknown reason (found 'no_capasity'). Did you mean 'no_capacity'? {REASONS}",
        ),
        ("relieve not_recorded", f"unknown reason (found 'not_recorded'). {REASONS}"),
        (
            "relieve no_capacity@clinik",
            f"unknown service (found 'clinik'). Did you mean 'clinic'? {SERVICES}",
        ),
        ("relieve no_capacity@gp>pharmacy", f"unknown service (found 'pharmacy'). {SERVICES}"),
        ("open mind:everyone", f"unknown service (found 'mind'). Did you mean 'minds'? {SERVICES}"),
        (
            "open minds:currently_user",
            f"unknown client group (found 'currently_user'). Did you mean 'currently_using'? {GROUPS}",
        ),
        ("add gp>xyz", f"unknown service (found 'xyz'). {SERVICES}"),
        ("add gp>gp", "a link leads from a service to itself (found 'gp>gp'). Name two services"),
        ("add gp>clinic=1.2", "a share lies between 0 and 1 (found '1.2'). Write such as 0.4"),
        ("add gp>clinic=-0.1", "a share lies between 0 and 1 (found '-0.1'). Write such as 0.4"),
        ("add gp>clinic=nan", "a share lies between 0 and 1 (found 'nan'). Write such as 0.4"),
        ("remove-service xyz", f"unknown service (found 'xyz'). {SERVICES}"),
        (
            "remove-organisation Riversid",
            f"unknown organisation (found 'Riversid'). Did you mean 'Riverside'? {ORGANISATIONS}",
        ),
        ("merge-services clinic+xyz", f"unknown service (found 'xyz'). {SERVICES}"),
        (
            "merge-services clinic+clinic",
            "a service cannot be merged with itself (found 'clinic+clinic'). Name two services",
        ),
        (
            "merge-services clinic+minds",
            "one of these is on the way through treatment, the other beside it: they cannot be counted as one "
            "(found 'clinic+minds'). Name two services of a kind",
        ),
        ("merge-organisations Riverside+xyz", f"unknown organisation (found 'xyz'). {ORGANISATIONS}"),
        (
            "merge-organisations Onward+Onward",
            "an organisation cannot be merged with itself (found 'Onward+Onward'). Name two",
        ),
        ("places clinic=0", "places are added in whole numbers from 1 (found '0'). Write such as detox=3"),
        ("places clinic=-2", "places are added in whole numbers from 1 (found '-2'). Write such as detox=3"),
        ("places xyz=1", f"unknown service (found 'xyz'). {SERVICES}"),
    ],
)
def test_what_is_not_there_or_cannot_be_is_told_with_what_is_near(written, message):
    assert told(written) == [message]


def test_every_fault_comes_at_once():
    assert len(told("relieve no_capasity@xyz", "add gp>clinic=2", "places zzz=0")) == 5


def test_the_group_must_be_known():
    message = f"unknown client group (found 'everybody'). Did you mean 'everyone'? {GROUPS}"
    for ask in (lambda: what_if(LINE, [], "everybody"), lambda: best_changes(LINE, "everybody")):
        with pytest.raises(InputError) as caught:
            ask()
        assert list(map(str, caught.value.faults)) == [message]


@pytest.mark.parametrize("k", [0, -1, 4])
def test_a_set_has_one_to_three_changes(k):
    with pytest.raises(InputError) as caught:
        best_changes(LINE, k=k)
    assert str(caught.value) == f"a set has one to three changes (found '{k}'). Ask for sets of up to 1, 2 or 3"


def test_of_ways_on_the_service_the_target_and_the_group_must_be_known_all_at_once():
    with pytest.raises(InputError) as caught:
        routes(LINE, "clinik", "aftercar", "everybody")
    kinds = "aftercare, gp, mental_health, specialist_prescribing"
    stages = "routes_in, open_access, structured_treatment, residential_and_inpatient, aftercare_and_recovery"
    assert list(map(str, caught.value.faults)) == [
        f"unknown service (found 'clinik'). Did you mean 'clinic'? {SERVICES}",
        f"unknown client group (found 'everybody'). Did you mean 'everyone'? {GROUPS}",
        "unknown stage, service type or service (found 'aftercar'). Did you mean 'aftercare'? "
        f"Known: treatment, {stages}, wider_support, {kinds}, gp, clinic, aftercare, minds",
    ]


@pytest.mark.parametrize("target", ["housing", *(stage.value for stage in Stage)])
def test_of_a_type_or_stage_that_nobody_offers_there_is_no_way_and_it_is_said(target):
    area = protect(LINE)
    found = routes(area, "gp", target)
    offered = {area.codebook.service_type[kind].stage.value for row in LINE.services for kind in row.offers}
    assert found.is_offered is (target in offered)
    if not found.is_offered:
        assert not found.ways
        assert routes_account(found).headline.startswith("Nobody on the list offers ")


# ---- contradictions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("relieve no_capacity@gp>clinic", "relieve no_capacity@gp>clinic"),
        ("open minds:everyone", "open minds:everyone"),
        ("add gp>clinic=0.2", "add gp>clinic=0.4"),
        ("places clinic=2", "places clinic=3"),
        ("remove-service clinic", "places clinic=2"),
        ("remove-service clinic", "add gp>clinic"),
        ("remove-service clinic", "open clinic:everyone"),
        ("remove-service clinic", "relieve no_capacity@clinic"),
        ("relieve no_capacity@gp>clinic", "remove-service gp"),
        ("remove-service clinic", "remove-service clinic"),
        ("remove-organisation Riverside", "remove-service clinic"),
        ("remove-organisation Riverside", "merge-services aftercare+clinic"),
        ("remove-organisation Riverside", "merge-organisations Onward+Riverside"),
        ("merge-services clinic+aftercare", "merge-services aftercare+gp"),
        ("merge-organisations Riverside+Onward", "merge-organisations Onward+Hill Surgery"),
        ("merge-services clinic+aftercare", "places clinic=2"),
    ],
)
def test_two_changes_that_contradict_each_other_are_both_named(one, other):
    assert told(one, other) == [
        f"two changes contradict each other: --{one} and --{other}. Leave one of them out",
    ]


def test_changes_of_different_kinds_at_one_place_do_not_contradict_each_other():
    written = ["relieve no_capacity@clinic", "open clinic:everyone", "places clinic=2", "add gp>clinic"]
    found = what_if(Baseline(LINE, draws=2), read_changes(tuple(one.split(" ", 1)) for one in written))
    assert len(found.changes) == 4


def test_a_relief_everywhere_may_stand_beside_one_that_is_closed():
    assert what_if(Baseline(LINE, draws=2), [Relieve("no_capacity"), RemoveService("minds")]).changes


def test_the_only_service_stays():
    alone = area_of(service("clinic", "psychosocial", "west"))
    assert told("remove-service clinic", area=alone) == [
        "this is the only service of the area (found 'clinic'). Keep one"
    ]
    assert told("remove-organisation west", area=alone) == [
        "this organisation runs every service of the area (found 'west'). Keep one"
    ]


def test_all_services_cannot_go_one_by_one_either():
    two = area_of(service("gp", "gp", "east"), service("clinic", "psychosocial", "west"))
    assert told("remove-service gp", "remove-organisation west", area=two) == [
        "no service would be left: --remove-service gp and --remove-organisation west. Leave one of them out"
    ]


def test_an_organisation_brings_the_services_that_it_takes_away():
    area = with_rows(LINE, service("second", "psychosocial", "Riverside"))
    (change,) = what_if(Baseline(area, draws=2), [RemoveOrganisation("Riverside")]).changes
    assert isinstance(change, RemoveOrganisation)
    assert change.services == ("clinic", "second")

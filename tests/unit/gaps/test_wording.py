"""Sentences about services, types, groups, questions and steps."""

from dataclasses import replace

import pytest

from dtors_network.gaps import wording
from dtors_network.gaps.finding import Question, Step
from dtors_network.model.area import Area, Organisation
from dtors_network.model.vocabulary import QuestionKind
from tests.spec.drawing import draw

NOBODY = frozenset({"self", "meetings"})


@pytest.fixture
def area() -> Area:
    drawn = draw(
        """
        gp is gp of hill
        clinic is psychosocial of riverside
        self is self_or_family of nobody
        meetings is mutual_aid of nobody
        house is housing of Home Trust
        """
    )
    names = {"gp": "Hill Surgery", "clinic": "The Riverside clinic", "self": "Self-referral"}
    return replace(
        drawn,
        services=tuple(replace(service, name=names.get(service.service, "")) for service in drawn.services),
        organisations=(
            Organisation(organisation="hill", name="Hill Partnership"),
            Organisation(organisation="riverside", name="Riverside"),
        ),
    )


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["one"], "one"), (["one", "two"], "one or two"), (["one", "two", "three"], "one, two or three")],
)
def test_words_are_joined_as_in_a_sentence(words: list[str], text: str) -> None:
    assert wording.listed(words) == text


@pytest.mark.parametrize(
    ("service", "name"),
    [
        ("gp", "Hill Surgery (Hill Partnership)"),
        ("clinic", "The Riverside clinic"),
        ("self", "Self-referral"),
        ("meetings", "meetings"),
        ("house", "house (Home Trust)"),
    ],
)
def test_a_service_is_named_with_its_organisation_where_its_name_does_not_say_it(
    area: Area, service: str, name: str
) -> None:
    assert wording.service(area, service) == name


def test_a_few_services_are_named_and_more_are_counted(area: Area) -> None:
    assert wording.services(area, ["self", "meetings"]) == "Self-referral and meetings"
    assert wording.services(area, ["self", "meetings", "clinic", "self"], most=3) == (
        "Self-referral, meetings and 2 more"
    )


def test_an_organisation_is_named_or_called_by_its_id(area: Area) -> None:
    assert wording.organisation(area, "hill") == "Hill Partnership"
    assert wording.organisation(area, "Home Trust") == "Home Trust"


@pytest.mark.parametrize(
    ("code", "inside"),
    [("gp_prescribing", "GP prescribing"), ("mutual_aid", "mutual aid"), ("womens_service", "women's service")],
)
def test_types_inside_a_sentence(area: Area, code: str, inside: str) -> None:
    assert wording.types(area, [code]) == inside


@pytest.mark.parametrize(
    ("group", "inside"),
    [
        ("everyone", "people"),
        ("leaving_prison", "people leaving prison"),
        ("housing_need", "people with a housing need"),
    ],
)
def test_client_groups_are_people(area: Area, group: str, inside: str) -> None:
    assert wording.people(area, group) == inside


LINK = Question(QuestionKind.LINK, source="gp", target="clinic")
ACCEPTS = Question(QuestionKind.ACCEPTANCE, service="clinic", group="currently_using")
SENDS = Question(QuestionKind.SENDS_TO_NOBODY_ELSE, service="gp")
RECEIVES = Question(QuestionKind.RECEIVES_FROM_NOBODY_ELSE, service="clinic")
LISTED = Question(QuestionKind.LIST_COMPLETE)
ASKED = {
    LINK: "Does Hill Surgery (Hill Partnership) refer people to The Riverside clinic, and are they taken?",
    ACCEPTS: "Does The Riverside clinic accept people currently using?",
    SENDS: "Are all services to which Hill Surgery (Hill Partnership) refers people named already?",
    RECEIVES: "Are all services that refer people to The Riverside clinic named already?",
    LISTED: "Is every service of the area on the list?",
}


@pytest.mark.parametrize(("question", "text"), ASKED.items(), ids=lambda part: getattr(part, "kind", None))
def test_every_question_has_its_words(area: Area, question: Question, text: str) -> None:
    assert wording.question(area, question) == text


def test_every_kind_of_question_is_worded() -> None:
    assert {question.kind for question in ASKED} == set(QuestionKind)


@pytest.mark.parametrize(
    ("question", "answer"), [(LINK, "no"), (ACCEPTS, "no"), (SENDS, "yes"), (RECEIVES, "yes"), (LISTED, "yes")]
)
def test_the_answer_that_closes_a_way(question: Question, answer: str) -> None:
    assert wording.closing_answer(question) == answer


@pytest.mark.parametrize(
    ("question", "whom"),
    [
        (LINK, "The Riverside clinic and Hill Surgery (Hill Partnership)"),
        (replace(LINK, source="self"), "The Riverside clinic"),
        (replace(LINK, target="meetings"), "Hill Surgery (Hill Partnership)"),
        (replace(LINK, source="self", target="meetings"), "the partnership's commissioner"),
        (ACCEPTS, "The Riverside clinic"),
        (replace(ACCEPTS, service="meetings"), "the partnership's commissioner"),
        (SENDS, "Hill Surgery (Hill Partnership)"),
        (LISTED, "the partnership's commissioner"),
    ],
)
def test_whom_to_ask(area: Area, question: Question, whom: str) -> None:
    assert wording.whom(area, question, NOBODY) == whom


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (
            Step("open_link", source="self", target="clinic"),
            "Agree a referral link from Self-referral to The Riverside clinic",
        ),
        (
            Step("open_acceptance", service="clinic", group="leaving_prison"),
            "Agree that The Riverside clinic accepts people leaving prison",
        ),
        (Step("open_acceptance", service="clinic", group="everyone"), "Agree that The Riverside clinic accepts people"),
        (
            Step("provide", types=("aftercare", "mutual_aid")),
            "Provide a service that offers aftercare or mutual aid",
        ),
    ],
)
def test_every_step_has_its_words(area: Area, step: Step, text: str) -> None:
    assert wording.step(area, step) == text

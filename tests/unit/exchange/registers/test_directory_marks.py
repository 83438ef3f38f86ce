"""Signs of drug treatment in names, terms and descriptions, and what the same words mean elsewhere."""

import pytest

from dtors_network.exchange.registers.directory_marks import words_about_drugs

OTHER = """
Cardiac Rehab|Neuro rehab unit|Neurological Rehabilitation|Physical Rehabilitation|Pulmonary rehabilitation
Stroke rehab|Stroke recovery group|Vocational Rehabilitation|Housing Rehabilitation Loans|Home rehabilitation grants
Rehabilitation and Nursing Center|Brain injury rehab|Rehab for visually impaired people|Wildlife rehabilitation
Orthopaedic rehab|Debt recovery|Disaster Recovery|Food and Drug Administration|Hazardous substances team
Drugstore|Prescription drug assistance|Needle felting|Alcohol licensing|Library reading group
"""
OURS = """
Residential rehab|Phoenix House Rehab|Drug and alcohol hub|Recovery College|Needle exchange|Alcohol advice
Knee rehab and drug treatment|Detox unit|Methadone clinic|Addictions team|Opioid treatment|Narcotics Anonymous
Prescription drug abuse support|Substance misuse service|Overdose prevention|12-step group
"""


@pytest.mark.parametrize("name", OTHER.strip().replace("\n", "|").split("|"))
def test_words_of_another_kind_are_no_sign(name: str) -> None:
    assert words_about_drugs(name) == []
    assert words_about_drugs("The Centre", [name]) == []


@pytest.mark.parametrize("name", OURS.strip().replace("\n", "|").split("|"))
def test_words_of_this_kind_are_a_sign(name: str) -> None:
    assert words_about_drugs(name) == [name]
    assert words_about_drugs("The Centre", [name]) == [name]


def test_the_whole_entry_tells_which_rehab_is_meant() -> None:
    assert words_about_drugs("Oak Rehab", ["Skilled nursing"]) == []
    assert words_about_drugs("Oak Rehab", [], "Physical and occupational therapy after a fall") == []
    assert words_about_drugs("Oak Rehab", [], "For your physical and mental health") == ["Oak Rehab"]
    found = words_about_drugs("Oak Rehab", ["Skilled nursing"], "Also a detox")
    assert found == ["Oak Rehab", "description: detox"]


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("An outpatient detoxification programme", "detoxification"),
        ("Methadone, and needle exchange", "methadone, needle exchange"),
        ("For people with drug and alcohol problems", "drug and alcohol problems"),
        ("We treat substance use disorders", "substance use"),
        ("Care for opioid dependence", "opioid"),
    ],
)
def test_a_description_gives_its_own_words_and_no_more(description: str, words: str) -> None:
    assert words_about_drugs("Jo's", [], f"Ask for Jo Bloggs. {description}.") == [f"description: {words}"]


@pytest.mark.parametrize(
    "description",
    ["This is a drug-free venue", "No alcohol may be brought", "Approved by the Food and Drug Administration",
     "Recovery after surgery", "Meets at the old rehab", "Bring needles and wool"],
)  # fmt: skip
def test_words_in_passing_are_no_sign_in_a_description(description: str) -> None:
    assert words_about_drugs("Club", [], description) == []


def test_very_long_descriptions_are_read_at_once() -> None:
    for piece in ("drug and ", "rehab ", "cardiac x ", "dependent on ", "needle "):
        assert words_about_drugs("Club", [], piece * 5_000) == []

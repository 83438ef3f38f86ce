"""How planted gaps and findings are compared, and areas with several plants: shared by the tests beside it."""

from random import Random

from dtors_network.synthetic import PLANTS, synthetic_area

STRUCTURAL = {
    "no_provider",
    "missing_route",
    "no_aftercare_route",
    "dead_end",
    "refused_group",
    "disputed_link",
    "single_point",
}
REFERENCES = ("partnership_2022", "models_of_care_2006")
TOGETHER = [name for name, plant in PLANTS.items() if not plant.alone]


def truth_of(drawn):
    """What a synthetic area holds, as tuples."""
    return {gap.key for gap in drawn.truth}


def found_by_the_oracle(found):
    """What the oracle finds, in the same form."""
    return set(map(tuple, found))


def found_by_the_library(gaps):
    """What the library finds by its structural rules, in the same form."""
    return {_key(finding) for finding in gaps.findings if finding.rule in STRUCTURAL}


def _key(finding):
    return (
        finding.rule,
        finding.certainty,
        finding.group,
        finding.route.code if finding.route else "",
        tuple(finding.types),
        tuple(finding.services),
        tuple(finding.organisations),
        tuple(finding.link) if finding.link else None,
    )


def with_one_plant(seed, name, services=26):
    """An area with one plant; the seed also draws the reference, completeness and how much is unknown."""
    random = Random(f"{seed} {name}")
    return synthetic_area(seed, services, [name], **_setting(random))


def with_several_plants(seed, services, most):
    """An area with two plants or more; plants that do not fit beside the others are left out."""
    random = Random(seed)
    names = random.sample(TOGETHER, random.randint(2, most))
    setting = _setting(random)
    while True:
        try:
            return synthetic_area(seed, services, names, **setting)
        except ValueError:
            names.pop()


def _setting(random):
    return {
        "reference": random.choice(REFERENCES),
        "services_complete": random.random() < 0.7,
        "unknown_share": random.choice((0, 0.3, 1)),
        "closed_by": random.choice(("list", "answer", "record")),
    }

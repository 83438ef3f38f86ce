"""Records of a directory of services, in both versions of Open Referral UK, for tests."""

ORGANISATION = {"id": "o1", "name": "Example Trust", "email": "jo.bloggs@example.org"}
VERSION_3 = {
    "id": "s1",
    "name": "The Hub",
    "description": "Ask for Jo Bloggs",
    "status": "active",
    "application_process": "Drop in,\nor write to jo.bloggs@example.org or ring +44 113 496 0000",
    "eligibility_description": "Adults of the borough",
    "minimum_age": 18,
    "organization": ORGANISATION,
    "contacts": [{"id": "c", "name": "Jo Bloggs"}],
    "attributes": [{"id": "a", "taxonomy_term": {"id": "t", "name": "Needle exchange"}}],
    "capacities": [{"id": "k", "unit": {"id": "u", "name": "beds"}, "available": 2, "maximum": 12}],
}
VERSION_1 = {
    "id": "s1",
    "name": "The Hub",
    "status": "active",
    "attending_access": "referral",
    "organization": ORGANISATION,
    "eligibilitys": [{"id": "e", "eligibility": "Adults", "minimum_age": 18.0, "maximum_age": 65}],
    "service_taxonomys": [{"id": "x", "taxonomy": {"id": "t", "name": "Needle Exchange"}}],
}

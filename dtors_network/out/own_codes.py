"""What the reference says of a codebook of a user's own, and its example."""

from typing import Final

OWN_INTRODUCTION: Final = """\
## Codes of your own

A file like this adds codes; a code above cannot be changed. A lever of yours stands in the place of the one above with
the same code, whole; what is not a lever stays so. Every action needs a grade and a source, and whatever was seen
elsewhere its country, its design and its number, or "[?]" (in quotes) where it was not read. A mark is a letter, a
shape (square, octagon, circle, diamond, pentagon, hexagon or wide_diamond) and a colour; a barrier without one has X.
"""
OWN_CODES: Final = """\
service_types:
  chill_out: {stage: open_access, title: Chill-out space}
barriers:
  own.travel:
    title: Too far to travel
    definition: The service cannot be reached in reasonable time.
    attaches_to: [service, link]
    reported_by: [treatment_seeker]
    source: Interviews 2025
    mark: {letter: D, shape: circle, colour: "#E0E0FF"}
refusal_reasons:
  moved_away: The person moved away
levers:
  own.travel:
    title: come to where people are
    places: [service]
    change: relieve
    actions:
      outreach_clinic:
        does: The service holds a clinic in the market town once a week.
        grade: O
        sources: [our_review]
        needs: [staff]
        seen:
          came: {found: 18 people came who had not before, country: England, design: before and after, n: 60 people}
lever_sources:
  our_review: Review of our outreach clinic, 2025
"""
"""A file of a user's own, as the reference shows it."""

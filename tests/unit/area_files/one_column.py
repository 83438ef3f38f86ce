"""Lines that tests add to `model/rows.py`, each behind one that is there."""

ADDED = {
    '    places: Count = field(default=None, metadata=column(number("places that it has")))\n': (
        '    waiting: Count = field(default=None, metadata=column(people("people on its list", "7")))\n'
        '    walk_in: YesNo | None = field(default=None, metadata=column(closed(YesNo, "is it open to all?", "yes")))\n'
    ),
    '    count: Count = field(default=None, metadata=column(people("how many came")))\n': (
        '    seen_again: Count = field(default=None, metadata=column(people("how many came twice")))\n'
    ),
}

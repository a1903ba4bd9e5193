"""Tables of rows, a number for the place and a method's name, that several rooms declare on one model."""


def call_rows(records, table, *values):
    """Call the methods of a table in the order of their places, from all classes of the model."""
    rows = {row for cls in type(records).__mro__ for row in cls.__dict__.get(table, ())}
    for _place, method in sorted(rows):
        getattr(records, method)(*values)

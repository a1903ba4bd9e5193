"""Tables that several rooms declare on one model: rows (a number for the place and a method's name), or
entries by key.
"""


def list_rows(records, table):
    """Return the methods of a table in the order of their places, from all classes of the model."""
    rows = {row for cls in type(records).__mro__ for row in cls.__dict__.get(table, ())}
    return [method for _place, method in sorted(rows)]


def call_rows(records, table, *values):
    """Call the methods of a table in the order of their places, from all classes of the model."""
    for method in list_rows(records, table):
        getattr(records, method)(*values)


def find_entry(records, table, key):
    """Return what a room declares under a key in a table, from all classes of the model, or None."""
    tables = (cls.__dict__.get(table, {}) for cls in type(records).__mro__)
    return next((entries[key] for entries in tables if key in entries), None)


def list_entries(records, table):
    """Return all (key, entry) of a table, from all classes of the model; of one key, what is nearest."""
    found = {}
    for cls in type(records).__mro__:
        for key, entry in cls.__dict__.get(table, {}).items():
            found.setdefault(key, entry)
    return list(found.items())


def find_row(records, table, key):
    """Return what a row says of a key in a table of pairs, from all classes of the model, or None."""
    rows = (row for cls in type(records).__mro__ for row in cls.__dict__.get(table, ()))
    return next((value for name, value in rows if name == key), None)

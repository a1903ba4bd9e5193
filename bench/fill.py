"""Copies of rows, written by the database itself: tables at the size of years of work, within seconds."""

from odoo.tools import SQL


def copy_rows(env, table, where, times, changed=()):
    """Copy the rows of a table that a condition finds, some times each; return how many were written.

    :param SQL where: which rows, of the table called ``t``
    :param dict changed: column → SQL in a copy; ``t`` is the row, ``g.n`` the copy's number, from 1
    """
    env.flush_all()
    columns = [
        name
        for (name,) in env.execute_query(
            SQL(
                "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
                " AND table_name = %s AND is_generated = 'NEVER' AND column_name != 'id'"
                " ORDER BY ordinal_position",
                table,
            )
        )
    ]
    changed = dict(changed)
    values = [changed.get(name, SQL("t.%s", SQL.identifier(name))) for name in columns]
    env.cr.execute(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s t, generate_series(1, %s) AS g(n) WHERE %s",
            SQL.identifier(table),
            SQL(", ").join(map(SQL.identifier, columns)),
            SQL(", ").join(values),
            SQL.identifier(table),
            times,
            where,
        )
    )
    env.invalidate_all()
    return env.cr.rowcount


def look_again(env, *tables):
    """Let the database know how large these tables have become, as it does by itself within a minute."""
    for table in tables:
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))

from odoo.tools import SQL


def insert_rows(model, vals_list):
    """Add rows to a table to which rows are only ever added, in one statement however many they are.

    Core makes one for each hundred. For models of ours without computed columns; values are checked as core
    checks them. There are no defaults, so that no context writes into a row what its caller did not say.

    :param model: of which the user, or superuser mode, may create records
    :param vals_list: the values, under the same names in each row
    :return: the new records
    """
    model.check_access("create")
    if not vals_list:
        return model.browse()
    uid, now = model.env.uid, model.env.cr.now()
    made = {"create_uid": uid, "write_uid": uid, "create_date": now, "write_date": now}
    names = [*vals_list[0], *made]
    rows = [
        tuple(
            model._fields[name].convert_to_column_insert(value, model, vals)
            for name, value in (vals | made).items()
        )
        for vals in vals_list
    ]
    found = model.env.execute_query(
        SQL(
            "INSERT INTO %s (%s) VALUES %s RETURNING id",
            SQL.identifier(model._table),
            SQL(", ").join(map(SQL.identifier, names)),
            SQL(", ").join(rows),
        )
    )
    return model.browse(row[0] for row in found)

from collections import defaultdict

from odoo.fields import Domain


def fetch_lines(records, name):
    """Read the lines of documents and their columns in one query; the ORM by itself makes two of it.

    Where the lines are known already, nothing is read.

    :param records: the documents
    :param str name: a one2many field of theirs
    :return: the lines of all of them
    """
    field = records._fields[name]
    known = field._get_cache(records.env)
    unread = records.browse([record_id for record_id in records.ids if record_id not in known])
    if unread:
        comodel = records.env[field.comodel_name].with_context(active_test=False)
        lines = comodel.search_fetch(
            field.get_comodel_domain(unread) & Domain(field.inverse_name, "in", unread.ids)
        )
        found = defaultdict(list)
        for line in lines:
            owner = line[field.inverse_name]
            found[owner if isinstance(owner, int) else owner.id].append(line.id)
        field._insert_cache(unread, [tuple(found[record_id]) for record_id in unread._ids])
    return records[name]

import itertools
from collections import defaultdict

from odoo.fields import Domain
from odoo.tools.constants import PREFETCH_MAX


def fetch_lines(records, *names, columns=None):
    """Read the lines of documents and their columns in one query; the ORM by itself makes two of each field.

    As with the ORM, the lines of documents that were read together are read together. Documents that refer to
    documents of their own kind are read along with them. What is known already is not read again.

    :param records: the documents
    :param str names: one2many fields of theirs, of the same model
    :param columns: names of the lines' fields that are enough (default: all)
    :return: the lines of the last field
    """
    fields = [records._fields[name] for name in names]
    comodel = records.env[fields[0].comodel_name].with_context(active_test=False)
    together = list(dict.fromkeys([*records._ids, *itertools.islice(records._prefetch_ids, PREFETCH_MAX)]))
    unread = {}
    for field in fields:
        known = field._get_cache(records.env)
        missing = [each for each in together if each and each not in known]
        # nothing is read for others alone
        unread[field] = records.browse(missing if not set(records._ids).isdisjoint(missing) else [])
    domain = Domain.OR(
        field.get_comodel_domain(documents) & Domain(field.inverse_name, "in", documents.ids)
        for field, documents in unread.items()
        if documents
    )
    if domain.is_false():
        return records[names[-1]]
    if comodel._name == records._name:
        domain |= Domain("id", "in", records.ids)
    lines = comodel.search_fetch(domain, columns and [*columns, *(field.inverse_name for field in fields)])
    for field, documents in unread.items():
        found = defaultdict(list)
        for line in lines:
            owner = line[field.inverse_name]
            found[owner if isinstance(owner, int) else owner.id].append(line.id)
        field._insert_cache(documents, [tuple(found[record_id]) for record_id in documents._ids])
    return records[names[-1]]

"""Access that follows something else: a document, a file, a row of the ledger."""


def without(records, operation, result, hidden):
    """Return the answer of `_check_access` for records of which some are hidden besides.

    :param result: what the model's own rules answer: None, or (what is forbidden, function making the error)
    :param hidden: further records that are forbidden, in the user's environment
    """
    if not hidden:
        return result
    if result:
        return result[0] + hidden, result[1]
    return hidden, lambda: records.env["ir.rule"]._make_access_error(operation, hidden)

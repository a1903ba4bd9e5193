def documents_of_same_lines(documents, line_model, document_field):
    """Return `{document: documents of the other kind}` for goods of the same order lines, as far as the user
    may see them; one query for any number.

    :param documents: documents with `line_ids.order_line_id`
    :param str line_model: the model of the other documents' lines
    :param str document_field: the field there that leads to their document
    """
    lines = documents.env[line_model]
    # sudo: whoever sees a document need not see its order; the others are read as the user
    order_lines = {document: document.sudo().line_ids.order_line_id for document in documents}
    by_line = {}
    if lines.has_access("read"):
        all_lines = documents.sudo().line_ids.order_line_id  # sudo: as above
        by_line = dict(
            lines._read_group(
                [("order_line_id", "in", all_lines.ids)], ["order_line_id"], [f"{document_field}:recordset"]
            )
        )
    nothing = documents.env[lines._fields[document_field].comodel_name]
    return {
        document: nothing.union(*(by_line.get(line, nothing) for line in own))
        for document, own in order_lines.items()
    }

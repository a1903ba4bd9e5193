# The roles that need no other one of ours (PROCESS §1); the higher ones imply them.
ROLES = ",".join(
    f"ops_dept.ops_dept_group_{who}"
    for who in (
        "consultant",
        "field_specialist",
        "store_assistant",
        "sales_support",
        "purchasing",
        "technical",
        "finance",
        "warehouse",
        "office",
        "leader",
        "auditor",
        "admin",
    )
)


def without_links(model, found):
    """Leave links to our documents out of all fields that a core model offers, for who has no role of ours.

    Core refuses to export a link to a record that the user may not read, and with it the whole export. Lists
    of documents need nothing of this: they show the readable ones.

    :param model: the core model
    :param dict found: what `fields_get` says about all its fields
    """
    if model.env.su or model.env.user.has_groups(ROLES):
        return found
    return {
        name: description
        for name, description in found.items()
        if model._fields[name].type != "many2one" or not model._fields[name].comodel_name.startswith("ops.")
    }

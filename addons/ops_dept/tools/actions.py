"""Actions that open what a button leads to."""


def open_records(records, name=None, **values):
    """Return the action that opens these records: the form of one, a list of several, cards on a phone.

    :param str name: what the list is called
    :param values: further values of the action, the context for one
    """
    if name:
        values["name"] = name
    action = records._get_records_action(**values)
    if len(records) > 1:
        action["views"] = [(False, "list"), (False, "kanban"), (False, "form")]
    return action


def ask(wizard, name, **defaults):
    """Return the action that asks for something in a small form.

    :param str wizard: the form's model
    :param str name: what is asked
    :param defaults: its first values
    """
    return {
        "type": "ir.actions.act_window",
        "name": name,
        "res_model": wizard,
        "views": [(False, "form")],
        "target": "new",
        "context": {f"default_{field}": value for field, value in defaults.items()},
    }

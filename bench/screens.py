"""What the web client asks for to show a screen."""

from lxml import etree


def screen(env, model, view_type, view_id=False):
    """Return what the web client asks for to show a screen of this model."""
    arch = env[model].get_views([(view_id, view_type)])["views"][view_type]["arch"]
    return specification(env, model, etree.fromstring(arch))


def specification(env, model, root):
    """Return the fields of a screen as `web_read` takes them, those of the screens inside it included."""
    asked = {}
    for node in _fields_of(root):
        field = env[model]._fields.get(node.get("name"))
        if field is None:
            continue
        asked[field.name] = {}
        if field.type in ("many2one", "reference"):
            asked[field.name] = {"fields": {} if _is_hidden(node) else {"display_name": {}}}
        elif field.type in ("one2many", "many2many"):
            inside = node.find("list")
            nested = {} if inside is None else specification(env, field.comodel_name, inside)
            asked[field.name] = {"fields": nested or {"display_name": {}}}
    return asked


def _is_hidden(node):
    """Tell whether a field is never shown: of such a record the client asks no name."""
    return {node.get("invisible"), node.get("column_invisible")} & {"True", "1"}


def _fields_of(node):
    for child in node:
        if child.tag == "field":
            yield child
        else:
            yield from _fields_of(child)

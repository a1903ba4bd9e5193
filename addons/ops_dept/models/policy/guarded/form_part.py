from lxml import etree

from odoo import api, models


class OpsGuarded(models.AbstractModel):
    """What forms of guarded records share: parts said once in a template, and the locks of what is frozen."""

    _inherit = "ops.guarded"

    @api.model
    def _lock_frozen(self, arch):
        """Do not offer for change what the server keeps as it was decided (`frozen`)."""
        frozen = {name: self._state_sets[self._fields[name].frozen] for name in self._ops_declared("frozen")}
        for node in arch.iter("field"):
            if any(parent.tag == "field" for parent in node.iterancestors()):
                continue  # a column of lines: its list is locked as a whole
            states = frozen.get(node.get("name"))
            if states:
                locked = f"{self._state_field} in {tuple(states)!r}"
                before = node.get("readonly")
                node.set("readonly", f"({before}) or {locked}" if before else locked)

    @api.model
    def _get_form_part(self, name, **values):
        """Return the nodes of a shared part, in the user's language."""
        values = {"state_field": self._state_field, **values}
        text = self.env["ir.qweb"]._render(f"ops_dept.{name}", values)
        return list(etree.fromstring(f"<part>{text}</part>", etree.XMLParser(remove_blank_text=True)))

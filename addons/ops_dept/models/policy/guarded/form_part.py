from lxml import etree

from odoo import api, models


class OpsGuarded(models.AbstractModel):
    """What forms of guarded records share: parts said once in a template, and the locks of what is frozen."""

    _inherit = "ops.guarded"

    _locked_when = {}  # name of a set of states: a field of the form that locks what is frozen in it, too

    @api.model
    def _lock_frozen(self, arch):
        """Do not offer for change what the server keeps as it was decided (`frozen`)."""
        # a list has not every field that a form has
        locks = self._ops_locks(self._locked_when if arch.tag == "form" else {})
        for node in arch.iter("field"):
            if any(parent.tag == "field" for parent in node.iterancestors()):
                continue  # a column of lines: its list is locked as a whole
            lock = locks.get(node.get("name"))
            if lock:
                before = node.get("readonly")
                node.set("readonly", f"({before}) or {lock}" if before else lock)

    @api.model
    def _ops_locks(self, further):
        """Return frozen field → when it is locked, as forms say it.

        What is frozen in every state is typed once: it is open on the form of a new record.

        :param dict further: name of a set of states → what locks it, too
        """
        every = {state for state, _label in self._fields[self._state_field]._description_selection(self.env)}
        locks = {}
        for name in self._ops_declared("frozen"):
            kind = self._fields[name].frozen
            states = self._state_sets[kind]
            lock = "id" if every.issubset(states) else f"{self._state_field} in {tuple(states)!r}"
            also = further.get(kind)
            locks[name] = f"{also} or {lock}" if also else lock
        return locks

    @api.model
    def _get_form_part(self, name, **values):
        """Return the nodes of a shared part, in the user's language."""
        values = {"state_field": self._state_field, **values}
        text = self.env["ir.qweb"]._render(f"ops_dept.{name}", values)
        return list(etree.fromstring(f"<part>{text}</part>", etree.XMLParser(remove_blank_text=True)))

from odoo import api, models
from odoo.fields import Domain

BATCH = 500


class OpsHeaded(models.AbstractModel):
    """Heads change: whoever heads the person now sees what is not closed yet, each night anew."""

    _inherit = "ops.headed"

    _closed_states = ()  # in these the head stays who it was

    @api.model
    def _refresh_all_people(self):
        """Bring the people of all kinds of these records up to date."""
        for name in sorted(self.env.registry.descendants(["ops.headed"], "_inherit")):
            if not self.env.registry[name]._abstract:
                self.env[name]._refresh_people()

    @api.model
    def _refresh_people(self):
        """Bring the people of what is not closed up to date; a second run changes nothing."""
        last = 0
        domain = Domain("state", "not in", self._closed_states)
        # sudo: the job works for all companies
        while records := self.sudo().search(domain & Domain("id", ">", last), limit=BATCH, order="id"):
            heads = records._find_heads()
            for record in records:
                people = record._get_people(heads[record])
                if any(record[name] != person for name, person in people.items()):
                    record._stamp({name: person.id for name, person in people.items()})
            last = records[-1].id

    def _get_people(self, head):
        """Return the people on this record as they are now.

        :param head: its head of today
        :rtype: dict[str, res.users]
        """
        return {"head_id": head}

from odoo import api, fields, models


class OpsKit(models.Model):
    """A person's kit on one day: confirmed in one tap, what is missing by exception.

    Written by the taps alone (`_confirm`): nobody has the right to enter one for somebody else or for
    another day.

    Clauses: V1.3, V2.3, N1.7, N2.1
    """

    _name = "ops.kit"
    _description = "Kit of a day"
    _order = "date desc, id desc"

    user_id = fields.Many2one("res.users", "Who", required=True, readonly=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    date = fields.Date("Day", required=True, readonly=True, help="The company's day.")
    answer_ids = fields.One2many("ops.checklist.answer", "kit_id", "What was missing", readonly=True)
    is_complete = fields.Boolean("Complete", compute="_compute_is_complete")

    _person_day_unique = models.UniqueIndex(
        "(user_id, company_id, date)", "This day's kit is confirmed already."
    )
    _company_day_idx = models.Index("(company_id, date)")

    @api.depends("answer_ids.date_supplied")
    def _compute_is_complete(self):
        for kit in self:
            kit.is_complete = all(kit.answer_ids.mapped("date_supplied"))

    @api.depends("user_id", "date")
    def _compute_display_name(self):
        for kit in self:
            # sudo: a colleague's name
            kit.display_name = f"{kit.date} {kit.user_id.sudo().name or ''}".strip()

    @api.model
    def _get_today(self, user, company):
        """Return what a person confirmed on the company's day of today."""
        # sudo: asked by the gate, whoever passes it
        return self.sudo().search(
            [("user_id", "=", user.id), ("company_id", "=", company.id), ("date", "=", company._ops_today())]
        )

    @api.model
    def _confirm(self, company, missing=None):
        """Note that the user's kit is complete today, but for what is missing.

        What he lacked before and does not name again he has now.

        :param missing: ops.checklist.item that he lacks
        """
        user = self.env.user
        lacked = (missing or self.env["ops.checklist.item"]).ids
        # sudo: written by the taps alone, for the person who taps and for today
        kit_sudo = self._get_today(user, company) or self.sudo().create(
            {"user_id": user.id, "company_id": company.id, "date": company._ops_today()}
        )
        answers_sudo = self.env["ops.checklist.answer"].sudo()
        waiting = answers_sudo.search(
            [("user_id", "=", user.id), ("company_id", "=", company.id), ("date_supplied", "=", False)]
        )
        waiting.filtered(lambda answer: answer.item_id.id not in lacked)._supply(user)
        known = set(waiting.filtered(lambda answer: not answer.date_supplied).item_id.ids)
        answers_sudo.create(
            [{"kit_id": kit_sudo.id, "item_id": item} for item in lacked if item not in known]
        )
        return kit_sudo.sudo(False)

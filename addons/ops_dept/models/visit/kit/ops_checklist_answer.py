from odoo import fields, models
from odoo.exceptions import AccessError


class OpsChecklistAnswer(models.Model):
    """An article that somebody lacked: together they are what the department orders again. Who sees
    the kit sees it.

    Clauses: V1.3, V2.3
    """

    _name = "ops.checklist.answer"
    _inherit = ["ops.document.part"]
    _description = "Missing article"
    _order = "date_supplied nulls first, date desc, id desc"
    _rec_name = "item_id"
    _document_field = "kit_id"

    kit_id = fields.Many2one("ops.kit", required=True, readonly=True, ondelete="cascade", index=True)
    item_id = fields.Many2one(
        "ops.checklist.item", "Article", required=True, readonly=True, ondelete="restrict", index=True
    )
    user_id = fields.Many2one(related="kit_id.user_id", store=True, index=True)
    company_id = fields.Many2one(related="kit_id.company_id", store=True, index=True)
    date = fields.Date(related="kit_id.date", string="Missing since", store=True)
    date_supplied = fields.Datetime("Supplied on", readonly=True)
    supplied_by_id = fields.Many2one("res.users", "Supplied by", readonly=True, ondelete="restrict")

    _waiting_idx = models.Index("(user_id, company_id) WHERE date_supplied IS NULL")

    def action_supply(self):
        """Note that the person has the article now: the office's tap, or his own.

        :raises AccessError: for who may not read it
        """
        self.check_access("read")
        user = self.env.user
        if any(answer.user_id != user for answer in self) and not user._ops_has_role(
            "sales_support", "sales_manager", "leader"
        ):
            raise AccessError(
                self.env._(
                    "Sales support or the manager says that an article was supplied, or who lacked it (V1.3)."
                )
            )
        self.sudo()._supply(user)  # sudo: written by taps alone; the right was checked above
        return True

    def _supply(self, user):
        self.filtered(lambda answer: not answer.date_supplied).write(
            {"date_supplied": fields.Datetime.now(), "supplied_by_id": user.id}
        )

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.policy.given.mail_activity import GUIDANCE, WORK


class OpsWorkGive(models.TransientModel):
    """Gives guidance or work to one of one's people, without opening his employee record (H3, W1.F)."""

    _name = "ops.work.give"
    _description = "Guide or assign work"

    kind = fields.Selection(
        [("guidance", "Guidance: he acknowledges it"), ("work", "Work: he reports what came of it")],
        required=True,
        default="work",
    )
    person_ids = fields.Many2many("res.users", compute="_compute_person_ids")
    user_id = fields.Many2one("res.users", "For whom", required=True, domain="[('id', 'in', person_ids)]")
    summary = fields.Char("What", required=True)
    note = fields.Html("More about it")
    date_deadline = fields.Date("To be done by", required=True, default=fields.Date.context_today)

    @api.depends("kind")
    @api.depends_context("uid", "company")
    def _compute_person_ids(self):
        self.person_ids = self.env.user._ops_guided()

    def action_give(self):
        """Give it: the person finds it on his first page, and who gave it sees what becomes of it.

        Clause: H3

        :raises UserError: where the rulebook is off
        :raises AccessError: for who does not stand above the person
        """
        self.ensure_one()
        # sudo: the company of a colleague
        if not self.user_id.sudo().company_id._ops_rulebook_on():
            raise UserError(self.env._("Switch the operations rulebook on first (H3)."))
        employee_sudo = self.user_id._ops_employee()
        with employee_sudo._ops_without_followers():
            # sudo: activities are given on a record that who gives them may not read; the activity itself
            # asks whether he stands above the person
            self.env["mail.activity"].sudo().create(self._prepare_activity_vals(employee_sudo))
        return {"type": "ir.actions.act_window_close"}

    def _prepare_activity_vals(self, employee_sudo):
        kind = WORK if self.kind == "work" else GUIDANCE
        vals = {
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(kind),
            "user_id": self.user_id.id,
            "summary": self.summary,
            "note": self.note,
            "date_deadline": self.date_deadline,
        }
        if employee_sudo:
            model = self.env["ir.model"].sudo()._get_id("hr.employee")  # sudo: the id of a model
            vals.update(res_model_id=model, res_id=employee_sudo.id)
        return vals

from odoo import fields, models
from odoo.exceptions import UserError

SEVERITIES = [("minor", "Minor"), ("serious", "Serious"), ("critical", "Critical")]


class OpsAcceptanceDefect(models.Model):
    """A defect that the customer found at the acceptance: how serious it is, by when it is to be repaired.

    What was found stays as it was signed; who repaired it and when is stamped.

    Clause: M7.9
    """

    _name = "ops.acceptance.defect"
    _inherit = ["ops.document.line"]
    _description = "Defect found at the acceptance"
    _order = "acceptance_id, id"
    _document_field = "acceptance_id"
    _lines_field = "defect_ids"
    _ops_clause = "M7.9"

    acceptance_id = fields.Many2one("ops.acceptance", required=True, index=True, ondelete="cascade")
    name = fields.Char("What is wrong", required=True)
    severity = fields.Selection(SEVERITIES, "How serious", required=True, default="minor")
    date_due = fields.Date("To be repaired by", required=True)
    date_settled = fields.Date("Repaired on", readonly=True, copy=False, stamp=True)
    settled_by_id = fields.Many2one(
        "res.users", "Repaired by", readonly=True, copy=False, ondelete="restrict", stamp=True
    )

    def action_settle(self):
        """Note that these defects are repaired, today and by the user.

        Clause: M7.9

        :raises UserError: where one is repaired already
        """
        self.check_access("write")
        settled = self.filtered("date_settled")
        if settled:
            raise UserError(self.env._("“%(defect)s” is repaired already (M7.9).", defect=settled[:1].name))
        for company, defects in self.grouped(lambda defect: defect.acceptance_id.company_id).items():
            defects._stamp({"date_settled": company._ops_today(), "settled_by_id": self.env.uid})
        for acceptance, defects in self.grouped("acceptance_id").items():
            acceptance._ops_note(self.env._("Repaired: %s", ", ".join(defects.mapped("name"))))
        return True

from odoo import api, fields, models
from odoo.exceptions import UserError


class OpsSelfcheckLine(models.TransientModel):
    """A row of the self-check page, as it was found when the page was opened."""

    _name = "ops.selfcheck.line"
    _description = "Self-check"
    _order = "sequence, id"

    sequence = fields.Integer(readonly=True)
    name = fields.Char("What", readonly=True)
    state = fields.Selection([("good", "In order"), ("warn", "To know"), ("bad", "To mend")], readonly=True)
    text = fields.Text("Found", readonly=True)
    action = fields.Json(readonly=True, export_string_translation=False)
    has_action = fields.Boolean(compute="_compute_has_action", export_string_translation=False)

    @api.depends("action")
    def _compute_has_action(self):
        for line in self:
            line.has_action = bool(line.action) and line.state != "good"

    @api.model
    def action_check(self):
        """Look at everything, and open what was found: what is to be mended first.

        :raises AccessError: for who is neither administrator nor leader
        """
        rows = self.env["ops.selfcheck"]._get_rows()
        order = {"bad": 0, "warn": 1, "good": 2}
        rows.sort(key=lambda row: order[row["state"]])
        lines = self.create(
            [{**self._prepare_line(row), "sequence": number} for number, row in enumerate(rows)]
        )
        self.env.company._ops_note_selfcheck(rows)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Self-check"),
            "res_model": self._name,
            "views": [(False, "list"), (False, "kanban")],
            "mobile_view_mode": "kanban",
            "domain": [("id", "in", lines.ids)],
            "target": "current",
        }

    @api.model
    def _prepare_line(self, row):
        """Return a row with its button, or with who mends it where the user cannot."""
        if self._may_open(row["action"]):
            return row
        if not row["action"] or row["state"] == "good":
            return {**row, "action": False}
        # sudo: names of who can do it
        people_sudo = self.env.ref("base.group_system").sudo().all_user_ids.filtered("active")
        who = self.env._(
            "Odoo's administrator mends it: %(names)s.",
            names=self.env["tier.review"]._ops_names(people_sudo.sorted("name")),
        )
        return {**row, "action": False, "text": f"{row['text']} {who}"}

    @api.model
    def _may_open(self, action):
        """Tell whether the user can mend something there."""
        if isinstance(action, str) and action:
            # sudo: which model an action is about
            model = self.env.ref(action).sudo().res_model
        else:
            model = action and action["res_model"]
        return bool(model) and self.env[model].has_access("write")

    def action_cure(self):
        """Open what leads to the cure, as far as the user may."""
        self.ensure_one()
        if not self.action:
            raise UserError(self.env._("%(what)s: there is nothing to open for this.", what=self.name))
        if isinstance(self.action, dict):
            return self.action
        return self.env["ir.actions.act_window"]._for_xml_id(self.action)

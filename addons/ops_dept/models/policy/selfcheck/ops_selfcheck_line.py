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
        model = self._get_mended_model(row["action"])
        if model is not None and model.has_access("write"):
            return row
        if model is None or row["state"] == "good":
            return {**row, "action": False}
        who = self.env._("Can be mended by: %(names)s.", names=self._get_menders(model))
        return {**row, "action": False, "text": f"{row['text']}\n{who}"}

    @api.model
    def _get_mended_model(self, action):
        """Return the model in which something is mended there (no action: None)."""
        if isinstance(action, str) and action:
            # sudo: which model an action is about
            return self.env[self.env.ref(action).sudo().res_model]
        return self.env[action["res_model"]] if action else None

    @api.model
    def _get_menders(self, model):
        """Return the names of the administrators, of the rulebook and of Odoo, who may write a model."""
        # sudo: names of who can do it
        people_sudo = self.env["res.users"].sudo()
        for group in ("ops_dept.ops_dept_group_admin", "base.group_system"):
            people_sudo |= self.env.ref(group).sudo().all_user_ids.filtered("active")  # sudo: as above
        able = people_sudo.filtered(lambda person: model.with_user(person).has_access("write"))
        return self.env["tier.review"]._ops_names(able)

    def action_cure(self):
        """Open what leads to the cure, as far as the user may."""
        self.ensure_one()
        if not self.action:
            raise UserError(self.env._("%(what)s: there is nothing to open for this.", what=self.name))
        if isinstance(self.action, dict):
            return self.action
        return self.env["ir.actions.act_window"]._for_xml_id(self.action)

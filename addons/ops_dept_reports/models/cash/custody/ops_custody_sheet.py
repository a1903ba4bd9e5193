from odoo import api, fields, models
from odoo.tools import format_date

REPORT = "ops_dept_reports.report_ops_custody_sheet"


class OpsCustodySheet(models.TransientModel):
    """Originals that were chosen for a custody sheet; what it says is read as whoever prints it (R9)."""

    _name = "ops.custody.sheet"
    _description = "Custody sheet"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    custody_ids = fields.Many2many("ops.custody", string="Originals")

    @api.depends_context("lang")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = self.env._("Custody sheet of %s", sheet.company_id.name)

    @api.model
    def _print(self, originals):
        """Return the action that prints these originals."""
        sheet = self.create({"custody_ids": [fields.Command.set(originals.ids)]})
        return self.env.ref(REPORT).report_action(sheet)

    def _get_originals(self):
        """Return the chosen originals that the reader may read, of the sheet's company."""
        self.ensure_one()
        reader = self.sudo(False)
        reader.company_id.check_access("read")
        # sudo: which were chosen; what is said of them is read as the reader
        chosen = reader.sudo().custody_ids.ids
        return reader.env["ops.custody"].search(
            [("id", "in", chosen), ("company_id", "=", reader.company_id.id)],
            order="holder_id, kind, title, id",
        )

    def _get_paper(self):
        """Return what the sheet says, in the language of the environment: the originals by holder.

        Clause: R9
        """
        originals = self._get_originals()
        today = format_date(originals.env, self.company_id._ops_today(), date_format="long")
        kinds = dict(originals._fields["kind"]._description_selection(originals.env))
        steps = self._get_last_steps(originals)
        return {
            "printed": today,
            "reader": originals.env.user.name,
            "count": len(originals),
            "groups": [
                {
                    "holder": holder.sudo().name,  # sudo: a colleague's name
                    "rows": [self._get_row(each, kinds, steps.get(each)) for each in group],
                }
                for holder, group in originals.grouped("holder_id").items()
            ],
        }

    def _get_last_steps(self, originals):
        """Return the step of each chain by which its holder has it."""
        moves = originals.env["ops.custody.move"].search(
            [("custody_id", "in", originals.ids), ("state", "=", "taken")], order="custody_id, sequence"
        )
        return {move.custody_id: move for move in moves.with_context(bin_size=False)}

    def _get_row(self, original, kinds, step):
        taken = step and self.company_id._ops_day_of(step.date_closed)
        return {
            "number": original.name,
            "title": original.title,
            "kind": kinds[original.kind],
            "customer": original.sudo().partner_id.name or "",  # sudo: whose original it is
            "place": " · ".join(filter(None, (original.place, original.shelf))),
            "state": original._ops_state_label(),
            "from": (step and step.sudo().from_id.name) or "",  # sudo: a colleague's name
            "taken": format_date(original.env, taken) if taken else "",
            "given_signature": (step and step.give_signature) or False,
            "taken_signature": (step and step.take_signature) or False,
            "lent": format_date(original.env, original.date_return) if original.date_return else "",
        }

from odoo import api, fields, models
from odoo.tools import format_date

from ....tools.capital_numerals import capital_numerals

REPORT = "ops_dept_reports.report_ops_instrument_sheet"


class OpsInstrumentSheet(models.TransientModel):
    """Cheques and bills chosen for a hand-over sheet; what it says is read as whoever prints it (R12)."""

    _name = "ops.instrument.sheet"
    _description = "Hand-over sheet of cheques and bills"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    instrument_ids = fields.Many2many("ops.instrument", string="Cheques and bills")

    @api.depends_context("lang")
    def _compute_display_name(self):
        for sheet in self:
            sheet.display_name = self.env._("Cheques and bills of %s", sheet.company_id.name)

    @api.model
    def _print(self, papers):
        """Return the action that prints these papers."""
        sheet = self.create({"instrument_ids": [fields.Command.set(papers.ids)]})
        return self.env.ref(REPORT).report_action(sheet)

    def _get_papers(self):
        """Return the chosen papers that the reader may read, of the sheet's company."""
        self.ensure_one()
        reader = self.sudo(False)
        reader.company_id.check_access("read")
        # sudo: which were chosen; what is said of them is read as the reader
        chosen = reader.sudo().instrument_ids.ids
        return reader.env["ops.instrument"].search(
            [("id", "in", chosen), ("company_id", "=", reader.company_id.id)], order="date_received, id"
        )

    def _get_paper(self):
        """Return what the sheet says, in the language of the environment.

        Clause: R12
        """
        papers = self._get_papers()
        kinds = dict(papers._fields["kind"]._description_selection(papers.env))
        steps = self._get_hand_overs(papers)
        return {
            "printed": format_date(papers.env, self.company_id._ops_today(), date_format="long"),
            "reader": papers.env.user.name,
            "count": len(papers),
            "rows": [self._get_row(paper, kinds, steps.get(paper.id)) for paper in papers],
            "totals": [
                (currency.format(total), capital_numerals(total, currency.rounding))
                for currency, total in self._get_totals(papers)
            ],
        }

    def _get_totals(self, papers):
        return [
            (currency, currency.round(sum(members.mapped("amount"))))
            for currency, members in papers.grouped("currency_id").items()
        ]

    def _get_hand_overs(self, papers):
        """Return paper id → the last move by which somebody took it over, on sudo."""
        originals_sudo = papers._originals("instrument")
        # sudo: the signatures of who handed over papers that the reader may read
        moves_sudo = self.env["ops.custody.move"].sudo()
        found_sudo = moves_sudo.search(
            [
                ("custody_id", "in", originals_sudo.ids),
                ("state", "=", "taken"),
                ("from_id", "!=", False),
            ],
            order="custody_id, sequence",
        )
        return {move.custody_id.res_id: move for move in found_sudo.with_context(bin_size=False)}

    def _get_row(self, paper, kinds, step_sudo):
        day = step_sudo and self.company_id._ops_day_of(step_sudo.date_closed)
        return {
            "kind": kinds[paper.kind],
            "number": paper.number,
            "bank": paper.bank,
            "customer": paper.sudo().partner_id.name,  # sudo: the customer's name
            "amount": paper.currency_id.format(paper.amount),
            "due": format_date(paper.env, paper.date_due) if paper.date_due else "",
            "received": format_date(paper.env, paper.date_received),
            "from": step_sudo.from_id.name if step_sudo else "",
            "to": step_sudo.to_id.name if step_sudo else "",
            "day": format_date(paper.env, day) if day else "",
            "given_signature": step_sudo.give_signature if step_sudo else False,
            "taken_signature": step_sudo.take_signature if step_sudo else False,
        }

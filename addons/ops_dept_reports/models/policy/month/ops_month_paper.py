from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class OpsMonthPaper(models.TransientModel):
    """Asks for month and company of a paper about discipline, and prints what its reader may see anyway.

    Nothing is stored and nobody is ranked; each prints for himself: a head his people, a leader all.
    """

    _name = "ops.month.paper"
    _description = "Paper of a month"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    paper = fields.Selection(
        [("sheet", "Monthly sheet of cases"), ("clean", "Clean months of a year")],
        required=True,
        default="sheet",
    )
    month = fields.Date(
        required=True, default=lambda self: self._default_month(), help="Any day of the month or the year."
    )

    @api.model
    def _default_month(self):
        """Propose the month that is over."""
        return self.env.company._ops_today().replace(day=1) - relativedelta(months=1)

    @api.depends("paper", "month")
    def _compute_display_name(self):
        papers = dict(self._fields["paper"]._description_selection(self.env))
        for paper in self:
            period = paper._get_period(paper.paper) if paper.month else ""
            paper.display_name = f"{papers.get(paper.paper, '')} {period}".strip()

    def action_print(self):
        """Print the paper for the month, or the year, that was chosen."""
        self.ensure_one()
        self._refuse_switched_off()
        report = {"sheet": "report_ops_month_sheet", "clean": "report_ops_clean_months"}[self.paper]
        return self.env.ref(f"ops_dept_reports.{report}").report_action(self)

    def _refuse_switched_off(self):
        if not self.env["ops.clause"]._is_in_force("R16", self.company_id):
            raise UserError(
                self.env._(
                    "R16 is not in force in %(company)s: there is nothing to print.",
                    company=self.company_id.name,
                )
            )

    def _get_period(self, paper):
        return format_date(self.env, self.month, date_format="yyyy-MM" if paper == "sheet" else "yyyy")

    def _get_paper(self, paper):
        """Return what a paper says, as whoever prints it: superuser mode is left.

        :param str paper: "sheet" or "clean"
        """
        reader = self.sudo(False)
        reader.company_id.check_access("read")
        reader._refuse_switched_off()
        today = reader.company_id._ops_today()
        return {
            **(reader._get_sheet() if paper == "sheet" else reader._get_clean()),
            "period": reader._get_period(paper),
            "printed": format_date(reader.env, today, date_format="long"),
            "reader": reader.env.user.name,
        }

    def _get_bounds(self, first, months=1):
        """Return begin and end of a month of the company, in naive UTC."""
        return tuple(map(self.company_id._ops_moment, (first, first + relativedelta(months=months))))

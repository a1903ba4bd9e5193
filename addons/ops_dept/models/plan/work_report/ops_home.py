from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...policy.home.ops_home import Part

HEADS = ("sales_manager", "market_head", "leader")


class OpsHome(models.AbstractModel):
    """What is to be read and filed, and what came back with a word."""

    _inherit = "ops.home"

    _cards = (
        Part(114, "_get_filing_card", roles=HEADS),
        Part(118, "_get_returned_card"),
    )

    @api.model
    def _get_filing_domain(self):
        """Return what waits for the user to be read and filed: where a kind says nothing else, what those he
        stands above handed in.
        """
        reports = self.env["ops.work.report"]
        kinds = [
            kind
            for kind in reports._fields["kind"].get_values(self.env)
            if not reports._get_kind(kind).filers
        ]
        found = Domain("kind", "in", kinds) & Domain("user_id", "any!", self.env.user._ops_guided_domain())
        if self.env.user._ops_has_role("market_head"):
            found |= Domain("kind", "=", "annual")
        return found & Domain("user_id", "!=", self.env.uid)

    @api.model
    def _get_filing_card(self):
        return self._card(
            "ops.work.report",
            Domain("company_id", "=", self.env.company.id)
            & Domain("state", "=", "handed")
            & self._get_filing_domain(),
            "date_handed, id",
            self._get_filing_row,
            key="reports_to_file",
            icon="fa-folder-open-o",
            title=self.env._("Reports to read and file"),
            vanishes=True,
            action="ops_dept.ops_work_report_action_to_file",
        )

    @api.model
    def _get_filing_row(self, report):
        handed = report.date_handed and format_date(self.env, report._get_handed_day())
        return self._row(
            report,
            report.display_name,
            " · ".join(filter(None, (report.sudo().user_id.name, handed))),  # sudo: a name
            badge=self.env._("Late") if report.is_late else "",
            button=self.env._("File"),
            method="action_file",
        )

    @api.model
    def _get_returned_card(self):
        """Return what the user got back with a word."""
        return self._card(
            "ops.work.report",
            Domain("user_id", "=", self.env.uid) & Domain("state", "=", "returned"),
            "id",
            lambda report: self._row(
                report, report.display_name, (report.return_reason or "").split("\n")[0][:80]
            ),
            key="reports_returned",
            icon="fa-undo",
            title=self.env._("Reports given back to me"),
            vanishes=True,
            action="ops_dept.ops_work_report_action_mine",
        )

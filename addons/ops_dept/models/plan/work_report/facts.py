from datetime import date, timedelta

from odoo import api, fields, models

from ...policy.in_time.ops_obligation import ENDED
from ...visit.visit.ops_visit import WRITTEN


class OpsWorkReport(models.Model):
    """What is known already, filled in: rows `_ops_<kind>_facts`, a place and a method of one report that
    returns pairs (what, how much) as texts. Later rooms add rows for their kinds and to those of others.
    """

    _inherit = "ops.work.report"

    _ops_created = ((10, "_fill_new"),)
    _annual_facts = ((10, "_facts_visits"), (20, "_facts_calls"), (30, "_facts_duties"))

    def _fill_new(self, vals_list):
        self._fill_facts()

    def action_fill(self):
        """Read the facts anew; they stay as they are once the report is handed in.

        Clause: M7.4
        """
        self.check_access("write")
        self._ops_check_sources("handed", self._ops_sources("handed"))
        self._fill_facts()
        return True

    def _fill_facts(self):
        """Put what is known into these reports, in place of what was there."""
        self._by_kind("fill")
        now = fields.Datetime.now()
        for report in self:
            rows = self._ops_door_rows(f"_{report.kind}_facts")
            if not rows:
                continue
            pairs = [pair for method in rows for pair in getattr(report, method)()]
            # sudo: nobody writes facts by hand; the right to write the report was checked
            report_sudo = report.sudo()
            if report_sudo.fact_ids:
                report_sudo.fact_ids._unlink_stamped()
            report_sudo.env["ops.work.report.fact"]._create_stamped(
                [
                    {"report_id": report.id, "sequence": place, "name": what, "text": text}
                    for place, (what, text) in enumerate(pairs)
                ]
            )
            report_sudo._stamp({"date_facts": now})

    # ------------------------------------------------------------------
    # The year of a person
    # ------------------------------------------------------------------
    def _get_year_bounds(self):
        """Return from when until when the year lasts where the company is, in naive UTC."""
        self.ensure_one()
        return self.company_id._ops_span(date(self.year, 1, 1), date(self.year, 12, 31))

    @api.model
    def _said(self, number):
        return f"{number:,}"

    def _facts_visits(self):
        return self._get_contact_facts(
            ("visit",), self.env._("Visits reported"), self.env._("Customers visited")
        )

    def _facts_calls(self):
        channels = ("outbound", "inbound")
        return self._get_contact_facts(channels, self.env._("Calls noted"), self.env._("Customers called"))

    def _get_contact_facts(self, channels, contacts, customers):
        start, stop = self._get_year_bounds()
        # sudo: how many there were, of the person whose report it is
        visits_sudo = self.env["ops.visit"].sudo()
        count, partners = visits_sudo._read_group(
            [
                ("user_id", "=", self.user_id.id),
                ("company_id", "=", self.company_id.id),
                ("channel", "in", channels),
                ("state", "in", WRITTEN),
                ("date_start", ">=", start),
                ("date_start", "<", stop),
            ],
            [],
            ["__count", "partner_id:count_distinct"],
        )[0]
        return [(contacts, self._said(count)), (customers, self._said(partners))]

    def _facts_duties(self):
        start, stop = self._get_year_bounds()
        # sudo: as above, of what he owed in person
        duties_sudo = self.env["ops.obligation"].sudo()
        groups = duties_sudo._read_group(
            [
                ("owner_id", "=", self.user_id.id),
                ("company_id", "=", self.company_id.id),
                ("date_due", ">=", start),
                ("date_due", "<", stop - timedelta(seconds=1)),
                ("state", "in", ENDED),
            ],
            ["state"],
            ["__count", "late_hours:array_agg"],
        )
        met = [hours for state, _count, found in groups if state == "met" for hours in found]
        behind = sum(1 for hours in met if hours)
        gone = sum(count for state, count, _found in groups if state != "met")
        return [
            (self.env._("Duties done in time"), self._said(len(met) - behind)),
            (self.env._("Duties done late"), self._said(behind)),
            (self.env._("Duties missed or still late"), self._said(gone)),
        ]

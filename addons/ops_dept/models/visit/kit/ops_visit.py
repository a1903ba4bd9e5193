from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_list

from ....tools.actions import ask


class OpsVisit(models.Model):
    """The first departure of the day asks for the kit, later ones do not.

    Clauses: V1.2, V1.3, V2.3, N1.7, N2.1
    """

    _inherit = "ops.visit"

    asks_kit = fields.Boolean(compute="_compute_kit", export_string_translation=False)
    kit_text = fields.Text("To take along", compute="_compute_kit")
    kit_blockers = fields.Text("Kit", compute="_compute_kit")

    @api.depends("state", "channel", "user_id", "date_start")
    @api.depends_context("uid", "lang")
    def _compute_kit(self):
        for visit in self:
            is_mine = visit.state == "planned" and visit._is_visit() and visit.user_id == self.env.user
            blockers = visit._get_kit_blockers() if is_mine else []
            visit.asks_kit = bool(blockers) and visit._is_soon()
            visit.kit_blockers = "\n".join(blockers)
            visit.kit_text = visit.asks_kit and visit._get_kit_text()

    def _is_soon(self):
        """Tell whether one packs for it now: it is today's, or tomorrow's, for which one leaves tonight."""
        self.ensure_one()
        today = (self.company_id or self.env.company)._ops_today()
        return bool(self.date_start) and self._day_of(self.date_start) <= today + timedelta(days=1)

    def action_kit_complete(self):
        """Have everything that stands on the sheet: one tap a day.

        Clause: V1.3
        """
        self.ensure_one()
        self._check_mine()
        self.env["ops.kit"]._confirm(self.company_id)
        return True

    def action_open_kit(self):
        """Ask what is missing."""
        self.ensure_one()
        return ask("ops.kit.lack", self.env._("Something is missing"), visit_id=self.id)

    def action_kit_lacks(self, items):
        """Have everything but some articles; sales support sees what to order again.

        Clause: V1.3

        :param items: ops.checklist.item that are missing
        """
        self.ensure_one()
        self._check_mine()
        self.env["ops.kit"]._confirm(self.company_id, items)
        return True

    # ------------------------------------------------------------------
    # The gate
    # ------------------------------------------------------------------
    def _get_departure_blockers(self):
        return [*super()._get_departure_blockers(), *self._get_kit_blockers()]

    def _get_kit_blockers(self):
        """Return what keeps the first departure of the day, a sentence."""
        company = self.company_id or self.env.company
        articles = self._get_mandatory_articles(company)
        if not articles or self._has_left_today(company):
            return []
        kit = self.env["ops.kit"]._get_today(self.user_id, company)
        codes = ", ".join(articles.clause_ids.mapped("code")) or "V1.3"
        if not kit:
            return [
                self.env._(
                    "Your kit is not confirmed today: look at the sheet and tap “Kit Complete”, or say what "
                    "is missing (%(clauses)s).",
                    clauses=codes,
                )
            ]
        lacking = self._get_lacking(company) & articles
        if not lacking:
            return []
        return [
            self.env._(
                "Missing in your kit: %(articles)s. Fetch it at the office or from sales support, then tap "
                "“Kit Complete” (%(clauses)s).",
                articles=format_list(self.env, lacking.mapped("name")),
                clauses=", ".join(lacking.clause_ids.mapped("code")) or "V1.3",
            )
        ]

    def _get_mandatory_articles(self, company):
        """Return the articles that must be there, as the user's language calls them."""
        # sudo: the sheet is no secret
        items_sudo = self.env["ops.checklist.item"].sudo()
        ids = items_sudo._get_mandatory(company) if company._ops_rulebook_on() else ()
        return items_sudo.browse(ids)

    def _get_lacking(self, company):
        """Return the articles that the visit's consultant said he lacks."""
        # sudo: his own; only the names get out
        answers_sudo = self.env["ops.checklist.answer"].sudo()
        return answers_sudo.search(
            [
                ("user_id", "=", self.user_id.id),
                ("company_id", "=", company.id),
                ("date_supplied", "=", False),
            ]
        ).item_id

    def _get_day_bounds(self, company):
        today = company._ops_today()
        return company._ops_span(today, today)

    def _has_left_today(self, company):
        """Tell whether the consultant has left for a visit on the company's day already, by a tap."""
        start, stop = self._get_day_bounds(company)
        # sudo: whether he left; nothing else gets out
        return bool(
            self.env["ops.visit"]
            .sudo()
            .search_count(
                [
                    ("user_id", "=", self.user_id.id),
                    ("company_id", "=", company.id),
                    ("date_departed", ">=", start),
                    ("date_departed", "<", stop),
                    ("is_registered_late", "=", False),
                ],
                limit=1,
            )
        )

    # ------------------------------------------------------------------
    # What the sheet says
    # ------------------------------------------------------------------
    def _get_kit_text(self):
        """Return the sheet in three lines: to take along, on the phone already, to read."""
        _ = self.env._
        company = self.company_id or self.env.company
        held, taken, lines = self._get_sheet(company)
        said = [format_list(self.env, [item._get_said_name() for item in taken])]
        if held:
            names = format_list(self.env, [item._get_said_name() for item in held])
            said.append(_("On the phone already: %(what)s", what=names))
        if lines:
            said.append(format_list(self.env, lines.mapped("name")))
        return "\n".join(said)

    def _get_sheet(self, company):
        """Return what stands on the sheet: what the phone holds, what is taken along, what is read."""
        items_sudo = self.env["ops.checklist.item"].sudo()  # sudo: the sheet is no secret
        sheet = items_sudo.browse(items_sudo._get_kit(company))
        articles = sheet.filtered(lambda item: item.kind == "article")
        sources = {item.auto_source for item in articles}
        holding = {source for source in sources if source and getattr(self, f"_holds_{source}")(company)}
        held = articles.filtered(lambda item: item.auto_source in holding)
        return held, articles - held, sheet - articles

    def _holds_customer_file(self, company):
        """Tell whether whom the consultant visits today has a file or a lead to look at."""
        stop = self._get_day_bounds(company)[1]
        visits = self.search(
            [
                ("user_id", "=", self.user_id.id),
                ("company_id", "=", company.id),
                ("state", "=", "planned"),
                ("channel", "=", "visit"),
                ("lead_id", "=", False),
                ("date_start", "<", stop),
            ]
        )
        files = self.env["ops.customer"]._get_of(visits.partner_id, company)
        return not visits.partner_id - files.partner_id

    def _holds_report_form(self, company):  # pylint: disable=unused-argument
        """The report is part of the visit."""
        return True

    def _holds_price_list(self, company):
        """Tell whether there are prices to look up."""
        # sudo: whether there is one
        lists_sudo = self.env["product.pricelist"].sudo()
        return bool(lists_sudo.search_count([("company_id", "in", (False, company.id))], limit=1))

    @api.model
    def _select_kit_asked(self, company, stop):
        """Return what finds the first visit of the user's day, while his kit is not confirmed."""
        mandatory = self.env["ops.checklist.item"]._get_mandatory(company)
        for name in ("ops.visit", "ops.kit", "ops.checklist.answer"):
            self.env[name].flush_model()
        mine = SQL("user_id = %s AND company_id = %s", self.env.uid, company.id)
        start = self._get_day_bounds(company)[0]
        return SQL(
            "(SELECT id FROM ops_visit WHERE %(mine)s AND channel = 'visit' AND state = 'planned'"
            " AND date_start < %(stop)s"
            " AND NOT EXISTS (SELECT FROM ops_visit WHERE %(mine)s AND date_departed >= %(start)s"
            " AND date_departed < %(stop)s AND is_registered_late IS NOT TRUE)"
            " AND NOT (EXISTS (SELECT FROM ops_kit WHERE %(mine)s AND date = %(today)s)"
            " AND NOT EXISTS (SELECT FROM ops_checklist_answer WHERE %(mine)s AND date_supplied IS NULL"
            " AND item_id IN %(mandatory)s))"
            " ORDER BY date_start, id LIMIT 1)",
            mine=mine,
            start=start,
            stop=stop,
            today=company._ops_today(),
            mandatory=mandatory,
        )

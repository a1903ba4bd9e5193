from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

GOAL_CLAUSE, OUTLINE_CLAUSE, MINIMUM_CLAUSE = "V6.1", "V2.5", "V2.1"


class OpsVisit(models.Model):
    """What must be ready before leaving: only what is named here keeps anybody, and all of it at once.

    Clauses: V1.1, V2.1, V2.5, V6.1, N1.6, N2.2
    """

    _inherit = "ops.visit"

    departure_blockers = fields.Text("Before leaving", compute="_compute_departure_blockers")

    @api.depends("state", "channel", "goal_id", "goal", "outline", "partner_id", "lead_id")
    @api.depends_context("uid", "lang")
    def _compute_departure_blockers(self):
        for visit in self:
            asked = visit.state == "planned" and visit._is_visit() and visit._has_customer()
            visit.departure_blockers = asked and "\n".join(visit._get_plan_blockers())

    def action_depart(self):
        """Leave for the customer, in one tap. Clause: V1.1

        :raises UserError: names everything that is not ready, or the visit that is still under way
        """
        return self.write({"state": "departed"})

    def _check_depart(self):
        for visit in self:
            visit._check_mine()
            visit._check_goes_there()
            visit._check_under_way()
            blockers = visit._get_departure_blockers()
            if blockers:
                raise UserError(
                    self.env._(
                        "%(visit)s: before you leave:\n%(blockers)s",
                        visit=visit.display_name,
                        blockers="\n".join(f"• {blocker}" for blocker in blockers),
                    )
                )

    def _prepare_depart_vals(self):
        return {"date_departed": fields.Datetime.now()}

    def _get_departure_blockers(self):
        """Return what is missing before leaving, a sentence each with what to do and its clause."""
        return self._get_plan_blockers()

    def _get_plan_blockers(self):
        """Return what of it can be made ready on any day before: what the form shows ahead."""
        self.ensure_one()
        return [*self._get_goal_blockers(), *self._get_minimum_blockers()]

    def _holds(self, code):
        """Tell whether a clause is in force where this visit belongs."""
        company = self.company_id or self.env.company
        return company._ops_rulebook_on() and self.env["ops.clause"]._is_in_force(code, company)

    def _has_customer(self):
        return bool(self.partner_id or self.lead_id)

    def _get_goal_blockers(self):
        _ = self.env._
        blockers = []
        if not (self.goal_id or (self.goal or "").strip()) and self._holds(GOAL_CLAUSE):
            blockers.append(_("Choose a goal: what is this visit to come to (V6.1)?"))
        if (
            self._get_importance() == "key"
            and not (self.outline or "").strip()
            and self._holds(OUTLINE_CLAUSE)
        ):
            blockers.append(
                _("A key customer: write an outline of what to ask, what to offer and how (V2.5).")
            )
        return blockers

    def _get_minimum_blockers(self):
        if not self._holds(MINIMUM_CLAUSE) or not self.is_first:
            return []
        missing = self._get_missing_minimum()
        if not missing:
            return []
        return [
            self.env._(
                "The first visit here, and the customer file lacks: %(missing)s. Open the customer file and "
                "add it (V2.1).",
                missing=format_list(self.env, missing),
            )
        ]

    def _get_importance(self):
        """Return how important the customer is, in the file of the visit's company."""
        # sudo: the file of a customer whom the user visits, also a colleague's; only its kind is looked at
        files_sudo = self.env["ops.customer"].sudo()
        return files_sudo._get_of(self.partner_id.sudo(), self.company_id)[:1].importance

    def _get_missing_minimum(self):
        """Return the names of what has to be known before a first visit and is not."""
        company = self.company_id or self.env.company
        if self.partner_id:
            return self.partner_id._ops_get_missing_minimum(company, self.lead_id or None)
        items = self.env["ops.customer.item"]
        known = self.lead_id.sudo()._ops_get_known()  # sudo: as for a customer; only names get out
        names = items._get_names()
        return [names[code] for code in items._get_minimum(company) if code not in known]

    @api.depends("partner_id", "lead_id", "date_start", "state")
    def _compute_is_first(self):
        """It is the first visit where nobody of the company has been before: no earlier one was made."""
        been = self._get_been_before()
        for visit in self:
            visit.is_first = (
                visit._is_visit() and visit._has_customer() and not been.get(visit._origin.id, False)
            )

    def _get_been_before(self):
        """Return id → whether somebody of the company was there before, in two statements for all."""
        made_domain = [("channel", "=", "visit"), ("date_finished", "!=", False)]
        # sudo: whether a colleague was there; nothing else gets out
        visits_sudo = self.env["ops.visit"].sudo()
        result = {}
        for link in ("partner_id", "lead_id"):
            mine = self.filtered(link)
            if not mine:
                continue
            found = visits_sudo._read_group(
                [(link, "in", mine[link].ids), ("company_id", "in", mine.company_id.ids), *made_domain],
                [link, "company_id"],
                ["date_finished:min", "id:array_agg"],
            )
            first = {(record.id, company.id): (day, ids) for record, company, day, ids in found}
            for visit in mine:
                day, ids = first.get((visit[link].id, visit.company_id.id), (None, ()))
                earlier = day and (not visit.date_finished or day < visit.date_finished)
                result[visit._origin.id] = result.get(visit._origin.id) or bool(
                    earlier and set(ids) - {visit._origin.id}
                )
        return result

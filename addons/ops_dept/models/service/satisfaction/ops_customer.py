from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from . import parts

MONTHS = 12
# Below it a customer is not satisfied, from the other on he is.
LOW, HIGH = 50, 75
LEVELS = [("none", "No rating yet"), ("low", "Not satisfied"), ("middle", "So-so"), ("high", "Satisfied")]
PART_OF_MODEL = {"helpdesk.ticket": "cases", "ops.visit": "visits"}
COMPARED = {
    "<": lambda found, value: found < value,
    "<=": lambda found, value: found <= value,
    ">": lambda found, value: found > value,
    ">=": lambda found, value: found >= value,
}


class OpsCustomer(models.Model):
    """How satisfied a customer is: one number of 0 to 100 from his ratings of cases and visits and his repeat
    orders of the last twelve months, weighted as his company says, never without its parts.

    Nothing is kept: three statements say it of a whole list. Who may read the file may know it, whoever
    handled the case.

    Clause: M1.5
    """

    _inherit = "ops.customer"

    satisfaction = fields.Integer(
        compute="_compute_satisfaction",
        search="_search_satisfaction",
        aggregator=None,
        help="0 to 100, from what the customer said in the last twelve months and how often he ordered again "
        "(M1.5).",
    )
    satisfaction_level = fields.Selection(
        LEVELS, "Customer is", compute="_compute_satisfaction", search="_search_satisfaction_level"
    )
    satisfaction_text = fields.Char("Satisfaction in words", compute="_compute_satisfaction")
    satisfaction_parts = fields.Text("Made of", compute="_compute_satisfaction")

    @api.depends("partner_id", "company_id")
    @api.depends_context("lang")
    def _compute_satisfaction(self):
        found = self._get_satisfaction_parts()
        levels = dict(self._fields["satisfaction_level"]._description_selection(self.env))
        for customer in self:
            weights = customer.company_id._ops_satisfaction_weights()
            made_of = found[customer]
            number = parts.whole(made_of, weights)
            customer.satisfaction = number or 0
            customer.satisfaction_level = self._get_level(number)
            customer.satisfaction_text = (
                levels["none"] if number is None else self.env._("%(number)d of 100", number=number)
            )
            customer.satisfaction_parts = "\n".join(self._describe_parts(made_of, weights))

    @api.model
    def _get_level(self, number):
        if number is None:
            return "none"
        return "low" if number < LOW else "middle" if number < HIGH else "high"

    @api.model
    def _describe_parts(self, made_of, weights):
        """Return a line for each part: on how much it rests, what it is worth, how much it counts."""
        _ = self.env._
        names = {
            "cases": _("Ratings of cases"),
            "visits": _("Ratings of visits"),
            "orders": _("Repeat orders"),
        }
        for name, part in made_of.items():
            weight = weights[name]
            if part.points is None:
                yield _("%(part)s: none yet (would count %(weight)d)", part=names[name], weight=weight)
                continue
            if name == "orders":
                told = _("%(count)d in 12 months", count=part.count)
                if part.average:
                    told = _("%(told)s, one every %(days)d days", told=told, days=round(part.average))
            else:
                told = _(
                    "%(average).1f of 5 on average, %(count)d in 12 months",
                    average=part.average,
                    count=part.count,
                )
            yield _(
                "%(part)s: %(told)s → %(points)d points, count %(weight)d",
                part=names[name],
                told=told,
                points=round(part.points),
                weight=weight,
            )

    # ------------------------------------------------------------------
    # What it rests on
    # ------------------------------------------------------------------
    def _get_satisfaction_parts(self):
        """Return file → {cases, visits, orders → Part} of the last twelve months, in three statements."""
        ratings, orders = self._read_ratings(), self._read_orders()
        found = {}
        for customer in self:
            key = (customer.partner_id._origin.id, customer.company_id.id)
            wanted = customer.company_id.ops_repeat_orders
            found[customer] = {
                **{
                    name: parts.of_ratings(*ratings.get((*key, model), (0, 0)))
                    for model, name in PART_OF_MODEL.items()
                },
                "orders": parts.of_orders(*orders.get(key, (0, False, 0)), wanted),
            }
        return found

    def _read_ratings(self):
        """Return (customer, company, model) → (count, average)."""
        # sudo: who may read the file may know how satisfied the customer is, not who said what
        rows = (
            self.env["rating.rating"]
            .sudo()
            ._read_group(
                self._get_rating_domain()
                & Domain("ops_customer_id", "in", self.partner_id._origin.ids)
                & Domain("ops_company_id", "in", self.company_id.ids),
                ["ops_customer_id", "ops_company_id", "res_model"],
                ["__count", "rating:avg"],
            )
        )
        return {
            (partner.id, company.id, model): (count, average)
            for partner, company, model, count, average in rows
        }

    @api.model
    def _get_rating_domain(self):
        return (
            Domain("consumed", "=", True)
            & Domain("rating", ">=", parts.WORST)
            & Domain("rated_on", ">=", self._get_since())
        )

    @api.model
    def _get_since(self):
        return fields.Datetime.now() - relativedelta(months=MONTHS)

    def _read_orders(self):
        """Return (customer, company) → (orders of the twelve months, whether there were earlier ones, days
        between the first and the last).
        """
        # sudo: how often, never what or for how much
        orders_sudo = self.env["sale.order"].sudo()
        since = self._get_since()
        confirmed = (
            Domain("state", "=", "sale")
            & Domain("partner_id.commercial_partner_id", "in", self.partner_id._origin.ids)
            & Domain("company_id", "in", self.company_id.ids)
        )
        by = ["partner_id", "company_id"]
        found = {}
        recent = orders_sudo._read_group(
            confirmed & Domain("date_order", ">=", since), by, ["__count", "date_order:min", "date_order:max"]
        )
        for partner, company, count, first, last in recent:
            key = (partner.commercial_partner_id.id, company.id)
            counted, _earlier, begun, ended = found.get(key, (0, False, first, last))
            found[key] = (counted + count, False, min(begun, first), max(ended, last))
        for partner, company in orders_sudo._read_group(confirmed & Domain("date_order", "<", since), by):
            key = (partner.commercial_partner_id.id, company.id)
            count, _earlier, begun, ended = found.get(key, (0, True, since, since))
            found[key] = (count, True, begun, ended)
        return {
            key: (count, earlier, (ended - begun).total_seconds() / 86400)
            for key, (count, earlier, begun, ended) in found.items()
        }

    # ------------------------------------------------------------------
    # Finding them
    # ------------------------------------------------------------------
    def _search_satisfaction(self, operator, value):
        """Who has no number is not found by it."""
        if operator == "in":
            return self._search_by_number(lambda number: number is not None and number in value)
        compared = COMPARED.get(operator)
        if not compared:
            return NotImplemented
        return self._search_by_number(lambda number: number is not None and compared(number, value))

    def _search_satisfaction_level(self, operator, value):
        if operator != "in":
            return NotImplemented
        if "none" in value:
            others = {level for level, _name in LEVELS} - set(value)
            return ~self._search_by_number(lambda number: self._get_level(number) in others)
        return self._search_by_number(lambda number: self._get_level(number) in value)

    def _search_by_number(self, is_wanted):
        """Return the domain of the files whose number is wanted; only who was rated by has one."""
        # sudo: as in `_read_ratings`; whose files are found is asked by the search itself
        rated = (
            self.env["rating.rating"]
            .sudo()
            ._read_group(
                self._get_rating_domain() & Domain("ops_company_id", "in", self.env.companies.ids),
                ["ops_customer_id"],
            )
        )
        files_sudo = self.sudo().search(
            [
                ("partner_id", "in", [partner.id for (partner,) in rated]),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        found = files_sudo._get_satisfaction_parts()
        wanted = [
            customer.id
            for customer in files_sudo
            if is_wanted(parts.whole(found[customer], customer.company_id._ops_satisfaction_weights()))
        ]
        return Domain("id", "in", wanted)

    # ------------------------------------------------------------------
    # What it leads to
    # ------------------------------------------------------------------
    def action_open_ratings(self):
        """Open what this customer said of visits and cases, as far as the user may read it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.rating_rating_action")
        return {
            **action,
            "domain": [
                ("ops_customer_id", "=", self.partner_id.id),
                ("ops_company_id", "=", self.company_id.id),
            ],
        }

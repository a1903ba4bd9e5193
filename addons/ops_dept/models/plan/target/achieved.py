from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import float_repr

from .ops_target import KEY


class OpsTarget(models.Model):
    """What is reached, counted from the documents themselves: one statement for all targets alike.

    A `_read_<measure>` of a `read_….py` returns what was reached in a company between two days, by the parts
    of the key that are asked for: rows of (day, *ids of the parts, amount), the day being the first of its
    month, or the day itself. Amounts are in the company's currency.

    Clauses: H1, M3.2
    """

    _inherit = "ops.target"

    achieved = fields.Float(digits=(16, 2), compute="_compute_achieved")
    percent = fields.Float("Achieved in %", compute="_compute_achieved", digits=(16, 1))
    standing_text = fields.Char("Achieved of target", compute="_compute_standing_text")

    @api.depends("measure", "date_from", "date_to", "value", "company_id", *KEY)
    def _compute_achieved(self):
        reached = self._get_achieved()
        for target in self:
            target.achieved = amount = reached.get(target, 0.0)
            target.percent = 100.0 * amount / target.value if target.value else 0.0

    @api.depends("achieved", "value", "measure")
    @api.depends_context("lang")
    def _compute_standing_text(self):
        for target in self:
            reached, value = (target._say_amount(amount) for amount in (target.achieved, target.value))
            target.standing_text = f"{reached} / {value}"

    def _say_amount(self, amount):
        """Return an amount in the company's currency, or a number, as it is read."""
        return self.currency_id.format(amount) if self.is_money else float_repr(amount, 0)

    def _get_achieved(self):
        """Return what is reached of each target until today.

        :rtype: dict[ops.target, float]
        """
        result = {}
        for (company, measure, parts), targets in self._group_alike().items():
            known = targets._read_reached(company, measure, parts, "month")
            for target in targets:
                result[target] = sum(
                    amount for day, amount in target._pick(known) if target.date_from <= day <= target.date_to
                )
        return result

    def _get_daily(self):
        """Return what was reached on each day of this target's period that has something.

        :rtype: list[tuple[date, float]]
        """
        self.ensure_one()
        ((company, measure, parts),) = self._group_alike()
        found = defaultdict(float)
        for day, amount in self._pick(self._read_reached(company, measure, parts, "day")):
            found[day] += amount
        return sorted(found.items())

    def _group_alike(self):
        """Return the targets that one statement answers: of a company, a measure, the same parts of a key."""
        whole = self.filtered(lambda target: target.measure and target.date_from and target.date_to)
        return whole.grouped(
            lambda target: (
                target.company_id or self.env.company,
                target.measure,
                tuple(name for name in KEY if target[name]),
            )
        )

    def _read_reached(self, company, measure, parts, unit):
        """Return ids of the parts → rows of (day, amount), as long as these targets last."""
        first, last = min(self.mapped("date_from")), max(self.mapped("date_to"))
        # sudo: a sum of documents that the reader of a target need not be allowed to open one by one
        reader_sudo = (
            self.env["ops.target"]
            .sudo()
            .with_company(company)
            .with_context(allowed_company_ids=company.ids, tz=company._ops_tz(), active_test=False)
        )
        rows = getattr(reader_sudo, f"_read_{measure}")(company, parts, first, last, unit)
        known = defaultdict(list)
        for day, *ids, amount in reader_sudo._roll_up(parts, rows):
            known[tuple(ids)].append((day, amount))
        return known

    @api.model
    def _roll_up(self, parts, rows):
        """Return the rows, those of goods once for each kind of goods above them."""
        if "category_id" not in parts:
            return rows
        place = 1 + parts.index("category_id")
        kinds = self.env["product.category"].browse({row[place] for row in rows if row[place]})
        above = {kind.id: [int(number) for number in kind.parent_path.split("/")[:-1]] for kind in kinds}
        return [
            (*row[:place], kind_id, *row[place + 1 :])
            for row in rows
            for kind_id in above.get(row[place], ())
        ]

    def _pick(self, known):
        """Return the rows that count for this target."""
        return known.get(tuple(self[name].id for name in KEY if self[name]), [])

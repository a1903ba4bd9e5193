from odoo import api, models
from odoo.exceptions import ValidationError

# What a clause must allow for a kind of case, as it is set on the clause.
CONSEQUENCES = {"fine": "can_fine", "compensation": "can_compensate", "liability": "can_make_liable"}


class OpsPenaltyLine(models.Model):
    """What may be fined for one violation: the clause says so, within its range (R16)."""

    _inherit = "ops.penalty.line"

    @api.constrains("amount", "violation_id")
    def _check_consequence(self):
        for line in self:
            problem = line._get_consequence_blocker()
            if problem:
                raise ValidationError(problem)

    def _get_consequence_blocker(self):
        """Return why this cannot follow from the clause, naming it (None: it can)."""
        self.ensure_one()
        _ = self.env._
        kind, clause = self.penalty_id.kind, self.clause_id.with_company(self.penalty_id.company_id)
        label = dict(self.penalty_id._fields["kind"]._description_selection(self.env))[kind]
        if kind not in CONSEQUENCES:
            return _("A reward is for no violation: take %(violation)s out (R16).", violation=clause.code)
        if not clause[CONSEQUENCES[kind]]:
            return _(
                "%(clause)s does not carry “%(kind)s” in this company. A rulebook administrator sets on the "
                "clause what may follow (R16).",
                clause=clause.code,
                kind=label,
            )
        compare = self.currency_id.compare_amounts
        if kind == "fine" and not (
            compare(self.amount, clause.fine_low) >= 0 and compare(self.amount, clause.fine_high) <= 0
        ):
            return _(
                "%(clause)s: enter a fine between %(low)s and %(high)s; %(amount)s is outside of the range "
                "(R16).",
                clause=clause.code,
                low=self.currency_id.format(clause.fine_low),
                high=self.currency_id.format(clause.fine_high),
                amount=self.currency_id.format(self.amount),
            )
        return None


class OpsPenalty(models.Model):
    """What may be asked of a person: consequences, range, currency, amount (R16)."""

    _inherit = "ops.penalty"

    @api.constrains("kind", "currency_id", "amount_asked", "parent_id")
    def _check_amounts(self):
        for penalty in self:
            problems = penalty._get_amount_blockers()
            if problems:
                raise ValidationError("\n".join(f"{penalty.display_name}: {text}" for text in problems))

    def _get_amount_blockers(self):
        """Return what is wrong with currency, amount and consequence (empty: nothing)."""
        self.ensure_one()
        _ = self.env._
        blockers = [text for line in self.line_ids if (text := line._get_consequence_blocker())]
        own = self.company_id.currency_id
        if self.currency_id != own:
            blockers.append(
                _(
                    "amounts are in %(own)s, not in %(other)s (R16).",
                    own=own.name,
                    other=self.currency_id.name,
                )
            )
        blockers += self._get_share_blockers()
        is_loss = self.kind == "compensation" and not self.parent_id
        if is_loss and self.currency_id.compare_amounts(self.amount_asked, 0) <= 0:
            blockers.append(_("the loss to be made good is more than nothing (R16)."))
        if self.kind == "reward" and self.currency_id.compare_amounts(self.amount_asked, 0) < 0:
            blockers.append(_("a reward takes nothing away; leave the amount empty for praise (H3)."))
        return blockers

    def _get_content_blockers(self):
        """Say what stands against the case, at the request, at each decision and before it counts."""
        _ = self.env._
        blockers = [*super()._get_content_blockers(), *self._get_person_blockers()]
        if self.kind == "reward":
            if not (self.reason or "").strip():
                blockers.append(_("say what the reward is for (H3)."))
        elif not (self.line_ids or self.parent_id):
            blockers.append(_("add the violations that it is about (R16)."))
        is_loss = self.kind == "compensation" and not self.parent_id
        if is_loss and not ((self.computation or "").strip() and self.evidence):
            blockers.append(_("say how the loss was computed and add its document (R16)."))
        excused = self.line_ids.filtered(
            lambda line: line.violation_id.sudo().obligation_id.state == "waived"
        )
        if excused:  # sudo: whether the duty is still owed
            names = ", ".join(excused.violation_id.mapped("display_name"))
            blockers.append(_("%(violations)s: the lateness was excused meanwhile (R16).", violations=names))
        return [*blockers, *self._get_amount_blockers(), *self._get_cap_blockers()]

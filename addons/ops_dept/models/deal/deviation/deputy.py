from odoo import api, fields, models
from odoo.fields import Domain


class OpsContractDeviation(models.Model):
    """Who confirms for a manager who is away: his deputy for approvals, in both names, under the same four
    eyes.
    """

    _inherit = "ops.contract.deviation"

    is_to_me = fields.Boolean("For me to confirm", compute="_compute_is_to_me", search="_search_is_to_me")
    deputy_for_id = fields.Many2one("res.users", "Acting for", readonly=True, ondelete="restrict")
    decided_by = fields.Char("Decided by", compute="_compute_decided_by")

    @api.depends("confirmer_ids")
    @api.depends_context("uid")
    def _compute_is_to_me(self):
        me, absent = self.env.uid, self.env.user._ops_stands_in_for("approvals")
        for deviation in self:
            confirmers = deviation.confirmer_ids.ids
            deviation.is_to_me = me in confirmers or not absent.isdisjoint(confirmers)

    def _search_is_to_me(self, operator, value):
        """Find what names me, or somebody for whom I act; not what I sold or asked for myself."""
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        user = self.env.user
        mine = Domain("confirmer_ids", "in", user.ids)
        absent = user._ops_stands_in_for("approvals")
        if not absent:
            return mine
        foreign = [Domain(name, "!=", user.id) for name in ("user_id", "order_id.user_id")]
        foreign.append(Domain("order_id.ops_requester_id", "!=", user.id))
        return mine | Domain.AND([Domain("confirmer_ids", "in", sorted(absent)), *foreign])

    @api.depends("confirmed_by_id", "refused_by_id", "deputy_for_id")
    @api.depends_context("lang")
    def _compute_decided_by(self):
        for deviation in self:
            # sudo: names of colleagues
            deviation_sudo = deviation.sudo()
            person, absent = (
                deviation_sudo.confirmed_by_id or deviation_sudo.refused_by_id,
                deviation_sudo.deputy_for_id,
            )
            deviation.decided_by = person._ops_format_acting(person, absent) if absent else person.name

    def _get_principals(self):
        """Return `{deviation: for whom the user decides}`, nobody where he decides in his own name."""
        user, nobody = self.env.user, self.env["res.users"]
        absent = user._ops_stands_in_for("approvals")
        if not absent:
            return dict.fromkeys(self, nobody)
        confirmers, is_leader = self._get_confirmers(), user._ops_has_role("leader")
        return {
            deviation: nobody
            if deviation._decides_himself(user, confirmers[deviation], is_leader)
            else confirmers[deviation].filtered(lambda one: one.id in absent)[:1]
            for deviation in self
        }

    def _is_deputy_confirmer(self, user, confirmers):
        """Tell whether a user acts for one of these, and sold or asked nothing here himself."""
        absent = user._ops_stands_in_for("approvals")
        return not absent.isdisjoint(confirmers.ids) and user not in self._get_excluded_users()

    def _note_principals(self):
        """Keep for whom each of these was decided, and return them by that."""
        by_principal = {}
        for deviation, principal in self._get_principals().items():
            by_principal.setdefault(principal, self.browse())
            by_principal[principal] += deviation
        for principal, deviations in by_principal.items():
            # sudo: deviations are closed to direct writes; the right to decide was checked
            noted_sudo = deviations.sudo().filtered(
                lambda one, who=principal: one.deputy_for_id != who.sudo()
            )
            if noted_sudo:
                noted_sudo._stamp({"deputy_for_id": principal.id})
        return by_principal

    def _log_decision(self, event, comment):
        """Log who decided, and for whom."""
        for principal, deviations in self._note_principals().items():
            self.env["ops.log"].sudo()._log(  # sudo: nobody writes the log by hand
                deviations, event, clause_code="W3.C", comment=comment, deputy_for_id=principal.id
            )

from odoo import api, fields, models


class ResUsers(models.Model):
    """Who acts for whom now: whoever asks who decides or owes something asks here.

    All answers come from what is kept of the absences; where nobody is away they cost no statement.
    """

    _inherit = "res.users"

    @api.model
    def _ops_acting(self, scope, moment=None):
        """Return `{id of who is away: id of who acts for him}`; 0 where deputy and deputy's deputy are away.

        :param str scope: "approvals" or "duties"
        :param moment: naive UTC (default now)
        """
        rows = self.env["ops.absence"]._get_rows()
        if not rows:
            return {}
        moment = moment or fields.Datetime.now()
        away = {
            user: deputy
            for user, deputy, scopes, start, stop in rows
            if scope in scopes and start <= moment < stop
        }
        return {user: self._ops_hand_on(away, deputy) for user, deputy in away.items()}

    @api.model
    def _ops_hand_on(self, away, deputy):
        """Return who acts: the deputy, or once his own deputy; 0 where that one is away, too."""
        if deputy not in away:
            return deputy
        return away[deputy] if away[deputy] not in away else 0

    def _ops_deputy_for(self, scope, moment=None):
        """Return who acts for these people: themselves where they are there, nobody where a whole chain is
        away.

        :param str scope: "approvals" or "duties"
        """
        acting = self._ops_acting(scope, moment)
        if not acting:
            return self
        return self.browse(dict.fromkeys(filter(None, (acting.get(uid, uid) for uid in self.ids))))

    def _ops_stands_in_for(self, scope):
        """Return the ids of the people for whom this user acts now (himself not among them).

        :param str scope: "approvals" or "duties"
        :rtype: frozenset
        """
        self.ensure_one()
        return frozenset(absent for absent, acting in self._ops_acting(scope).items() if acting == self.id)

    @api.model
    def _ops_format_acting(self, deputy, absent):
        """Return both names, as reviews, log and papers show them."""
        return self.env._("%(deputy)s for %(absent)s", deputy=deputy.name, absent=absent.name)

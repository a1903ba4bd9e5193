from odoo import fields, models

CODE = "W3.B"


class OpsContractRound(models.Model):
    """A round reaches the manager when it is noted, by the end of its working day; a later one is marked, and
    stands in the ledger as done late (W3.B).
    """

    _inherit = "ops.contract.round"

    _ops_created = ((20, "_note_late"),)

    is_late = fields.Boolean(
        "Told late",
        readonly=True,
        copy=False,
        stamp=True,
        help="Noted, and so told to the manager, after the working day of the round (W3.B).",
    )

    def _note_late(self, _vals_list):
        now = fields.Datetime.now()
        for negotiation in self:
            due = negotiation._get_due()
            if due and due < now:
                negotiation._stamp({"is_late": True})
                # sudo: the ledger; whoever negotiates was allowed to note the round
                contract_sudo = negotiation.contract_id.sudo()
                period = fields.Datetime.to_string(negotiation.date)
                contract_sudo._open_obligations(CODE, period=period)
                contract_sudo._live_obligations(CODE, period=period)._meet(now)

    def _get_due(self):
        """Return until when the manager is to hear of it (naive UTC), None where nobody asks for that."""
        company = self.contract_id.company_id
        if not self.contract_id._ops_accountable_now(CODE):
            return None
        limit = self.env["ops.clause"]._get_limit(CODE, company)
        return limit and company.sudo().resource_calendar_id._ops_deadline(  # sudo: the company's hours
            self.date, *limit, company=company
        )


class OpsContract(models.Model):
    """Who owes the manager word of a round, and from when."""

    _inherit = "ops.contract"

    def _ops_obligation_owner(self, code):
        return self.user_id if code == CODE else super()._ops_obligation_owner(code)

    def _ops_obligation_start_in(self, code, period):
        if code == CODE and period:
            return fields.Datetime.to_datetime(period)
        return super()._ops_obligation_start_in(code, period)

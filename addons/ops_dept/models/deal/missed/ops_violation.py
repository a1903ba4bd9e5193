from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class OpsViolation(models.Model):
    """A missed order is a serious violation of who had the opportunity, once for each (R2)."""

    _inherit = "ops.violation"

    source = fields.Selection(selection_add=[("order", "Missed order")])
    lead_id = fields.Many2one(
        "crm.lead",
        "Opportunity",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        stamp=True,
    )
    bid_id = fields.Many2one(
        "ops.bid", readonly=True, copy=False, ondelete="restrict", index="btree_not_null", stamp=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    estimated_amount = fields.Monetary("Estimated amount", readonly=True, copy=False, stamp=True)

    _lead_uniq = models.UniqueIndex(
        "(lead_id) WHERE lead_id IS NOT NULL AND state != 'dismissed'",
        "This opportunity is noted as a missed order already (R2).",
    )

    @api.model
    def _note_missed_order(self, document, company, user, cause, amount, **links):
        """Note a missed order of its salesperson. Clause: R2

        :param document: the opportunity or bid that shows it
        :param company: whose rulebook it is
        :param user: whose opportunity it was
        :param str cause: why it was missed
        :param float amount: about how much was lost, in the company's currency
        :param links: `lead_id`, `bid_id`
        :raises UserError: for who may not note it, or when it is none
        """
        self._check_missed_order(document, company, user, amount, links)
        # sudo: which employee the salesperson is
        employee = user.sudo().employee_ids.filtered(lambda each: each.company_id == company)[:1]
        # sudo: the salesperson notes it of himself; who may was checked above
        violation = self.sudo()._create_stamped(
            [
                {
                    "clause_id": self.env["ops.clause"]._get_id("R2"),
                    "employee_id": employee.id,
                    "company_id": company.id,
                    "description": cause,
                    "severity": "serious",
                    "source": "order",
                    "reporter_id": self.env.uid,
                    "res_model": document._name,
                    "res_id": document.id,
                    "document_name": document.display_name,
                    "estimated_amount": amount,
                    **links,
                }
            ]
        )
        if not employee:
            violation._stamp({"user_id": user.id})
        violation._issue_numbers()
        violation._ops_log("noted")
        violation._tell_person()
        return violation.sudo(False)

    @api.model
    def _check_missed_order(self, document, company, user, amount, links):
        _ = self.env._
        name = document.display_name
        if not self.env["ops.clause"]._is_in_force("R2", company):
            raise UserError(_("%(document)s: R2 is not in force in this company.", document=name))
        if not user:
            raise UserError(_("%(document)s: say first whose opportunity it was (R2).", document=name))
        if not self._may_note_missed(user, company):
            raise AccessError(
                _(
                    "%(document)s: a missed order is noted by %(person)s, the head or a company leader (R2).",
                    document=name,
                    person=user.sudo().name,  # sudo: a colleague's name
                )
            )
        if not amount or amount < 0:
            raise UserError(_("%(document)s: enter about how much was lost (R2).", document=name))
        key = "lead_id" if links.get("lead_id") else "bid_id"
        if self.sudo()._get_missed(key, [links[key]]):  # sudo: whether it was noted, whoever may read it
            raise UserError(_("%(document)s is noted as a missed order already (R2).", document=name))

    @api.model
    def _may_note_missed(self, user, company):
        """Tell whether the current user may note a missed order of this salesperson, and learn whether one is
        noted: he himself, his head, or a company leader.
        """
        if self.env.user == user or self.env.user._ops_has_role("leader"):
            return True
        return self.env.user in user._ops_head(company)

    @api.model
    def _get_missed(self, key, ids):
        """Return which of these opportunities (`lead_id`) or bids (`bid_id`) are noted as missed orders.

        :rtype: set of ids
        """
        if not ids:
            return set()
        return set(self.search_fetch([(key, "in", ids), ("state", "!=", "dismissed")], [key])[key].ids)

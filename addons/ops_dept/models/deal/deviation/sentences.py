from odoo import fields, models


class SaleOrder(models.Model):
    """What is said of an order that deviates: which points, and who confirms them."""

    _inherit = "sale.order"

    def _ops_deviation_sentences(self):
        """Name each point that is still to be confirmed: approved and present value, and who confirms it.

        Clause: W3.C
        """
        self.ensure_one()
        points = self._ops_unconfirmed(self._ops_deviation_points())
        if not points:
            return []
        labels = self.env["ops.contract.deviation"]._get_kind_labels()
        who = {kind: self._ops_confirmer_names(kind) for kind in {point.kind for point in points}}
        refused = {
            (deviation.kind, deviation.line_ref): deviation
            for deviation in self.sudo().ops_deviation_ids  # sudo: as the points themselves, who acts is told
            if deviation.state == "refused"
        }
        return [
            self._ops_deviation_sentence(
                {
                    "subject": " · ".join(part for part in (self.name, point.name) if part),
                    "kind": labels[point.kind],
                    "old": old or "-",
                    "new": new or "-",
                    "who": who[point.kind],
                },
                refused.get((point.kind, point.line_id)),
            )
            for point, (old, new) in zip(points, self._ops_difference_texts(points), strict=True)
        ]

    def _ops_deviation_sentence(self, words, refused):
        """Say of one point who acts: who confirms it, or who takes back what was refused."""
        if not refused:
            return self.env._(
                "%(subject)s, %(kind)s: %(old)s → %(new)s. %(who)s or a company leader confirms it (W3.C).",
                **words,
            )
        return self.env._(
            "%(subject)s, %(kind)s: %(old)s → %(new)s. Refused by %(by)s: %(reason)s. %(seller)s takes it "
            "back or negotiates another value (W3.C).",
            **words,
            by=refused.decided_by,
            reason=refused.refusal_reason,
            seller=refused.user_id.name or self.env._("The salesperson"),
        )

    def _ops_confirmer_names(self, kind):
        """Return who confirms a kind of deviation here, by name."""
        deviation = self.env["ops.contract.deviation"].new(
            {"kind": kind, "order_id": self.id, "contract_id": self._ops_governing_contract().id}
        )
        users = deviation._get_confirmers()[deviation]
        return self.env["tier.review"]._ops_format_deciders(users.sudo())  # sudo: names of colleagues

    def _ops_prepare_deviations(self, points):
        """Return the values of the deviations of these points; ask the departments where a product is new."""
        self.ensure_one()
        if not points:
            return []
        self._ops_ask_about(points)
        lines = set(self.order_line.ids)
        contract = self._ops_governing_contract()
        approved, present = self._ops_difference_currencies()
        return [
            {
                "order_id": self.id,
                "contract_id": contract.id,
                "order_line_id": point.line_id if point.line_id in lines else False,
                "line_ref": point.line_id,
                "line_text": point.name,
                "user_id": self.user_id.id,
                "kind": point.kind,
                "compared": {"old": point.old, "new": point.new},
                "approved_currency_id": approved.id,
                "present_currency_id": present.id,
                "effect": "worse" if point.is_worse else "neutral",
                "opened_by_id": self.env.uid,
                "date_opened": fields.Datetime.now(),
            }
            for point in points
        ]

"""A gate whose clause is in force and whose tiers are archived passes nothing; a clause switched off opens
it, in the log.
"""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ...service.common import ServiceCase


@tagged("post_install", "-at_install")
class TestTiers(ServiceCase):
    def _tiers(self, model, *codes):
        return self.env["tier.definition"].search([("model", "=", model), ("ops_clause_code", "in", codes)])

    def _open_codes(self, record):
        rows = self.env["ops.log"].search(
            [("model", "=", record._name), ("res_id", "=", record.id), ("event", "=", "open")]
        )
        return rows.mapped("clause_code")

    def _suspend(self, *codes):
        clauses = self.env["ops.clause"].search([("code", "in", codes)])
        clauses.with_user(self.rule_admin).write({"is_suspended": True})

    # ------------------------------------------------------------------
    # Archived
    # ------------------------------------------------------------------
    def _requests(self):
        """Return what is archived × the document that asks × its verb × the clause that the refusal names."""
        quotation = self._create_order()
        key = self._create_order(products=[(self.key, 1, 100)])
        contract = self._create_contract(self._approve(self._create_order())).with_user(self.consultant)
        basis = self._create_basis(self._approve(self._create_order()))
        manager = self.env.ref("ops_dept.tier_definition_quotation_manager")
        return [
            (manager, quotation, "action_ops_submit", "W2.E"),  # the leader's is left
            (self._tiers("sale.order", "W2.E"), quotation, "action_ops_submit", "W2.E"),
            (self._tiers("sale.order", "W2.D"), key, "action_ops_submit", "W2.D"),
            (self._tiers("ops.contract", "W3.D", "M7.6"), contract, "action_submit", "W3.D"),
            (self._tiers("ops.contract", "W3.F"), basis, "action_submit", "W3.F"),
            (self._tiers("helpdesk.ticket", "W7.A"), self._case(), "action_ops_submit", "W7.A"),
        ]

    @clause("W2.E", "W2.D", "W3.D", "W3.F", "W7.A", part="archived tiers")
    def test_a_clause_whose_tiers_are_archived_passes_nothing(self):
        """The other clauses of the same kind of document still have theirs."""
        for tiers, document, verb, code in self._requests():
            with self.subTest(code=code, document=document):
                before = document[document._state_field]
                tiers.with_user(self.rule_admin).active = False
                # whoever catches the refusal is left with nothing of it
                with self.assertRaisesRegex(UserError, rf"rulebook administrator restores.*\({code}\)"):
                    getattr(document, verb)()
                self.assertEqual(document[document._state_field], before)
                self.assertFalse(document.sudo().review_ids)
                tiers.with_user(self.rule_admin).active = True
        for _tiers, document, verb, _code in self._requests()[1:]:
            getattr(document, verb)()
            self.assertTrue(document.sudo().review_ids)

    def test_what_nobody_would_have_been_asked_passes_without(self):
        """The leader's step of a small quotation: no matter of it, archived or not."""
        self.env.ref("ops_dept.tier_definition_quotation_leader").with_user(self.rule_admin).active = False
        order = self._submit(self._create_order())
        self.assertEqual(order.ops_approval_state, "submitted")

    def test_deleted_tiers_pass_nothing_either(self):
        order = self._create_order()
        self._tiers("sale.order", "W2.E").with_user(self.rule_admin).unlink()
        with self.assertRaisesRegex(UserError, r"rulebook administrator restores.*\(W2\.E\)"):
            self._submit(order)
        self.assertEqual(order.ops_approval_state, "draft")

    @clause("W2.E", part="archived tiers")
    def test_what_waits_waits_for_the_administrator(self):
        order = self._submit(self._create_order())
        tiers = self._tiers("sale.order", "W2.E").with_user(self.rule_admin)
        tiers.active = False
        self.assertEqual(order.sudo().review_ids.mapped("status"), ["pending"])
        with self.assertRaisesRegex(UserError, r"rulebook administrator restores.*\(W2\.E\)"):
            order.with_user(self.manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "submitted")
        tiers.active = True
        order.with_user(self.manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")

    # ------------------------------------------------------------------
    # Switched off
    # ------------------------------------------------------------------
    @clause("W3.F", "W2.D", part="clause switched off")
    def test_each_clause_that_is_off_is_in_the_log_of_what_passes_it(self):
        self._suspend("W3.F", "W2.D")
        key = self._submit(self._create_order(products=[(self.key, 1, 100)]))
        plain = self._create_order()
        basis = self._create_basis(self._approve(plain))
        basis.action_submit()
        self.assertEqual(basis.state, "approved")
        self.assertEqual(self._open_codes(basis), ["W3.F"])
        self.assertEqual(self._open_codes(key), ["W2.D"])
        self.assertFalse(self._open_codes(plain), "no key product: nobody would have been asked")

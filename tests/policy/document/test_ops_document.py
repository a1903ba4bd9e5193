"""The shared document: number, one door for the state, four eyes, frozen lines; on a document made for the
tests.
"""

from unittest.mock import patch

from lxml import etree

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from odoo.addons.base.tests.common import BaseCommon

from ..fake_document import add_models, grant_models

MODELS = ("ops.test.request", "ops.test.request.line")


def register_models(test_class):
    """Add the two models until the class ends."""

    class OpsTestRequest(models.Model):
        _module = None
        _name = "ops.test.request"
        _inherit = ["ops.document"]
        _description = "Request of the tests"
        _number_prefix = "TR-"
        _ops_clause = "W4.C"
        _state_sets = {"decided": ("submitted", "approved")}

        subject = fields.Char(frozen="decided")
        team_id = fields.Many2one("crm.team")
        line_ids = fields.One2many("ops.test.request.line", "document_id", frozen="decided")

        def _get_submit_blockers(self):
            return [] if self.line_ids else ["Sales support: add at least one line."]

    class OpsTestRequestLine(models.Model):
        _module = None
        _name = "ops.test.request.line"
        _inherit = ["ops.document.line"]
        _description = "Line of the tests' request"

        document_id = fields.Many2one("ops.test.request", ondelete="cascade")
        quantity = fields.Float()

    add_models(test_class, OpsTestRequest, OpsTestRequestLine)


@tagged("post_install", "-at_install")
class TestOpsDocument(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        register_models(cls)
        for name, group in {
            "support": "sales_support",
            "manager": "sales_manager",
            "second": "sales_manager",
            "leader": "leader",
        }.items():
            user = new_test_user(
                cls.env, f"doc_{name}", groups=f"base.group_user,ops_dept.ops_dept_group_{group}", name=name
            )
            setattr(cls, name, user)
        cls.team = cls.env["crm.team"].create({"name": "Docs", "user_id": cls.manager.id})
        model = cls.env["ir.model"]._get("ops.test.request")
        grant_models(cls.env, *MODELS)
        cls.env["tier.definition"].create(
            [
                {
                    "name": f"Tier {post}",
                    "model_id": model.id,
                    "review_type": "ops_post",
                    "ops_post": post,
                    "ops_clause_code": "W4.C",
                    "sequence": sequence,
                    "approve_sequence": True,
                    "company_id": False,
                }
                for post, sequence in (("sales_manager", 20), ("leader", 10))
            ]
        )
        cls.env.company.ops_rulebook = True

    def _create(self, user=None, lines=1, **vals):
        return (
            self.env["ops.test.request"]
            .with_user(user or self.support)
            .create(
                {
                    "subject": "Ten drives",
                    "team_id": self.team.id,
                    "line_ids": [(0, 0, {"quantity": 1}) for _line in range(lines)],
                    **vals,
                }
            )
        )

    def test_number_of_its_company_and_year(self):
        first, second = self._create(), self._create()
        year = fields.Date.today().year
        self.assertEqual(first.name, f"TR-{year}-00001")
        self.assertEqual(second.name, f"TR-{year}-00002")
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.env["ops.test.request"].create({"company_id": other.id})
        self.assertEqual(foreign.name, f"TR-{year}-00001")

    def test_whole_way_with_two_tiers(self):
        document = self._create()
        document.action_submit()
        self.assertEqual((document.state, document.ops_requester_id), ("submitted", self.support))
        with self.assertRaisesRegex(UserError, "manager.*W4.C"):
            document.with_user(self.leader).action_ops_approve()
        document.with_user(self.manager).action_ops_approve()
        self.assertEqual(document.state, "submitted")
        document.with_user(self.leader).action_ops_approve("fine")
        self.assertEqual(document.state, "approved")
        self.assertTrue(document.ops_date_approved)

    def test_blockers_keep_it_from_being_submitted(self):
        document = self._create(lines=0)
        self.assertEqual(document.ops_blockers, "Sales support: add at least one line.")
        with self.assertRaisesRegex(UserError, "add at least one line"):
            document.action_submit()
        self.assertEqual(document.state, "draft")

    def test_state_has_one_door(self):
        document = self._create()
        for state in ("approved", "refused", "nonsense"):
            with self.assertRaises(UserError):
                document.write({"state": state})
        with self.assertRaises(UserError):
            self._create(state="approved")
        with self.assertRaises(UserError):
            self.env["ops.test.request"].with_user(self.support).with_context(
                default_state="approved"
            ).create({"line_ids": [(0, 0, {"quantity": 1})]})
        for stamp in ("name", "ops_requester_id", "ops_date_approved"):
            with self.assertRaises(UserError):
                document.write({stamp: False})
        document.action_submit()
        with self.assertRaises(UserError):
            document.sudo().write({"state": "approved"})
        self.assertEqual(document.state, "submitted")

    def test_copy_starts_anew(self):
        document = self._create()
        document.action_submit()
        copy = document.copy()
        self.assertEqual((copy.state, copy.ops_requester_id), ("draft", self.env["res.users"]))
        self.assertNotEqual(copy.name, document.name)

    def test_frozen_while_it_is_decided_lines_too(self):
        document, other = self._create(), self._create()
        document.action_submit()
        with self.assertRaisesRegex(UserError, "being decided"):
            document.subject = "Twenty drives"
        with self.assertRaises(UserError):
            document.line_ids.quantity = 5
        with self.assertRaises(UserError):
            document.line_ids.unlink()
        with self.assertRaises(UserError):
            self.env["ops.test.request.line"].with_user(self.support).create({"document_id": document.id})
        with self.assertRaises(UserError):
            other.line_ids.document_id = document
        document.action_withdraw()
        document.subject = "Twenty drives"
        self.assertEqual(document.state, "draft")

    def test_refusal_needs_its_reason_and_makes_it_editable(self):
        document = self._create()
        document.action_submit()
        with self.assertRaisesRegex(UserError, "reason"):
            document.with_user(self.manager).action_refuse("  ")
        document.with_user(self.manager).action_refuse("Wrong quantity")
        self.assertEqual(document.state, "refused")
        self.assertIn("Wrong quantity", document.ops_status_text)
        document.line_ids.quantity = 2
        document.action_submit()
        self.assertEqual(document.state, "submitted")

    def test_four_eyes_the_managers_own_request_goes_to_the_next_level(self):
        document = self._create(self.manager)
        document.action_submit()
        first = document.sudo().review_ids.sorted("sequence")[0]
        self.assertNotIn(self.manager, first.reviewer_ids)
        self.assertIn(self.second, first.reviewer_ids)
        with self.assertRaises(UserError):
            document.action_ops_approve()

    def _events(self, document):
        log = self.env["ops.log"].search(
            [("model", "=", document._name), ("res_id", "=", document.id)], order="id"
        )
        return log.mapped("event")

    def test_a_request_taken_back_by_a_plain_write_is_logged_too(self):
        document = self._create()
        document.action_submit()
        document.write({"state": "draft"})
        self.assertEqual(self._events(document), ["submitted", "withdrawn"])
        document.action_submit()
        document.with_user(self.manager).action_refuse("Wrong quantity")
        document.action_reset()
        self.assertEqual(self._events(document)[2:], ["submitted", "refused", "reset"])

    def test_only_the_requester_withdraws(self):
        document = self._create()
        document.action_submit()
        with self.assertRaisesRegex(UserError, "support"):
            document.with_user(self.second).action_withdraw()

    def test_failed_next_step_keeps_the_approval_and_can_be_retried(self):
        document = self._create()
        document.action_submit()
        document.with_user(self.manager).action_ops_approve()
        with patch.object(
            self.registry["ops.test.request"], "_do_approve", side_effect=UserError("The period is locked.")
        ):
            document.with_user(self.leader).action_ops_approve()
        self.assertEqual((document.state, document.ops_gate_error), ("submitted", "The period is locked."))
        self.assertEqual(set(document.sudo().review_ids.mapped("status")), {"approved"})
        document.with_user(self.support).action_ops_retry()
        self.assertEqual((document.state, document.ops_gate_error), ("approved", False))

    def test_cancel_keeps_the_number_and_a_submitted_document_is_kept(self):
        document = self._create()
        number = document.name
        document.action_submit()
        document.action_cancel()
        self.assertEqual((document.state, document.name), ("cancel", number))
        self.assertFalse(document.sudo().review_ids)
        with self.assertRaisesRegex(UserError, "is kept"):
            document.unlink()
        document.action_reset()
        self.assertEqual(document.state, "draft")
        self._create().unlink()  # never submitted

    def test_switched_off_it_passes_at_once(self):
        self.env.company.ops_rulebook = False
        document = self._create()
        document.action_submit()
        self.assertEqual(document.state, "approved")
        self.assertFalse(document.sudo().review_ids)

    def test_company_is_left_only_before_it_was_ever_submitted(self):
        other = self.env["res.company"].create({"name": "Other, without rulebook"})
        document = self._create(company_id=other.id).sudo()
        document.action_submit()
        self.assertEqual(document.state, "approved")
        with self.assertRaisesRegex(UserError, "stays there"):
            document.company_id = self.env.company
        draft = self._create().sudo()
        draft.company_id = other
        self.assertEqual(draft.company_id, other)

    def test_archived_reviewer_leaves_nobody_stuck(self):
        document = self._create()
        document.action_submit()
        self.manager.active = False
        first = document.sudo().review_ids.sorted("sequence")[0]
        self.assertEqual(first.reviewer_ids & (self.manager | self.second), self.second)
        document.with_user(self.second).action_ops_approve()
        log = self.env["ops.log"].search([("model", "=", document._name), ("res_id", "=", document.id)])
        self.assertIn("reassigned", log.mapped("event"))

    def test_form_gets_the_shared_buttons_strips_and_approvals(self):
        arch = (
            "<form><header><button name='action_next' string='Next' type='object'/>"
            "<field name='state' widget='statusbar'/></header>"
            "<sheet><field name='subject'/><notebook/></sheet></form>"
        ).replace("action_next", "action_submit")
        self.env["ir.ui.view"].create({"name": "form", "model": "ops.test.request", "arch": arch})
        form = etree.fromstring(self.env["ops.test.request"].get_view(view_type="form")["arch"])
        buttons = [button.get("name") for button in form.findall("header/button")]
        self.assertEqual(
            buttons,
            [
                "action_ops_approve",
                "action_ops_open_refuse",
                "action_ops_open_approve",
                "action_ops_submit",
                "action_ops_retry",
                "action_submit",
                "action_ops_take_back",
                "action_ops_withdraw",
                "action_reset",
                "action_cancel",
            ],
        )
        self.assertEqual(form.find("header")[-1].get("widget"), "statusbar")
        self.assertEqual(len(form.findall("div[@role]")), 3)
        self.assertEqual(form.find(".//notebook/page").get("name"), "ops_approvals")
        # what the server keeps as decided is not offered for change
        self.assertEqual(
            form.find(".//field[@name='subject']").get("readonly"), "state in ('submitted', 'approved')"
        )

    def test_who_only_reads_is_offered_nothing_and_may_comment(self):
        document = self._create()
        writers = self.env["ir.model.access"].search([("model_id.model", "in", MODELS)])
        writers.write({"perm_write": False, "perm_create": False, "perm_unlink": False})
        seen = document.with_user(self.leader)
        self.assertFalse(seen.ops_can_submit)
        writers.write({"perm_write": True})
        document.action_submit()
        writers.write({"perm_write": False})
        self.assertFalse(document.with_user(self.support).ops_can_withdraw)
        seen.message_post(body="what is it for?")

    def test_a_document_made_past_its_first_state_is_refused_for_that(self):
        for state in ("submitted", "approved"):
            with self.assertRaisesRegex(UserError, r"Request of the tests: .* first step"):
                self._create(state=state)

    def test_another_add_on_extends_the_shared_parts(self):
        self.env["ir.ui.view"].create(
            {
                "name": "strip of another add-on",
                "type": "qweb",
                "inherit_id": self.env.ref("ops_dept.ops_document_strips").id,
                "arch": "<xpath expr=\"//div[@name='ops_strip_missing']\" position='after'>"
                "<div name='strip_of_another'/></xpath>",
            }
        )
        arch = (
            "<form><header><field name='state' widget='statusbar'/></header>"
            "<sheet><field name='subject'/><notebook/></sheet></form>"
        )
        self.env["ir.ui.view"].create({"name": "form", "model": "ops.test.request", "arch": arch})
        form = etree.fromstring(self.env["ops.test.request"].get_view(view_type="form")["arch"])
        self.assertEqual(len(form.findall("div[@name='strip_of_another']")), 1)

    def test_form_offers_the_moves_that_are_open(self):
        document = self._create()
        self.assertTrue(document.ops_can_submit)
        self.assertTrue(document.can_cancel)
        self.assertFalse(document.can_reset)
        document.action_submit()
        self.assertFalse(document.ops_can_submit)
        self.assertTrue(document.ops_can_withdraw)
        document.with_user(self.manager).action_ops_refuse("too early")
        self.assertTrue(document.can_reset)

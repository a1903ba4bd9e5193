"""A record without approval, written as `docs/adding-a-document.md` says; and what the mixins make of it."""

from contextlib import contextmanager

from lxml import etree

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import LazyTranslate

from odoo.addons.base.tests.common import BaseCommon
from odoo.addons.ops_dept.models.policy.guarded.moves import Move
from odoo.addons.ops_dept.models.policy.guarded.ops_reasoned import Reason

from ..fake_document import add_models, grant_models

MODELS = ("ops.loan", "ops.loan.line")
_lt = LazyTranslate("odoo.addons.ops_dept")


def register_loan(test_class):
    """Add the record of the page, and lines, until the class ends."""

    class OpsLoan(models.Model):
        """A device lent to a customer until it comes back (W8.A)."""

        _module = None
        _name = "ops.loan"
        _inherit = ["ops.record"]
        _description = "Device lent"
        _order = "id desc"

        _ops_clause = "W8.A"
        _number_prefix = "JY-"
        _transitions = {
            "lent": Move("lend", ("draft",), roles=("warehouse",)),
            "returned": Move("take_back", ("lent",), roles=("warehouse", "sales_support"), clause="W8.B"),
            "lost": Move("write_off", ("lent",), roles=("sales_support",)),
            "cancel": Move("cancel", ("draft",)),
            "draft": Move("reset", ("cancel",)),
        }
        _state_sets = {
            "gone": ("lent", "returned", "cancel"),
            "typed": ("draft", "lent", "returned", "lost", "cancel"),
        }
        _locked_when = {"gone": "is_out"}
        _reasons = {
            "write_off": Reason(
                action="action_write_off",
                question=_lt("Why will it not come back?"),
                button=_lt("Write Off"),
                follows=_lt("It is no longer counted as lent; the reason stays on it."),
                lacking=_lt("say why it will not come back (W8.B)."),
                length=5,
                target="lost",
                field="lost_reason",
            )
        }
        _ops_on_write = ((10, "_ops_following_partner"),)

        partner_id = fields.Many2one(
            "res.partner", "Customer", required=True, check_company=True, frozen="gone"
        )
        product_id = fields.Many2one("product.product", "Device", required=True, frozen="gone")
        user_id = fields.Many2one("res.users", "Consultant", default=lambda self: self.env.user)
        note = fields.Char()
        date_returned = fields.Datetime("Came back on", readonly=True, copy=False, stamp=True)
        is_out = fields.Boolean("With the customer", compute="_compute_is_out", store=True, derived=True)
        lost_reason = fields.Char(readonly=True, copy=False, stamp=True)
        serial = fields.Char(frozen="typed")
        line_ids = fields.One2many("ops.loan.line", "loan_id", frozen="gone")
        state = fields.Selection(
            [
                ("draft", "Draft"),
                ("lent", "Lent"),
                ("returned", "Returned"),
                ("lost", "Lost"),
                ("cancel", "Cancelled"),
            ],
            default="draft",
            required=True,
            copy=False,
            tracking=True,
        )

        @api.depends("state")
        def _compute_is_out(self):
            for loan in self:
                loan.is_out = loan.state == "lent"

        def action_lend(self):
            return self.write({"state": "lent"})

        def action_take_back(self):
            return self.write({"state": "returned"})

        def action_open_write_off(self):
            return self._ask_reason("write_off")

        def action_write_off(self, reason):
            return self._ops_move_because("write_off", reason)

        def _check_lend(self):
            for loan in self:
                if loan.search_count([("product_id", "=", loan.product_id.id), ("is_out", "=", True)]):
                    raise UserError(f"{loan.display_name}: this device is with another customer (W8.A).")

        def _prepare_take_back_vals(self):
            return {"date_returned": fields.Datetime.now()}

        def _do_take_back(self):
            self._ops_log("passed", clause_code="W8.A")

        @contextmanager
        def _ops_following_partner(self, vals):
            before = {loan: loan.partner_id for loan in self}
            yield
            for loan, partner in before.items():
                if loan.partner_id != partner:
                    loan.note = f"first for {partner.name}"

    class OpsLoanLine(models.Model):
        _module = None
        _name = "ops.loan.line"
        _inherit = ["ops.document.line"]
        _description = "Part of a device lent"
        _document_field = "loan_id"
        _ops_clause = "W8.A"

        loan_id = fields.Many2one("ops.loan", ondelete="cascade")
        name = fields.Char()
        date_checked = fields.Datetime(readonly=True, copy=False, stamp=True)

    add_models(test_class, OpsLoan, OpsLoanLine)


@tagged("post_install", "-at_install")
class TestOpsRecord(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": False, "mail_notrack": False})
        register_loan(cls)
        for role in ("warehouse", "sales_support", "technical"):
            groups = f"base.group_user,ops_dept.ops_dept_group_{role}"
            setattr(cls, role, new_test_user(cls.env, f"loan_{role}", groups=groups, name=role))
        grant_models(cls.env, *MODELS)
        cls.customer, cls.other = cls.env["res.partner"].create([{"name": "Lijia"}, {"name": "Other"}])
        cls.device, cls.second = cls.env["product.product"].create([{"name": "Drive"}, {"name": "Pump"}])
        cls.env.company.ops_rulebook = True

    def _loan(self, user=None, **vals):
        return (
            self.env["ops.loan"]
            .with_user(user or self.warehouse)
            .create({"partner_id": self.customer.id, "product_id": self.device.id, **vals})
        )

    def test_its_whole_life(self):
        loan = self._loan()
        self.assertEqual(loan.name, f"JY-{fields.Date.today().year}-00001")
        loan.action_lend()
        self.assertTrue(loan.is_out)
        loan.with_user(self.sales_support).action_take_back()
        self.assertEqual((loan.state, loan.is_out, bool(loan.date_returned)), ("returned", False, True))
        log = self.env["ops.log"].search([("model", "=", "ops.loan"), ("res_id", "=", loan.id)])
        self.assertEqual(log.user_id, self.sales_support)

    def test_its_buttons_to_end_and_begin_again_work(self):
        loan = self._loan()
        self.assertTrue(loan.can_cancel)
        loan.action_cancel()
        self.assertEqual(loan.state, "cancel")
        loan.action_reset()
        self.assertEqual(loan.state, "draft")
        loan.action_lend()
        with self.assertRaises(UserError):
            loan.action_cancel()

    def test_it_is_given_up_with_a_reason_that_says_something(self):
        loan = self._loan()
        loan.action_lend()
        mine = loan.with_user(self.sales_support)
        for reason in (None, "", "lost", "  lost "):
            with self.assertRaisesRegex(UserError, rf"{loan.name}: say why.*W8\.B.*5 characters"):
                mine.action_write_off(reason)
        action = mine.action_open_write_off()
        self.assertEqual((action["res_model"], action["name"]), ("ops.reason", "Why will it not come back?"))
        form = Form(self.env["ops.reason"].with_user(self.sales_support).with_context(**action["context"]))
        form.reason = "burnt down "
        asked = form.save()
        with self.assertRaisesRegex(AccessError, "sales support"), self.env.cr.savepoint():
            self.env["ops.reason"].with_user(self.technical).create(asked.copy_data()).action_confirm()
        self.assertEqual(loan.state, "lent")
        asked.action_confirm()
        self.assertEqual((loan.state, loan.lost_reason), ("lost", "burnt down"))

    def test_a_move_is_for_its_roles_and_names_them(self):
        loan = self._loan(self.sales_support)
        with self.assertRaisesRegex(AccessError, r"Lent.*warehouse.*W8\.A"):
            loan.action_lend()
        loan.with_user(self.warehouse).action_lend()
        with self.assertRaisesRegex(AccessError, r"warehouse or sales support"):
            loan.with_user(self.technical).sudo().action_take_back()
        self.env.company.ops_rulebook = False
        self._loan(self.technical, product_id=self.second.id).action_lend()

    def test_a_state_is_reached_by_its_move_only(self):
        loan = self._loan()
        for state in ("returned", "nonsense"):
            with self.assertRaises(UserError):
                loan.sudo().write({"state": state})
        with self.assertRaises(UserError):
            self._loan(state="lent")
        with self.assertRaisesRegex(UserError, "with another customer"):
            self._loan().action_lend()
            loan.action_lend()

    def test_declared_fields_are_guarded(self):
        loan = self._loan()
        for vals in ({"date_returned": fields.Datetime.now()}, {"name": "JY-1"}, {"is_out": True}):
            with self.assertRaisesRegex(UserError, r"by hand.*W8\.A"):
                loan.sudo().write(vals)
            with self.assertRaisesRegex(UserError, r"by hand.*W8\.A"):
                self._loan(**vals)
        defaults = self.env["ops.loan"].with_context(default_is_out=True, default_date_returned="2026-01-01")
        self.assertNotIn("is_out", defaults.default_get(["is_out"]))
        with self.assertRaisesRegex(UserError, "by hand"):
            defaults.create({"partner_id": self.customer.id, "product_id": self.device.id})
        loan.partner_id = self.other
        self.assertEqual(loan.note, "first for Lijia")
        loan.action_lend()
        with self.assertRaisesRegex(UserError, r"“Lent”.*Customer.*W8\.A"):
            loan.sudo().partner_id = self.customer
        loan.note = "handed over"

    def test_what_has_begun_is_kept(self):
        loan = self._loan()
        loan.action_lend()
        with self.assertRaisesRegex(UserError, "is kept"):
            loan.sudo().with_context(_force_unlink=True).unlink()
        self._loan(product_id=self.second.id).unlink()

    def test_lines_are_frozen_with_their_field(self):
        loan = self._loan(line_ids=[(0, 0, {"name": "cable"})])
        line = loan.line_ids
        loan.action_lend()
        for attempt in (
            lambda: line.write({"name": "plug"}),
            line.unlink,
            lambda: line.create({"loan_id": loan.id, "name": "plug"}),
            lambda: line.write({"date_checked": fields.Datetime.now()}),
        ):
            with self.assertRaises(UserError):
                attempt()
        line._stamp({"name": "plug"})
        line._create_stamped([{"loan_id": loan.id, "name": "manual"}])
        self.assertEqual(set(loan.line_ids.mapped("name")), {"plug", "manual"})
        line._unlink_stamped()
        self.assertEqual(loan.line_ids.name, "manual")

    # ------------------------------------------------------------------
    # The one way past
    # ------------------------------------------------------------------
    def test_a_permit_holds_once_for_its_records_and_fields(self):
        loan, second = self._loan(), self._loan(product_id=self.second.id)
        moment = fields.Datetime.now()
        tried = []

        def answer(records, vals):
            """Write again what is just being stamped, as a rule that answers the write would."""
            result = write(records, vals)
            if records == loan and not tried:
                for again in (loan, second):
                    try:
                        with self.env.cr.savepoint():
                            again.write({"date_returned": moment})
                    except UserError:
                        tried.append(again)
            return result

        model = self.registry["ops.loan"]
        write = model.write
        self.patch(model, "write", answer)
        loan._stamp({"date_returned": moment})
        self.assertEqual(loan.date_returned, moment.replace(microsecond=0))
        self.assertEqual(tried, [loan, second])
        with self.assertRaises(UserError):
            loan.write({"date_returned": moment})

    def test_a_permit_ends_with_a_stamp_that_fails(self):
        loan = self._loan()
        with self.assertRaises(ValueError), self.env.cr.savepoint():
            loan._stamp({"state": "nonsense"})
        with self.assertRaises(UserError):
            loan.write({"state": "nonsense"})

    def test_a_stamp_is_tracked(self):
        loan = self._loan()
        self.flush_tracking()
        loan._stamp({"state": "lent"})
        self.flush_tracking()
        values = loan.sudo().message_ids.tracking_value_ids
        self.assertIn(("Draft", "Lent"), [(value.old_value_char, value.new_value_char) for value in values])

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.precommit.run()

    # ------------------------------------------------------------------
    # The form
    # ------------------------------------------------------------------
    def test_form_and_list_lock_what_is_frozen(self):
        form = (
            "<form><header><field name='state' widget='statusbar'/></header>"
            "<sheet><field name='partner_id'/><field name='serial'/><field name='is_out'/></sheet></form>"
        )
        listing = "<list><field name='partner_id'/><field name='serial'/><field name='state'/></list>"
        for kind, arch in (("form", form), ("list", listing)):
            self.env["ir.ui.view"].create({"name": kind, "model": "ops.loan", "arch": arch})
            node = etree.fromstring(self.env["ops.loan"].get_view(view_type=kind)["arch"])
            also = "is_out or " if kind == "form" else ""  # a list has not every field
            self.assertEqual(
                node.find(".//field[@name='partner_id']").get("readonly"),
                f"{also}state in ('lent', 'returned', 'cancel')",
            )
            # typed once: open on the form of a new one
            self.assertEqual(node.find(".//field[@name='serial']").get("readonly"), "id")
            if kind == "form":
                buttons = [button.get("name") for button in node.findall("header/button")]
                self.assertEqual(buttons, ["action_reset", "action_cancel"])

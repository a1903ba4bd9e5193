"""Purchasing is told ten calendar days before the delivery date and promises a day for each line (W4.A)."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ...common import clause
from ..common import ReleaseCase

# Monday, ten in the morning in China.
MONDAY = datetime(2026, 3, 2, 2, 0)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestNotice(ReleaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.notices = cls.env["ops.delivery.notice"]

    def _order(self, days, quantity=500):
        """Return a running order of more than lies there, to be delivered in so many days."""
        day = MONDAY + timedelta(days=days)
        return self._running([(self.plain, quantity, 10)], commitment_date=day).with_env(self.env)

    def _move(self, order, days):
        """Let the contract have another delivery date, as after its amendment."""
        order.ops_contract_id._stamp({"date_delivery": self._day(days)})

    def _night(self):
        self.notices._open_owed(self.company)

    def _notice(self, days=9, quantity=500):
        order = self._order(days, quantity)
        self._night()
        return order.ops_notice_ids

    def _sent(self):
        notice = self._notice()
        notice.with_user(self.support).action_send()
        return notice

    def _promise(self, notice, days, user=None, **vals):
        line = notice.line_ids.with_user(user or self.purchaser)
        line.write({"date_promised": self._day(days), **vals})
        return line

    def _duties(self, notice):
        return self.env["ops.obligation"].search(
            [("clause_id.code", "=", "W4.A"), ("res_model", "=", notice._name), ("res_id", "=", notice.id)]
        )

    def test_with_the_rulebook_off_who_only_reads_moves_nothing(self):
        notice, order = self._sent(), self._order(9)
        self._night()
        self._switch(False)
        for document, verb in ((order.ops_notice_ids, "action_send"), (notice, "action_answer")):
            before = document.state
            with self.subTest(verb), self.assertRaises(AccessError):
                getattr(document.with_user(self.auditor), verb)()
            self.assertEqual(document.state, before)
        order.ops_notice_ids.with_user(self.support).action_send()
        self.assertEqual(order.ops_notice_ids.state, "sent")

    @clause("W4.A")
    def test_ten_days_before_and_not_earlier(self):
        far, due, near = self._order(11), self._order(10), self._order(9)
        self._night()
        self.assertFalse(far.ops_notice_ids)
        self.assertEqual((due | near).ops_notice_ids.mapped("state"), ["to_send", "to_send"])
        self._night()
        self.assertEqual(len((due | near).ops_notice_ids), 2, "a second night prepares nothing twice")
        duty = self._duties(due.ops_notice_ids)
        self.assertEqual((len(duty), duty.state), (1, "open"))

    @clause("W4.A")
    def test_a_contract_younger_than_ten_days_at_once(self):
        notice = self._notice(days=2)
        self.assertEqual(notice.state, "to_send")

    @clause("W4.A")
    def test_without_a_date_the_lead_time_counts_from_the_confirmation(self):
        promised, silent = (self._create_order(products=[(self.plain, 500, 10)]) for _number in range(2))
        promised.order_line.customer_lead = 9
        orders = [self._confirm(order).with_env(self.env) for order in (promised, silent)]
        self._night()
        self.assertEqual(orders[0].ops_notice_ids.date_delivery, self._day(9))
        self.assertFalse(orders[1].ops_notice_ids, "no day was promised")

    @clause("W4.A")
    def test_the_setting_of_the_company(self):
        self.company.ops_notice_days = 3
        self.assertFalse(self._notice(days=4))

    @clause("W4.A")
    def test_support_sends_all_in_one_go_and_purchasing_answers(self):
        notices = self._notice() | self._notice(days=5)
        notices.with_user(self.support).action_send()
        self.assertEqual(set(notices.mapped("state")), {"sent"})
        self.assertEqual(notices.sent_by_id, self.support)
        answers = self._duties(notices[0]).filtered(lambda duty: duty.step == "answer")
        self.assertEqual((answers.state, answers.owner_id), ("open", self.purchaser))
        with self.assertRaisesRegex(UserError, "W4.A"):
            notices.with_user(self.purchaser).action_answer()
        self._promise(notices, 3)
        notices.with_user(self.purchaser).action_answer()
        self.assertEqual(set(notices.mapped("state")), {"answered"})
        self.assertEqual(self._duties(notices[0]).mapped("state"), ["met", "met"])

    @clause("W4.A")
    def test_a_changed_promise_keeps_its_history(self):
        notice = self._sent()
        self._promise(notice, 3)
        with self.assertRaisesRegex(UserError, "W4.A"):
            self._promise(notice, 4)
        self._promise(notice, 4, change_reason="The vendor's kiln failed")
        last, first = notice.change_ids.sorted("id", reverse=True)
        self.assertEqual((first.date_old, first.date_new), (False, self._day(3)))
        self.assertEqual((last.date_old, last.date_new), (self._day(3), self._day(4)))
        self.assertEqual((last.reason, last.user_id), ("The vendor's kiln failed", self.purchaser))

    @clause("W4.A")
    def test_the_next_change_says_its_own_reason_in_the_form(self):
        """A reason stands in the history, not in the line: the same words again are a reason again."""
        notice = self._sent()
        self._promise(notice, 3)
        for days in (4, 5):
            with Form(notice.with_user(self.purchaser)) as form, form.line_ids.edit(0) as line:
                self.assertFalse(line.change_reason)
                line.date_promised = self._day(days)
                line.change_reason = "The vendor is late"
        self.assertEqual(notice.change_ids.sorted("id").mapped("date_new"), [self._day(n) for n in (3, 4, 5)])
        self.assertEqual(notice.change_ids.mapped("reason").count("The vendor is late"), 2)

    @clause("W4.A")
    def test_ways_around(self):
        """Nobody forges, moves, copies or removes a notice, its goods or its history, whatever his role."""
        notice = self._sent()
        self._promise(notice, 3)
        line, change = notice.line_ids, notice.change_ids
        other = self._notice(days=5)
        values = {"order_id": other.order_id.id, "date_delivery": self._day(9)}
        ways = {
            "state": lambda env: notice.with_env(env).write({"state": "withdrawn"}),
            "back": lambda env: notice.with_env(env).write({"state": "to_send"}),
            "stamp": lambda env: notice.with_env(env).write({"date_sent": MONDAY}),
            "order": lambda env: notice.with_env(env).write({"order_id": other.order_id.id}),
            "day": lambda env: notice.with_env(env).write({"date_delivery": self._day(30)}),
            "red": lambda env: notice.with_env(env).write({"is_red": False}),
            "lines": lambda env: notice.with_env(env).write({"line_ids": [Command.clear()]}),
            "create": lambda env: env["ops.delivery.notice"].create(values),
            "load": lambda env: self._load(env, other),
            "copy": lambda env: notice.with_env(env).copy(),
            "unlink": lambda env: notice.with_env(env).unlink(),
            "line quantity": lambda env: line.with_env(env).write({"quantity": 1}),
            "line supply": lambda env: line.with_env(env).write({"supply": "stock"}),
            "line moved": lambda env: line.with_env(env).write({"notice_id": other.id}),
            "line taken back": lambda env: line.with_env(env).write({"date_promised": False}),
            "line unlink": lambda env: line.with_env(env).unlink(),
            "line copy": lambda env: line.with_env(env).copy(),
            "history": lambda env: change.with_env(env).write({"date_new": self._day(1)}),
            "history created": lambda env: env[change._name].create(
                {"notice_id": notice.id, "line_id": line.id, "date_new": self._day(1), "user_id": env.uid}
            ),
            "history unlink": lambda env: change.with_env(env).unlink(),
        }
        for user in (self.consultant, self.support, self.purchaser, self.manager, self.leader):
            for name, way in ways.items():
                with self.subTest(user=user.login, way=name), self.assertRaises(UserError):
                    way(self.env(user=user.id))
        self.assertEqual((notice.state, len(notice.line_ids), len(notice.change_ids)), ("sent", 1, 1))
        self.assertEqual((line.quantity, line.supply, line.date_promised), (500, "purchase", self._day(3)))

    def _load(self, env, other):
        """Import a notice; what the import screen says is raised."""
        rows = [[other.order_id.name, str(self._day(9))]]
        result = env["ops.delivery.notice"].load(["order_id", "date_delivery"], rows)
        if not result["ids"]:
            raise UserError(str(result["messages"]))

    @clause("W4.A")
    def test_a_promise_after_the_date_is_red(self):
        notice = self._sent()
        self._promise(notice, 9)
        self.assertFalse(notice.is_red)
        self._promise(notice, 10, change_reason="The vendor's kiln failed")
        self.assertTrue(notice.is_red)
        self.assertTrue(notice.order_id.ops_is_promised_late)

    @clause("W4.A")
    def test_a_moved_date_withdraws_the_notice_and_opens_one(self):
        notice = self._sent()
        self._move(notice.order_id, 6)
        self._night()
        self.assertEqual(notice.state, "withdrawn")
        fresh = notice.order_id.ops_notice_ids - notice
        self.assertEqual((fresh.state, fresh.date_delivery), ("to_send", self._day(6)))
        self.assertNotIn("open", self._duties(notice).mapped("state"))

    @clause("W4.A")
    def test_goods_in_stock_are_nobodys_work(self):
        notice = self._notice(quantity=10)
        self.assertEqual((notice.state, notice.line_ids.supply), ("answered", "stock"))
        self.assertFalse(self._duties(notice))

    @clause("W4.A")
    def test_what_a_vendor_delivers_is_nobodys_work(self):
        order = self._order(9)
        order.picking_ids.move_ids.sudo().location_id = self.suppliers
        self._night()
        notice = order.ops_notice_ids
        self.assertEqual((notice.state, notice.line_ids.supply), ("answered", "vendor"))

    @clause("W4.A")
    def test_who_may(self):
        notice = self._notice()
        for user in (self.purchaser, self.consultant):
            with self.assertRaisesRegex(UserError, "W4.A"):
                notice.with_user(user).action_send()
        with self.assertRaisesRegex(UserError, "W4.A"):
            self._promise(notice, 3)  # not sent yet
        notice.with_user(self.support).action_send()
        for user in (self.support, self.consultant):
            with self.assertRaises(AccessError):
                self._promise(notice, 3, user=user)
            with self.assertRaisesRegex(UserError, "W4.A"):
                notice.with_user(user).action_answer()
        for vals in ({"state": "withdrawn"}, {"is_red": False}, {"date_delivery": self._day(90)}):
            with self.assertRaises(UserError):
                notice.with_user(self.purchaser).write(vals)
        with self.assertRaisesRegex(AccessError, "W4.A"):
            notice.line_ids.with_user(self.purchaser).write({"supply": "stock"})

    @clause("W4.A")
    def test_two_hundred_lines_cost_as_few_statements_as_one(self):
        def night(lines):
            self._running([(self.plain, 90, 10)] * lines, commitment_date=MONDAY + timedelta(days=5))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._night()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        night(1)
        few = night(2)
        self.assertLessEqual(night(200), few + 10)

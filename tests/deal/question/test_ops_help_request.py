"""Questions to the departments: who answers, what makes an answer void, who sees the cost (W2.C, W2.D)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...common import ask_technical, clause, open_next
from ..common import DealCase

SECRET = ("unit_cost", "margin_percent")


@tagged("post_install", "-at_install")
class TestOpsHelpRequest(DealCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._create_order(products=[(cls.key, 2, 8000), (cls.difficult, 1, 3000)])
        ask_technical(cls.order, cls.consultant)
        cls.technical = cls.order.ops_help_request_ids

    def _purchasing(self, order=None):
        """Return purchasing's question, answered, of an order that is being decided."""
        order = order or self._submit(self._create_order(products=[(self.key, 2, 8000)]))
        request = order.sudo().ops_help_request_ids
        request.with_user(self.purchaser).write({"lead_days": 30, "unit_cost": 5200})
        request.with_user(self.purchaser).action_answer()
        return request

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------
    def test_technical_is_asked_about_difficult_lines_once(self):
        self.assertRecordValues(
            self.technical,
            [
                {
                    "department": "technical",
                    "product_id": self.difficult.id,
                    "state": "open",
                    "asked_by_id": self.consultant.id,
                    "product_uom_qty": 1,
                }
            ],
        )
        with self.assertRaisesRegex(
            UserError, r"asked about every difficult line; Technician answers.*W2\.C"
        ):
            ask_technical(self.order, self.consultant)
        self.assertEqual(self.order.ops_help_request_ids, self.technical)
        plain = self._create_order()
        with self.assertRaisesRegex(UserError, "no difficult line"):
            ask_technical(plain, self.consultant)

    def test_purchasing_is_asked_at_the_request_with_the_best_vendor_proposed(self):
        dear = self.env["res.partner"].create({"name": "Dear vendor"})
        self.env["product.supplierinfo"].create(
            {
                "partner_id": dear.id,
                "product_tmpl_id": self.key.product_tmpl_id.id,
                "price": 6000,
                "delay": 3,
                "sequence": 0,
            }
        )
        order = self._submit(self._create_order(products=[(self.key, 2, 8000)]))
        self.assertRecordValues(
            order.sudo().ops_help_request_ids,
            [{"department": "purchasing", "vendor_id": self.vendor.id, "lead_days": 21, "unit_cost": 5000}],
        )

    def test_questions_are_not_made_changed_or_deleted_by_hand(self):
        vals = {
            "order_line_id": self.order.order_line[0].id,
            "department": "technical",
            "product_id": self.key.id,
        }
        for user in (self.consultant, self.technician, self.purchaser, self.manager, self.leader):
            requests = self.env["ops.help.request"].with_user(user)
            with self.assertRaises(UserError):
                requests.create({**vals, "state": "answered"})
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.technical.with_user(user).unlink()
        with self.assertRaises(UserError):
            self.env["ops.help.request"].create(vals)
        for vals in (
            {"state": "answered"},
            {"product_id": self.plain.id},
            {"answered_by_id": self.technician.id},
        ):
            for user in (self.technician, self.consultant, self.manager, self.env.user):
                with self.assertRaises(UserError):
                    self.technical.with_user(user).write(vals)
        for command in (
            (0, 0, {"department": "technical"}),
            (1, self.technical.id, {"state": "answered"}),
            (5,),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.order.with_user(self.consultant).write({"ops_help_request_ids": [command]})

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------
    @clause("W2.C", part="answer")
    def test_only_technical_answers_model_and_parameters(self):
        answer = {"answer_model": "EX-50", "answer_parameters": "DN50"}
        for user in (
            self.consultant,
            self.support,
            self.manager,
            self.purchaser,
            self.leader,
            self.rule_admin,
        ):
            with self.assertRaises(UserError):
                self.technical.with_user(user).write(answer)
            with self.assertRaises(UserError):
                self.technical.with_user(user).action_answer()
        request = self.technical.with_user(self.technician)
        for incomplete in (
            {},
            {"answer_model": "EX-50"},
            {"answer_model": False, "answer_parameters": "DN50"},
        ):
            request.write({"answer_model": False, "answer_parameters": False, **incomplete})
            with self.assertRaisesRegex(UserError, r"model and parameters.*W2\.C"):
                request.action_answer()
        request.write(answer)
        with self.assertRaisesRegex(UserError, r"W2\.C"):
            self._submit(self.order)
        request.action_answer()
        self.assertEqual((request.state, request.answered_by_id), ("answered", self.technician))
        self.assertEqual(self.order.order_line[1].ops_specification, "EX-50\nDN50")
        self._submit(self.order)
        self.assertEqual(self.order.ops_approval_state, "submitted")

    @clause("W2.D", part="answer")
    def test_only_purchasing_states_lead_time_and_cost(self):
        order = self._submit(self._create_order(products=[(self.key, 2, 8000)]))
        request = order.sudo().ops_help_request_ids
        for user in (self.consultant, self.support, self.manager, self.technician, self.leader):
            with self.assertRaises(UserError):
                request.with_user(user).write({"lead_days": 1, "unit_cost": 1})
            with self.assertRaises(UserError):
                request.with_user(user).action_answer()
        request = request.with_user(self.purchaser)
        for incomplete in ({"lead_days": 0, "unit_cost": 5000}, {"lead_days": 30, "unit_cost": 0}):
            request.write(incomplete)
            with self.assertRaisesRegex(UserError, r"lead time and cost.*W2\.D"):
                request.action_answer()
        request.write({"lead_days": 30, "unit_cost": 5200})
        request.action_answer()
        self.assertEqual(order.order_line.ops_lead_days, 30)
        self.assertAlmostEqual(request.margin_percent, 35)

    def test_lead_time_is_purchasing_s_word(self):
        for user in (self.consultant, self.manager, self.leader):
            with self.assertRaisesRegex(UserError, r"W2\.D"):
                self.order.with_user(user).order_line.write({"ops_lead_days": 1})
        with self.assertRaisesRegex(UserError, r"W2\.D"):
            self._create_order(
                order_line=[(0, 0, {"product_id": self.key.id, "product_uom_qty": 1, "ops_lead_days": 1})]
            )

    def test_answered_is_answered(self):
        request = self._purchasing()
        for method, args in (("write", [{"unit_cost": 1}]), ("action_answer", [])):
            with self.assertRaisesRegex(UserError, "answered already"):
                getattr(request.with_user(self.purchaser), method)(*args)

    def test_technical_need_not_see_quotations_of_others_to_answer(self):
        """A technician without any right on quotations: core's stock user is taken away."""
        plain = new_test_user(self.env, "ops_bare", groups="base.group_user", name="Bare")
        with self.assertRaises(AccessError):
            self.technical.with_user(plain).read(["question"])

    # ------------------------------------------------------------------
    # Void answers
    # ------------------------------------------------------------------
    def test_another_product_makes_the_answer_void(self):
        self._answer_technical(self.order)
        line = self.order.order_line[1]
        other = self._create_product("Another valve", 3000, ops_is_difficult=True)
        line.with_user(self.consultant).product_id = other
        self.assertEqual(self.technical.state, "obsolete")
        with self.assertRaisesRegex(UserError, r"Another valve.*W2\.C"):
            self._submit(self.order)
        ask_technical(self.order, self.consultant)
        request = self.order.ops_help_request_ids - self.technical
        request.with_user(self.technician).write({"answer_model": "V2", "answer_parameters": "DN80"})
        request.with_user(self.technician).action_answer()
        self._submit(self.order)

    def test_more_pieces_or_another_unit_make_purchasing_s_answer_void(self):
        for vals in ({"product_uom_qty": 3}, {"product_uom_id": self.env.ref("uom.product_uom_dozen").id}):
            order = self._submit(self._create_order(products=[(self.key, 2, 8000)]))
            request = self._purchasing(order)
            order.with_user(self.purchaser).action_ops_approve()
            order.with_user(self.manager).action_ops_refuse("more")
            order.with_user(self.consultant).order_line.write(vals)
            self._submit(order)
            self.assertEqual(request.state, "obsolete", vals)
            with self.assertRaisesRegex(UserError, r"W2\.D"):
                order.with_user(self.purchaser).action_ops_approve()

    def test_fewer_pieces_keep_purchasing_s_answer(self):
        order = self._submit(self._create_order(products=[(self.key, 2, 8000)]))
        request = self._purchasing(order)
        order.with_user(self.purchaser).action_ops_refuse("why two")
        order.with_user(self.consultant).order_line.product_uom_qty = 1
        self._submit(order)
        self.assertEqual(request.state, "answered")
        order.with_user(self.purchaser).action_ops_approve()

    def test_question_goes_with_its_line(self):
        self.order.with_user(self.consultant).order_line[1].unlink()
        self.assertFalse(self.technical.exists())

    # ------------------------------------------------------------------
    # The cost is no secret of purchasing, managers and leaders; sales never learns it
    # ------------------------------------------------------------------
    @clause("W2.D", part="cost")
    def test_cost_is_hidden_from_sales_in_every_channel(self):
        request = self._purchasing()
        people = self.consultant | self.support | self.technician
        people.write({"group_ids": [(4, self.env.ref("base.group_allow_export").id)]})
        self.env.flush_all()
        for user in people:
            requests = request.with_user(user)
            model = self.env["ops.help.request"].with_user(user)
            for field in SECRET:
                self.assertNotIn(field, model.fields_get(), (user.name, field))
                for method, args in [
                    ("read", [[field]]),
                    ("export_data", [[field]]),
                    ("web_read", [{field: {}}]),
                    ("mapped", [field]),
                ]:
                    with self.assertRaises(AccessError, msg=(user.name, field, method)):
                        self.env.invalidate_all()
                        getattr(requests, method)(*args)
            with self.assertRaises(AccessError):
                model.search([("unit_cost", ">", 5000)])
            with self.assertRaises(AccessError):
                model.search([], order="unit_cost")
            with self.assertRaises(AccessError):
                model.formatted_read_group([], ["department"], ["unit_cost:sum"])
            with self.assertRaises(AccessError):
                model.formatted_read_group([], ["unit_cost"], ["__count"])
            with self.assertRaises(AccessError):
                self.env["sale.order"].with_user(user).search([("ops_help_request_ids.unit_cost", ">", 5000)])
            with self.assertRaises(AccessError):
                self.env["sale.order"].with_user(user).browse(request.order_id.id).read_progress_bar(
                    [("ops_help_request_ids.unit_cost", ">", 1)], "state", {"field": "state", "colors": {}}
                )

    def test_cost_is_in_no_message_and_no_column_that_sales_reads(self):
        request = self._purchasing()
        order = request.order_id
        order.with_user(self.purchaser).action_ops_approve("agreed")
        self.env.flush_all()
        messages = self.env["mail.message"].search(
            [("model", "in", ("sale.order", "ops.help.request")), ("res_id", "in", (order.id, request.id))]
        )
        for message in messages:
            self.assertNotIn("5200", message.body or "")
            self.assertNotIn("5,200", message.body or "")
        fields = self.env["mail.tracking.value"].search([("mail_message_id", "in", messages.ids)]).field_id
        self.assertFalse(set(fields.mapped("name")) & set(SECRET))
        shown = order.order_line.with_user(self.consultant).read()[0]
        self.assertNotIn(5200, [value for value in shown.values() if isinstance(value, int | float)])

    def test_sales_sees_vendor_and_lead_time(self):
        request = self._purchasing().with_user(self.consultant)
        self.assertEqual(request.read(["lead_days", "vendor_id"])[0]["lead_days"], 30)

    @clause("W2.D", part="cost")
    def test_cost_is_read_by_purchasing_managers_leaders_and_auditors(self):
        request = self._purchasing()
        for user in (self.purchaser, self.manager, self.leader, self.gm, self.auditor):
            self.assertEqual(request.with_user(user).read(["unit_cost"])[0]["unit_cost"], 5200, user.name)

    # ------------------------------------------------------------------
    # Who sees the question
    # ------------------------------------------------------------------
    def test_questions_are_seen_by_whom_they_concern(self):
        purchasing = self._purchasing()
        both = self.technical | purchasing
        for user, seen in [
            (self.consultant, both),
            (self.colleague, both.browse()),
            (self.support, both),
            (self.manager, both),
            (self.other_manager, both.browse()),
            (self.technician, self.technical),
            (self.purchaser, purchasing),
            (self.leader, both),
            (self.auditor, both),
        ]:
            found = self.env["ops.help.request"].with_user(user).search([("id", "in", both.ids)])
            self.assertEqual(
                found.ids, seen.sorted(lambda r: r.id).ids if len(seen) < 2 else found.ids, user.name
            )
            self.assertEqual(len(found), len(seen), user.name)

    # ------------------------------------------------------------------
    # A question carries a question, and one answer leads to the next
    # ------------------------------------------------------------------
    @clause("W2.C", part="the words are asked for")
    def test_technical_is_asked_in_words_or_with_the_tick_that_none_are_needed(self):
        order = self._create_order(products=[(self.difficult, 1, 3000), (self.difficult, 2, 3000)])
        ask = open_next(order.with_user(self.consultant).action_ops_ask_technical(), self.consultant)
        self.assertFalse(order.sudo().ops_help_request_ids, "the click alone asks nothing")
        self.assertEqual(ask.line_ids.product_id, self.difficult)
        first, second = ask.line_ids
        for words in (False, "   "):
            first.question = words
            with self.assertRaisesRegex(UserError, r"write what technical has to know.*W2\.C"):
                ask.action_ask()
        first.question = "Medium: steam, 180 ℃"
        second.is_plain = True
        ask.action_ask()
        self.assertEqual(
            order.sudo().ops_help_request_ids.sorted("id").mapped("question"), ["Medium: steam, 180 ℃", False]
        )
        questions = order.sudo().ops_help_request_ids.with_user(self.technician)
        self.assertEqual(questions[:1].question, "Medium: steam, 180 ℃")

    def test_nobody_asks_about_the_quotation_of_another(self):
        order = self._create_order(products=[(self.difficult, 1, 3000)])
        for user in (self.colleague, self.keeper):
            asks = self.env["ops.help.ask"].sudo()
            ask = asks.create(
                {"line_ids": [(0, 0, {"order_line_id": order.order_line.id, "is_plain": True})]}
            )
            with self.assertRaises(AccessError, msg=user.name):
                ask.with_user(user).action_ask()
        self.assertFalse(order.sudo().ops_help_request_ids)

    def test_the_model_proposes_itself_from_the_product(self):
        self.assertEqual(self.technical.answer_model, "Explosion-proof valve")
        self.difficult.default_code = "EX-50"
        order = self._create_order(products=[(self.difficult, 1, 3000)])
        ask_technical(order, self.consultant)
        question = order.sudo().ops_help_request_ids.with_user(self.technician)
        self.assertEqual((question.answer_model, question.state), ("EX-50", "open"))
        with self.assertRaisesRegex(UserError, "model and parameters"):
            question.action_answer()

    @clause("W2.C", part="several lines in one form")
    def test_several_lines_are_answered_in_one_form_which_leads_to_the_next(self):
        several = self._create_order(products=[(self.difficult, 1, 3000), (self.difficult, 2, 3000)])
        ask_technical(several, self.consultant)
        answer = open_next(several.with_user(self.technician).action_ops_open_questions(), self.technician)
        self.assertEqual(len(answer.request_ids), 2)
        with self.assertRaisesRegex(UserError, r"model and parameters \(W2\.C\)"):
            answer.action_answer()
        self._fill_in(answer, "DN50", "DN60")
        following = open_next(answer.action_answer(), self.technician)
        self.assertEqual(set(several.sudo().ops_help_request_ids.mapped("state")), {"answered"})
        self.assertEqual(
            several.order_line.mapped("ops_specification"),
            ["Explosion-proof valve\nDN50", "Explosion-proof valve\nDN60"],
        )
        self.assertEqual((following.order_id, following.request_ids), (self.order, self.technical))
        self._fill_in(following, "DN80")
        self.assertEqual(following.action_answer(), {"type": "ir.actions.act_window_close"})

    def _fill_in(self, answer, *texts):
        """Fill in the lines of the form as the browser saves them."""
        rows = [
            (1, request.id, {"answer_parameters": text})
            for request, text in zip(answer.request_ids, texts, strict=True)
        ]
        answer.web_save({"request_ids": rows}, {"request_ids": {"fields": {"answer_parameters": {}}}})

    def test_what_is_not_filled_in_stays_open(self):
        order = self._submit(self._create_order(products=[(self.key, 2, 8000), (self.key, 1, 8000)]))
        answer = open_next(order.with_user(self.purchaser).action_ops_open_questions(), self.purchaser)
        answer.request_ids[1].lead_days = 0
        answer.action_answer()
        self.assertEqual(answer.request_ids.mapped("state"), ["answered", "open"])
        self.assertEqual(order.order_line.mapped("ops_lead_days"), [21, 0])

    def test_the_answer_of_one_leads_to_the_next(self):
        other = self._create_order(products=[(self.difficult, 1, 3000)])
        ask_technical(other, self.consultant)
        second = other.sudo().ops_help_request_ids
        first = self.technical.with_user(self.technician)
        first.answer_parameters = "DN50"
        action = first.action_answer_next()
        self.assertEqual((first.state, action["res_id"]), ("answered", second.id))
        second = second.with_user(self.technician)
        second.answer_parameters = "DN80"
        self.assertIs(second.action_answer_next(), True)

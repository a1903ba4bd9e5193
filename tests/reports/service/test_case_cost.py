"""What cases cost us, counted by hand; and nobody of sales gets to know it (W2.D)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ...service.goods.common import GoodsCase

KINDS = ("credited", "taken_back", "scrapped", "given", "parts", "total")
SEEING = ("manager", "purchaser", "accountant", "leader", "gm", "auditor")
BLIND = ("consultant", "support", "technician", "keeper", "clerk", "rule_admin")


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestCaseCost(GoodsCase):
    """A bearing costs 60 and is sold at 100, a seal for repairs costs 8."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plain.standard_price = 60
        cls.seal = cls._create_product("Seal", 20, standard_price=8)
        cls._stock(cls.seal, 10)
        cls.costs = cls.env["ops.case.cost"]

    def _cost(self, case, user=None):
        """Return what a case cost by kind, zeros left out."""
        sums = self.costs.with_user(user or self.leader)._read_group(
            [("ticket_id", "=", case.id)], [], [f"{kind}:sum" for kind in KINDS]
        )[0]
        return {kind: round(value, 2) for kind, value in zip(KINDS, sums, strict=True) if value}

    def _credited(self):
        """Return a case whose goods are in stock again and credited."""
        case, _order = self._returned("return", 4, self._invoiced())
        self._received(case)
        self._line(case, "technician").action_judge("as_delivered")
        self._line(case, "keeper").action_restock()
        self._carry(case, "stock")
        case.with_user(self.support).action_ops_credit()
        return case

    def _exchanged(self):
        case, _order = self._returned("exchange", 4)
        self._received(case)
        self._line(case, "technician").action_judge("faulty")
        self._line(case, "keeper").action_scrap()
        self._carry(case, "scrap")
        self._line(case, "support").action_replace()
        self._carry(case, "replace")
        return case

    def _repaired(self):
        case, _lot = self._repair()
        self._received(case)
        action = self._line(case, "technician").action_repair()
        repair = self.env["repair.order"].browse(action["res_id"])
        repair.write(
            {
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.seal.id,
                            "product_uom_qty": 2,
                            "quantity": 2,
                            "repair_line_type": "add",
                        }
                    )
                ]
            }
        )
        return case, repair

    def _end(self, repair):
        repair = repair.with_user(self.technician)
        repair.action_validate()
        repair.action_repair_start()
        repair.move_ids.picked = True
        repair.action_repair_end()
        self.assertEqual(repair.state, "done")

    def _carry_loan(self, loan):
        moves = loan.sudo().move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        self._press_validate(moves.picking_id.with_user(self.keeper))
        self.assertEqual(moves.mapped("state"), ["done"])

    def test_return_costs_the_credit_less_the_goods(self):
        case = self._credited()
        self.assertEqual(self._cost(case), {"taken_back": -240, "total": -240}, "a draft is no credit yet")
        note = case.sudo().ops_credit_ids
        note.with_user(self.accountant).action_post()
        self.assertEqual(note.amount_untaxed, 400)
        self.assertEqual(self._cost(case), {"credited": 400, "taken_back": -240, "total": 160})

    def test_exchange_costs_the_goods_once(self):
        self.assertEqual(
            self._cost(self._exchanged()), {"taken_back": -240, "scrapped": 240, "given": 240, "total": 240}
        )

    def test_goods_sent_again_cost_nothing(self):
        case, _order = self._returned()
        self._received(case)
        self._line(case, "technician").action_judge("as_delivered")
        self._line(case, "support").action_ship()
        self._carry(case, "ship")
        self.assertEqual(self._cost(case), {"taken_back": -240, "given": 240})

    def test_repair_costs_its_parts(self):
        case, repair = self._repaired()
        self.assertEqual(self._cost(case), {})
        self._end(repair)
        self.assertEqual(self._cost(case), {"parts": 16, "total": 16}, "the pump is the customer's")

    def test_what_the_customer_pays_is_no_cost(self):
        case, repair = self._repaired()
        self._end(repair)
        case.sudo().ops_line_ids._stamp({"customer_pays": True})
        self.assertEqual(self._cost(case), {})

    def test_unit_on_loan_costs_once_it_is_given_up(self):
        case = self._confirmed()
        spare = self.env["stock.lot"].create({"name": "SPARE-1", "product_id": self.pump.id})
        self.env["stock.quant"]._update_available_quantity(
            self.pump, self.warehouse.lot_stock_id, 1, lot_id=spare
        )
        case.with_user(self.support).action_ops_lend(self.pump, "2026-03-16", spare)
        loan = case.ops_loan_ids
        self._carry_loan(loan)
        self.assertEqual(self._cost(case), {}, "it is still ours")
        loan.with_user(self.manager).action_give_up("Fell into the river")
        self._carry_loan(loan)
        self.assertEqual(self._cost(case), {"scrapped": 500, "total": 500})

    def test_by_product_process_maker_month(self):
        self.env["product.supplierinfo"].create(
            {"partner_id": self.vendor.id, "product_tmpl_id": self.plain.product_tmpl_id.id, "price": 60}
        )
        case = self._exchanged()
        for by, key in (
            ("product_id", self.plain),
            ("process", "exchange"),
            ("maker_id", self.vendor),
            ("user_id", self.consultant),
            ("partner_id", self.customer),
        ):
            rows = self.costs._read_group([("ticket_id", "=", case.id)], [by], ["total:sum"])
            self.assertEqual(rows, [(key, 240)], by)
        month = self.costs._read_group([("ticket_id", "=", case.id)], ["date:month"], ["total:sum"])
        self.assertEqual([(first.month, total) for first, total in month], [(3, 240)])

    def test_who_may_know_cost_counts_it(self):
        case = self._exchanged()
        for name in SEEING:
            with self.subTest(user=name):
                self.assertEqual(self._cost(case, getattr(self, name))["total"], 240)
        self.assertEqual(self._cost(case, self.other_manager), {}, "another team's")
        row = self.costs.search([("ticket_id", "=", case.id)], limit=1)
        self.assertEqual(row.with_user(self.manager).action_open_case()["res_id"], case.id)

    def test_nobody_else_gets_to_it(self):
        self._exchanged()
        ids = self.costs.search([]).ids
        menu = self.env.ref("ops_dept_reports.ops_case_cost_menu")
        for name in BLIND:
            user = getattr(self, name)
            user.group_ids |= self.env.ref("base.group_allow_export")
            costs = self.costs.with_user(user)
            ways = {
                "read": lambda rows: rows.browse(ids).read(["total"]),
                "web_read": lambda rows: rows.browse(ids).web_read({"scrapped": {}}),
                "search": lambda rows: rows.search([("total", ">", 1)]),
                "count": lambda rows: rows.search_count([]),
                "order": lambda rows: rows.search([], order="given"),
                "group": lambda rows: rows.formatted_read_group([], ["product_id"], ["total:sum"]),
                "pivot": lambda rows: rows.formatted_read_grouping_sets([], [[]], ["credited:sum"]),
                "export": lambda rows: rows.browse(ids).export_data(["total"]),
                "names": lambda rows: rows.name_search(""),
            }
            for way, call in ways.items():
                with self.subTest(user=name, way=way), self.assertRaises(AccessError):
                    call(costs)
            self.assertNotIn(menu.id, self.env["ir.ui.menu"].with_user(user)._visible_menu_ids())
            for field in KINDS:
                self.assertFalse(costs._has_field_access(costs._fields[field], "read"), (name, field))

    def test_a_right_to_the_table_opens_no_amount(self):
        """Whoever were given the table still reads no column of it."""
        self._exchanged()
        self.env["ir.model.access"].create(
            {
                "name": "by mistake",
                "model_id": self.env["ir.model"]._get_id("ops.case.cost"),
                "group_id": self.env.ref("base.group_user").id,
                "perm_read": True,
            }
        )
        costs = self.costs.with_user(self.consultant)
        self.assertTrue(costs.search([]))
        for call in (
            lambda: costs.search([], limit=1).read(["total"]),
            lambda: costs.search([("total", ">", 0)]),
            lambda: costs.formatted_read_group([], ["product_id"], ["total:sum"]),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_one_statement_however_many_cases(self):
        for _times in range(2):
            case = self._exchanged()
            self._cost(case)
            self.env.invalidate_all()
            with self.assertQueryCount(1):
                self._cost(case)

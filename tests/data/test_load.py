"""The demo company: what is in it after loading, and that loading twice is loading once."""

from stdnum.cn import uscc

from odoo.tests import tagged

from data.load import DEMO_FOLDER, FILE_NAME

from .common import DataCase

PASSWORD = "ops-demo"


@tagged("post_install", "-at_install")
class TestDemoCompany(DataCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mails = cls.env["mail.mail"].search_count([])
        cls.counts = cls._load()
        cls.company = cls.env.ref("base.main_company")

    def test_every_file_is_loaded(self):
        self.assertEqual(set(self.counts), {path.name for path in DEMO_FOLDER.glob("*.csv")})
        for model, count in (
            ("res.users", 20),
            ("hr.employee", 20),
            ("crm.team", 2),  # and Odoo's own first team
            ("product.template", 150),
            ("crm.lead", 40),
        ):
            self.assertEqual(len(self._imported(model)), count, model)
        partners = self._imported("res.partner")
        self.assertEqual(len(partners.filtered(lambda partner: partner.customer_rank)), 61)
        self.assertEqual(len(partners.filtered(lambda partner: partner.supplier_rank)), 20)

    def test_company_speaks_chinese_and_counts_in_yuan(self):
        company = self.company
        self.assertRecordValues(company, [{"chart_template": "cn", "ops_rulebook": True}])
        self.assertEqual(company.currency_id.name, "CNY")
        self.assertEqual(company.country_id.code, "CN")
        self.assertEqual(company.account_sale_tax_id.amount, 13)
        self.assertEqual(company.resource_calendar_id.tz, "Asia/Shanghai")
        self.assertTrue(self.env["res.lang"].search([("code", "=", "zh_CN")]).active)
        self.assertEqual(self.env["product.pricelist"].search([]).currency_id.mapped("name"), ["CNY", "USD"])

    def test_tax_numbers_are_formally_right_and_unique(self):
        parties = self._imported("res.partner").filtered("is_company")
        abroad = parties.filtered(lambda party: party.country_id.code != "CN")
        self.assertEqual(abroad.mapped("vat"), [False])
        parties -= abroad
        self.assertEqual(len(parties), 80)
        for party in parties | self.company.partner_id:
            uscc.validate(party.vat)
        self.assertEqual(len(set(parties.mapped("vat"))), 80)

    def test_every_role_has_people(self):
        groups = self.env["res.groups"].browse(
            self.env["ir.model.data"]
            .search([("module", "=", "ops_dept"), ("model", "=", "res.groups")])
            .mapped("res_id")
        )
        self.assertEqual(len(groups), 17)
        empty = groups.filtered(lambda group: not group.user_ids)
        self.assertFalse(empty.mapped("full_name"))
        several = [user for user in self._imported("res.users") if len(user.group_ids & groups) > 1]
        self.assertTrue(several, "somebody holds several roles")

    def test_posts_are_held(self):
        for post in (
            "purchasing",
            "technical",
            "finance",
            "warehouse",
            "office",
            "leader",
            "general_manager",
        ):
            holder = self.company[f"ops_{post}_id"]
            self.assertTrue(holder.has_group(f"ops_dept.ops_dept_group_{post}"), post)
        for xml_id in ("sales_team.team_sales_department", "team_sales2", "team_store"):
            team = self._ref(xml_id)
            self.assertTrue(team.user_id.has_group("ops_dept.ops_dept_group_sales_manager"), team.name)
            self.assertTrue(
                all(user.has_group("ops_dept.ops_dept_group_sales_support") for user in team.ops_support_ids)
            )
            self.assertTrue(team.ops_support_ids)

    def test_staff_can_log_in_and_need_no_mail_server(self):
        staff = self._imported("res.users")
        self.assertEqual(set(staff.mapped("lang")), {"zh_CN"})
        self.assertEqual(set(staff.mapped("tz")), {"Asia/Shanghai"})
        self.assertEqual(set(staff.mapped("notification_type")), {"inbox"})
        self.assertEqual(staff.employee_ids.mapped("name"), staff.mapped("name"))
        self.assertEqual(self.env["mail.mail"].search_count([]), self.mails)
        for login in ("sc1", "sm1", "gm"):
            self.env["res.users"].authenticate(
                {"login": login, "password": PASSWORD, "type": "password"}, {"interactive": False}
            )

    def test_customers_have_what_a_deal_needs(self):
        customers = self._imported("res.partner").filtered("customer_rank")
        key = customers.filtered(lambda customer: customer.ops_importance == "key")
        self.assertEqual(len(key), 14)
        self.assertEqual(set((customers - key).mapped("ops_importance")), {"ordinary"})
        for customer in customers:
            self.assertTrue(
                customer.street and customer.city and customer.state_id and customer.ops_tax_title
            )
            self.assertTrue(customer.property_payment_term_id, customer.name)
            self.assertTrue(customer.user_id.sale_team_id, customer.name)
            self.assertTrue(customer.child_ids, customer.name)
        self.assertTrue(all(len(customer.child_ids) > 1 for customer in key))

    def test_products_are_sold_above_cost_by_known_vendors(self):
        products = self._imported("product.template")
        goods = products.filtered("is_storable")
        self.assertTrue(18 <= len(products.filtered("ops_is_key")) <= 27)
        self.assertTrue(12 <= len(products.filtered("ops_is_difficult")) <= 20)
        self.assertGreaterEqual(len(products.categ_id), 8)
        for product in products:
            self.assertGreater(product.list_price, product.standard_price, product.name)
            self.assertTrue(product.description_sale, product.name)
        for product in goods:
            first = product.seller_ids.sorted(lambda seller: (seller.sequence, seller.min_qty))[0]
            self.assertEqual(first.price, product.standard_price, product.name)
            self.assertTrue(all(product.seller_ids.mapped("delay")), product.name)

    def test_key_customers_buy_at_their_prices(self):
        bearing = self._ref("product_zc_6208").product_variant_id
        prices = {
            xml_id: self._ref(xml_id).property_product_pricelist._get_product_price(bearing, 1)
            for xml_id in ("customer_004", "customer_002", "customer_001")
        }
        self.assertAlmostEqual(prices["customer_004"], bearing.list_price)
        self.assertAlmostEqual(prices["customer_002"], bearing.list_price * 0.92, 2)
        self.assertAlmostEqual(prices["customer_001"], bearing.list_price * 0.88, 2)

    def test_opening_stock_lies_in_the_warehouse(self):
        for row in self._rows("21_stock.quant.csv"):
            product = self.env["product.product"].search([("default_code", "=", row["product_id"])])
            self.assertEqual(product.qty_available, float(row["inventory_quantity"]), product.name)

    def test_opportunities_stand_in_every_stage(self):
        leads = self._imported("crm.lead")
        self.assertEqual(leads.stage_id, self.env["crm.stage"].search([]))
        for lead in leads:
            self.assertTrue(lead.expected_revenue)
            self.assertIn(lead.user_id, lead.team_id.member_ids, lead.name)
            self.assertEqual(lead.partner_id.user_id, lead.user_id, lead.name)

    def _state(self):
        """Return every value of the files' columns as the database has it, and how many records there are."""
        found = {}
        for path in sorted(DEMO_FOLDER.glob("*.csv")):
            model = self.env[FILE_NAME.match(path.name)["model"]].with_context(lang="zh_CN")
            rows = self._rows(path.name)
            header = [name for name in rows[0] if name != "password"]
            records = model.browse([self._ref(row["id"]).id for row in rows if row["id"]])
            found[path.name] = records.export_data(header)["datas"]
            found[model._name] = model.with_context(active_test=False).search_count([])
        for model in (
            "stock.move",
            "product.value",
            "account.account",
            "account.tax",
            "account.payment.term.line",
            "mail.mail",
        ):
            found[model] = self.env[model].search_count([])
        self.env.cr.execute("SELECT login, password FROM res_users ORDER BY login")
        found["passwords"] = self.env.cr.fetchall()
        return found

    def test_second_run_changes_nothing(self):
        before = self._state()
        self._load()
        self.env.invalidate_all()
        after = self._state()
        for part, value in before.items():
            self.assertEqual(after[part], value, part)

    def test_second_run_updates_but_leaves_passwords_and_sold_stock(self):
        bearing = self._ref("product_zc_6205").product_variant_id
        on_hand = bearing.qty_available
        self._ref("user_sc1").password = "my own secret"
        self.env.cr.execute("SELECT password FROM res_users WHERE login = 'sc1'")
        secret = self.env.cr.fetchone()
        move = self.env["stock.move"].create(
            {
                "product_id": bearing.id,
                "product_uom_qty": on_hand,
                "quantity": on_hand,
                "picked": True,
                "location_id": self.env.ref("stock.stock_location_stock").id,
                "location_dest_id": bearing.property_stock_inventory.id,
            }
        )
        move._action_done()
        self.env["stock.quant"]._unlink_zero_quants()
        bearing.invalidate_recordset()
        self.assertEqual(bearing.qty_available, 0)
        folder = self._copy()
        self._edit(folder, "13_product.template.csv", "product_zc_6205", list_price="17.20")

        self._load(folder)

        bearing.invalidate_recordset()
        self.assertEqual(bearing.list_price, 17.2)
        self.assertEqual(bearing.qty_available, 0)
        self.env.cr.execute("SELECT password FROM res_users WHERE login = 'sc1'")
        self.assertEqual(self.env.cr.fetchone(), secret)

    def test_foreign_deals_can_be_shown(self):
        """A customer abroad reads English names and units, and pays dollars to our dollar account."""
        customer = self._ref("customer_061")
        pricelist = customer.property_product_pricelist
        self.assertEqual((pricelist.currency_id.name, customer.lang), ("USD", "en_US"))
        products = pricelist.item_ids.product_tmpl_id
        self.assertGreaterEqual(len(products), 15)
        for product in products:
            english, chinese = (product.with_context(lang=lang) for lang in ("en_US", "zh_CN"))
            self.assertTrue(english.name.isascii() or "×" in english.name, english.name)
            self.assertFalse(chinese.name.isascii())
            for text in (english.description_sale, english.uom_id.name):
                self.assertFalse([sign for sign in text if "一" <= sign <= "鿿"], text)
            yuan = pricelist._get_product_price(product.product_variant_id, 1) * 7.1
            self.assertTrue(0.9 < yuan / product.list_price < 1.3, product.name)
        for name in ("term_cash", "term_cod", "term_net30", "term_net60", "term_advance"):
            english, chinese = (self._ref(name).with_context(lang=lang).note for lang in ("en_US", "zh_CN"))
            self.assertIn("ayment" if name != "term_advance" else "balance", english)
            self.assertRegex(chinese, "付款方式：", name)
        accounts = {account.currency_id.name: account for account in self.company.partner_id.bank_ids}
        self.assertEqual(set(accounts), {"CNY", "USD"})
        self.assertTrue(all(account.bank_id.name for account in accounts.values()))

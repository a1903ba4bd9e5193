"""A deviation is read in the language of who reads it, whoever made the change (W3.C)."""

from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ...common import clause
from .common import DeviationCase


@tagged("post_install", "-at_install")
class TestDeviationLanguage(DeviationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        euro = cls.env.ref("base.EUR")
        euro.active = True
        cls.euro_list = cls.env["product.pricelist"].create({"name": "Euro", "currency_id": euro.id})

    def _speaking(self, **languages):
        """Let roles work in these languages, in which product and payment term are called differently."""
        for lang in ("en_US", "zh_CN"):
            self.env["res.lang"]._activate_lang(lang)
        for role, lang in languages.items():
            getattr(self, role).lang = lang
        # as a web client does: it works in the language of its user
        self.plain.with_context(lang="zh_CN").name = "轴承 6204"
        self.term_60.with_context(lang="zh_CN").name = "60 天"

    def _changed_by(self, user):
        """Return what this user's changes of a line, of the terms and of the whole opened."""
        order = self._negotiated().with_user(user).with_context(lang=user.lang)
        order.order_line[0].write({"product_uom_qty": 12, "customer_lead": -2})
        order.write({"payment_term_id": self.term_60.id, "require_payment": False, "ops_warranty_months": 24})
        return order

    def _read_by(self, user, order):
        """Return the texts as the user finds them, by kind."""
        self.env.flush_all()
        self.env.invalidate_all()
        deviations = self.env["ops.contract.deviation"].with_user(user).with_context(lang=user.lang)
        return {
            deviation.kind: (deviation.line_name, deviation.approved_value, deviation.present_value)
            for deviation in deviations.search([("order_id", "=", order.id)])
        }

    IN_ENGLISH = {
        "quantity": ("Bearing 6204", "10.00 Units", "12.00 Units"),
        "delivery": ("Bearing 6204", "0 days", "-2 days"),
        "payment": ("", "30 days", "60 days"),
        "warranty": ("", "12 months", "24 months"),
    }
    IN_CHINESE = {
        "quantity": ("轴承 6204", "10.00 单位", "12.00 单位"),
        "delivery": ("轴承 6204", "0 天", "-2 天"),
        "payment": ("", "30 days", "60 天"),
        "warranty": ("", "12 个月", "24 个月"),
    }

    @clause("W3.C", part="each reads it in his language")
    def test_changed_in_english_read_in_chinese(self):
        self._speaking(support="en_US", manager="zh_CN")
        order = self._changed_by(self.support)
        self.assertEqual(self._read_by(self.manager, order), self.IN_CHINESE)
        self.assertEqual(self._read_by(self.support, order), self.IN_ENGLISH)
        deviation = self._deviations(order).filtered(lambda point: point.kind == "payment")
        chinese = deviation.with_user(self.manager).with_context(lang="zh_CN")
        self.assertIn("付款条件", chinese.display_name)
        row = self.env["ops.home"].with_user(self.manager).with_context(lang="zh_CN")
        self.assertIn("60 天", str(row._get_deviation_row(chinese)))

    @clause("W3.C", part="each reads it in his language")
    def test_changed_in_chinese_read_in_english(self):
        self._speaking(support="zh_CN", manager="en_US")
        order = self._changed_by(self.support)
        self.assertEqual(self._read_by(self.manager, order), self.IN_ENGLISH)
        self.assertEqual(self._read_by(self.support, order), self.IN_CHINESE)

    def test_line_taken_out_keeps_the_name_it_had(self):
        order = self._negotiated()
        order.order_line[1].unlink()
        [deviation] = self._deviations(order)
        self.assertEqual((deviation.kind, deviation.line_name), ("removed", "Coupling"))
        self.assertIn("× ", deviation.approved_value)
        self.assertEqual(deviation.present_value, "")

    def test_amounts_are_said_in_the_currency_they_were_agreed_in(self):
        order = self._negotiated()
        approved = order.currency_id.symbol
        order.write({"pricelist_id": self.euro_list.id})
        order.order_line[0].price_unit = 70
        deviation = self._deviations(order).filtered(lambda point: point.kind == "price")[:1]
        self.assertIn(approved, deviation.approved_value)
        self.assertIn("€", deviation.present_value)

    def test_found_by_the_products_name_in_the_users_language(self):
        self._speaking(manager="zh_CN")
        order = self._negotiated()
        order.order_line[0].price_unit = 95
        deviations = self.env["ops.contract.deviation"].with_user(self.manager).with_context(lang="zh_CN")
        arch = etree.fromstring(deviations.get_view(None, "search")["arch"])
        [field] = arch.xpath("//field[@name='line_text']")
        domain = safe_eval(field.get("filter_domain"), {"self": "轴承"})
        self.assertEqual(deviations.search(domain).order_id.ids, order.ids)

    # ------------------------------------------------------------------
    # Speed
    # ------------------------------------------------------------------
    def test_twenty_texts_cost_no_more_queries_than_two(self):
        orders = [self._changed_by(self.consultant) for _number in range(5)]
        many = self._deviations(orders[0].union(*orders)).with_user(self.manager)
        self.assertEqual(len(many), 20)

        def count(deviations):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            deviations.read(["display_name", "line_name", "approved_value", "present_value"])
            return self.env.cr.sql_log_count - before

        count(many)
        self.assertLessEqual(count(many), count(many[:4]))

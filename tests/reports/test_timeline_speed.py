"""200,000 visits, 10,000 of each other document: a customer's timeline costs what it costs with few."""

from odoo.tests import tagged
from odoo.tools import SQL

from ..common import clause
from .timeline_case import SHOWN, TimelineCase

VISITS, OTHERS, CUSTOMERS = 200_000, 10_000, 400
NUMBERS = {"name", "number", "slip_number"}  # told apart in the copies; some are unique
TABLES = {
    "ops.visit", "crm.lead", "sale.order", "ops.contract", "ops.release", "stock.picking", "account.move",
    "ops.receipt", "helpdesk.ticket",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestTimelineSpeed(TimelineCase):
    def _fill(self, lived, share=1):
        """Copy the documents of one customer into the past of many, by SQL."""
        partners = self.env["res.partner"].create(
            [
                {"name": f"Customer {n}", "is_company": True, "user_id": self.consultant.id}
                for n in range(CUSTOMERS)
            ]
        )
        self.env.flush_all()
        for document in {document._name: document for document in lived.values()}.values():
            self._copy(document, partners, (VISITS if document._name == "ops.visit" else OTHERS) // share)
        for table, link in (("stock_picking", "sale_id"), ("ops_release", "order_id")):
            self._link(table, link)
        self.env.cr.execute("ANALYZE")
        self.env.invalidate_all()
        return partners

    def _copy(self, document, partners, count):
        table = document._table
        rows = self.env.execute_query(
            SQL("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", table)
        )
        columns = {name: kind for name, kind in rows if name != "id"}
        values = [self._copied(name, kind) for name, kind in columns.items()]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO %(table)s (%(columns)s)
                SELECT %(values)s
                  FROM %(table)s t, generate_series(1, %(count)s) n,
                       LATERAL (SELECT (%(partners)s::int[])[1 + n %% %(customers)s] AS id) p
                 WHERE t.id = %(id)s
                """,
                table=SQL.identifier(table),
                columns=SQL(", ").join(map(SQL.identifier, columns)),
                values=SQL(", ").join(values),
                count=count,
                partners=partners.ids,
                customers=len(partners),
                id=document.id,
            )
        )
        self.env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))

    def _link(self, table, link):
        """Let each copy belong to the order that is the same copy of its order."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE %(table)s t SET %(link)s = o.id
                  FROM sale_order o
                 WHERE substring(t.name FROM %(copy)s) = substring(o.name FROM %(copy)s)
                """,
                table=SQL.identifier(table),
                link=SQL.identifier(link),
                copy=f"-{self.copies}-[0-9]+$",
            )
        )

    def _copied(self, name, kind):
        if name in ("partner_id", "commercial_partner_id"):
            return SQL("p.id")
        column = SQL.identifier("t", name)
        if name in NUMBERS and kind == "integer":
            return SQL("%s + %s + n", column, 1000 if self.copies == "few" else 100_000)
        if name in NUMBERS:
            return SQL("%s || '-' || %s::text || '-' || n", column, self.copies)
        return column

    def _acts(self, user, partner):
        timeline = self.env["ops.timeline"].with_user(user)
        mine = [("partner_id", "=", partner.id)]
        rows = timeline.search(mine, limit=2000)
        return {
            "list": lambda: timeline.web_search_read(mine, SHOWN, limit=2000, count_limit=10_001),
            "months": lambda: timeline.formatted_read_group(mine, ["date:month"], ["__count"]),
            "after the sale": lambda: timeline.search([*mine, ("phase", "=", "after")], limit=80),
            "by id": lambda: timeline.browse(rows.ids).read(["number", "amount"]),
            "text": lambda: timeline.search([*mine, ("title", "ilike", "bearing")], limit=80),
        }

    def _statements(self, act):
        act()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        return self.env.cr.sql_log_count - before

    def _count(self, partner):
        return {
            (user.login, name): self._statements(act)
            for user in (self.consultant, self.manager, self.technician, self.leader)
            for name, act in self._acts(user, partner).items()
        }

    def _plan(self, user, domain):
        query = self.env["ops.timeline"].with_user(user)._search(domain, order="date desc, id desc", limit=80)
        rows = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        return "\n".join(row for [row] in rows)

    @clause("M5.6", part="at every size")
    def test_a_customer_is_found_by_index_in_the_same_statements_at_every_size(self):
        lived = self._live()
        self.copies = "few"
        few = self._count(self._fill(lived, share=100)[7])
        self.copies = "many"
        partner = self._fill(lived)[7]
        self.assertEqual(self._count(partner), few)

        rows = self._rows(self.consultant, [("partner_id", "=", partner.id)])
        self.assertEqual(len(rows.filtered(lambda row: row.res_model == "ops.visit")), VISITS // CUSTOMERS)
        for user in (self.consultant, self.manager, self.technician, self.leader):
            for domain in ([("partner_id", "=", partner.id)], [("id", "in", rows[:80].ids)]):
                plan = self._plan(user, domain)
                for name in TABLES:
                    self.assertNotIn(f"Seq Scan on {self.env[name]._table} ", plan, (user.login, plan))

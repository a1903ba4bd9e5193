from odoo import models
from odoo.tools import SQL

# pylint only looks for add-ons in Odoo's own folders
from odoo.addons.ops_dept.models.service.case.helpdesk_ticket import (  # pylint: disable=no-name-in-module
    RUNNING,
)

# The customer's goods are behind these.
PROCESSES = ("repair", "return", "exchange")
# Cases that were confirmed and not withdrawn.
CONFIRMED = (*RUNNING, "solved", "closed")


class OpsReturnAnalysis(models.Model):
    """Where the columns come from: the transfers of orders, and the products of cases."""

    _inherit = "ops.return.analysis"

    @property
    def _table_query(self):
        """The rows keep their ids: deliveries have even ones, products of cases odd ones."""
        return SQL(
            """
            SELECT rows.*, template.categ_id, maker.partner_id AS maker_id, NULL::float AS rate
              FROM (%(delivered)s UNION ALL %(complained)s) rows
              JOIN product_product product ON product.id = rows.product_id
              JOIN product_template template ON template.id = product.product_tmpl_id
              LEFT JOIN (%(makers)s) maker
                     ON maker.product_id = rows.product_id AND maker.company_id = rows.company_id
            """,
            delivered=self._sql_delivered(),
            complained=self._sql_complained(),
            makers=sql_makers(),
        )

    def _sql_delivered(self):
        """What left for customers on orders; what a case sends again was delivered before."""
        return SQL(
            """
            SELECT item.id * 2 AS id, item.date, item.product_id,
                   customer.commercial_partner_id AS partner_id,
                   sale.user_id, sale.team_id, sale.company_id, sale.id AS order_id, NULL AS process,
                   item.quantity_product_uom AS delivered, 0 AS complained, NULL::integer AS ticket_id
              FROM stock_move_line item
              JOIN stock_move move ON move.id = item.move_id
              JOIN sale_order_line sold ON sold.id = move.sale_line_id
              JOIN sale_order sale ON sale.id = sold.order_id
              JOIN res_partner customer ON customer.id = sale.partner_id
              JOIN stock_location source ON source.id = item.location_id
              JOIN stock_location target ON target.id = item.location_dest_id
             WHERE item.state = 'done' AND source.usage != 'customer' AND target.usage = 'customer'
               AND move.ops_ticket_line_id IS NULL
            """
        )

    def _sql_complained(self):
        """What confirmed cases are about, if the customer has it from us."""
        return SQL(
            """
            SELECT line.id * 2 + 1 AS id, ticket.ops_date_received AS date, line.product_id,
                   ticket.commercial_partner_id AS partner_id,
                   COALESCE(sale.user_id, ticket.ops_salesman_id) AS user_id,
                   CASE WHEN sale.user_id IS NULL THEN ticket.ops_team_id ELSE sale.team_id END AS team_id,
                   ticket.company_id, sale.id AS order_id, ticket.ops_process AS process,
                   0 AS delivered, line.quantity AS complained, ticket.id AS ticket_id
              FROM ops_ticket_line line
              JOIN helpdesk_ticket ticket ON ticket.id = line.ticket_id
              LEFT JOIN sale_order_line sold ON sold.id = line.order_line_id
              LEFT JOIN sale_order sale ON sale.id = sold.order_id
             WHERE ticket.ops_process IN %(processes)s AND ticket.ops_step IN %(steps)s
               AND line.is_foreign IS NOT TRUE
            """,
            processes=PROCESSES,
            steps=CONFIRMED,
        )


def sql_makers():
    """Return the statement of product and company → its maker: the vendor whom core would choose first."""
    return SQL(
        """
        SELECT DISTINCT ON (product.id, company.id)
               product.id AS product_id, company.id AS company_id, vendor.partner_id
          FROM product_supplierinfo vendor
          JOIN product_product product ON product.product_tmpl_id = vendor.product_tmpl_id
           AND (vendor.product_id IS NULL OR vendor.product_id = product.id)
          JOIN res_company company ON vendor.company_id IS NULL OR vendor.company_id = company.id
         ORDER BY product.id, company.id, vendor.sequence, vendor.min_qty DESC, vendor.price, vendor.id
        """
    )

from odoo import api, fields, models
from odoo.exceptions import AccessError


class HelpdeskTicket(models.Model):
    """Whose case it is: the customer, his order, the salesman and the salesman's team, which decides (W7.A).

    The helpdesk's `team_id` is no sales team: it says who of technical works on the ticket.
    """

    _inherit = "helpdesk.ticket"

    ops_order_id = fields.Many2one(
        "sale.order",
        "Order",
        index="btree_not_null",
        copy=False,
        domain="[('state', '=', 'sale'), ('company_id', '=', company_id),"
        " ('partner_id.commercial_partner_id', '=', commercial_partner_id)]",
        frozen="asked",
        help="What the customer bought.",
    )
    ops_picking_id = fields.Many2one(
        "stock.picking",
        "Delivery",
        index="btree_not_null",
        copy=False,
        domain="[('state', '=', 'done'), ('company_id', '=', company_id),"
        " ('partner_id.commercial_partner_id', '=', commercial_partner_id)]",
        frozen="asked",
        help="With which delivery it came.",
    )
    ops_salesman_id = fields.Many2one(
        "res.users",
        "Salesperson",
        compute="_compute_ops_salesman_id",
        store=True,
        readonly=False,
        index="btree_not_null",
        tracking=True,
        domain=[("share", "=", False)],
        frozen="asked",
        help="Of the order, else of the customer. He tells the customer what came of it (V5.2).",
    )
    ops_team_id = fields.Many2one(
        "crm.team",
        "Sales team",
        compute="_compute_ops_team_id",
        store=True,
        index="btree_not_null",
        derived=True,
        help="The salesperson's team; its manager confirms the case (W7.A).",
    )
    ops_phone = fields.Char("Phone", related="partner_id.phone")

    @api.depends("ops_order_id", "partner_id", "commercial_partner_id")
    def _compute_ops_salesman_id(self):
        for ticket in self:
            # sudo: whose order and customer it is, whoever takes the call
            ticket_sudo = ticket.sudo()
            ticket.ops_salesman_id = (
                ticket_sudo.ops_order_id.user_id
                or ticket_sudo.partner_id.user_id
                or ticket_sudo.commercial_partner_id.user_id
                or ticket.ops_salesman_id
            )

    @api.depends("ops_salesman_id", "ops_order_id")
    def _compute_ops_team_id(self):
        for ticket in self:
            # sudo: of which team the salesperson is
            ticket_sudo = ticket.sudo()
            home = ticket_sudo.ops_salesman_id.sale_team_id
            ticket.ops_team_id = home or ticket_sudo.ops_order_id.team_id

    @api.model
    def default_get(self, fields):
        """Whoever opens a case is not the one who works on it, unless he is of technical."""
        defaults = super().default_get(fields)
        company = self.env["res.company"].browse(defaults.get("company_id")) or self.env.company
        if (
            "user_id" in defaults
            and "default_user_id" not in self.env.context
            and company._ops_rulebook_on()
            and not self.env.user._ops_has_role("technical")
        ):
            del defaults["user_id"]
        return defaults

    # ------------------------------------------------------------------
    # Posts, four eyes
    # ------------------------------------------------------------------
    def _ops_team(self):
        return self.ops_team_id

    def _ops_owner(self):
        return self.ops_salesman_id

    def _ops_customer(self):
        return self.commercial_partner_id

    def _ops_may_withdraw(self):
        """The salesperson's request is taken back by whoever handed it in, by him, or by his support."""
        return super()._ops_may_withdraw() or self.env.user in self._ops_post_users("support")

    def _ops_inbox_summary(self):
        processes = dict(self._fields["ops_process"]._description_selection(self.env))
        # sudo: the customer's name, of cases that the user reads
        return {
            case.id: {
                "ops_summary": " · ".join(
                    filter(
                        None,
                        (processes.get(case.ops_process), case.sudo().commercial_partner_id.name, case.name),
                    )
                )
            }
            for case in self
        }

    def _ops_check_held(self, roles, clause):
        """Refuse who holds none of these roles; superuser mode is no role.

        :raises AccessError: names the roles
        """
        if not self.env.user._ops_has_role(*roles):
            raise AccessError(
                self.env._(
                    "%(case)s: that is done by %(roles)s (%(clause)s).",
                    case=self[:1].display_name,
                    roles=self.env["res.groups"]._ops_role_names(roles),
                    clause=clause,
                )
            )

    def _ops_tell(self, users, body):
        """Tell colleagues what they wait for: in their inbox or by mail, as they have chosen.

        :param users: res.users; whoever does it is not told
        """
        self.ensure_one()
        people = (users - self.env.user).partner_id
        if people:
            # sudo: who works on a case need not be allowed to write it to tell the others
            self.sudo().message_notify(
                partner_ids=people.ids,
                subject=self.display_name,
                body=body,
                author_id=self.env.user.partner_id.id,
            )

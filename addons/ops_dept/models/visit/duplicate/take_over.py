from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...policy.document.links import ROLES
from ...policy.guarded.ops_reasoned import Reason
from .ops_duplicate import SELLERS

_lt = LazyTranslate(__name__)


class ResPartner(models.Model):
    """A colleague's customer is taken over by asking his head, who says yes or no (V2.1).

    The contact is readable to everybody, the file to whose customer it is: who asks learns nothing of it.
    """

    _inherit = "res.partner"

    _reasons = {
        "take_over": Reason(
            action="action_ops_take_over",
            question=_lt("Why should you look after this customer?"),
            button=_lt("Ask to Take Over"),
            follows=_lt("The head of his present consultant says yes or no; with yes he is yours at once."),
            lacking=_lt("say why you should look after him (V2.1)."),
            shown=("user_id",),
            length=5,
        )
    }

    ops_can_take_over = fields.Boolean(
        compute="_compute_ops_can_take_over", groups=ROLES, export_string_translation=False
    )

    @api.depends("user_id", "parent_id")
    @api.depends_context("uid", "company")
    def _compute_ops_can_take_over(self):
        seller = self.env.user._ops_has_role(*SELLERS)
        in_force = seller and self.env["ops.clause"]._is_in_force("V2.1", self.env.company)
        for partner in self:
            consultant = partner.user_id
            partner.ops_can_take_over = (
                bool(in_force and consultant) and consultant != self.env.user and not partner.parent_id
            )

    def action_ops_open_take_over(self):
        """Ask why the user should look after this customer."""
        self.ensure_one()
        return self._ask_reason("take_over")

    def action_ops_take_over(self, reason):
        """Ask the head of the present consultant to give this customer to the user.

        Clause: V2.1

        :param str reason: why, read by the head
        :raises UserError: for who may not ask, or asked already; where nobody has the customer
        """
        self.ensure_one()
        self.check_access("read")
        customer = self.commercial_partner_id
        reason = self._take_reason("take_over", reason)
        customer._ops_check_take_over()
        company = self.env.company
        files_sudo = self.env["ops.customer"].sudo()  # sudo: he asks about it and does not read it
        file_sudo = files_sudo._get_of(customer, company) or files_sudo.create({"partner_id": customer.id})
        kind = self.env.ref("ops_dept.ops_question_kind_take_over")
        asked = self.env["ops.question"].sudo()  # sudo: as above
        if asked.search_count(
            [
                ("res_model", "=", file_sudo._name),
                ("res_id", "=", file_sudo.id),
                ("kind_id", "=", kind.id),
                ("asker_id", "=", self.env.uid),
                ("state", "=", "open"),
            ]
        ):
            raise UserError(
                self.env._(
                    "%(customer)s: you asked for him already; the answer stands on your first page (V2.1).",
                    customer=customer.display_name,
                )
            )
        return customer._ops_ask_head(file_sudo, kind, reason)

    def _ops_check_take_over(self):
        if self.ops_can_take_over:
            return
        if not self.env.user._ops_has_role(*SELLERS):
            raise AccessError(
                self.env._(
                    "%(customer)s: only who sells asks for a customer (V2.1).", customer=self.display_name
                )
            )
        if not self.user_id:
            raise UserError(
                self.env._(
                    "%(customer)s has no consultant: enter yourself as his salesperson (V2.1).",
                    customer=self.display_name,
                )
            )
        raise UserError(
            self.env._("%(customer)s: there is nothing to take over (V2.1).", customer=self.display_name)
        )

    def _ops_ask_head(self, file_sudo, kind, reason):
        consultant = self.user_id
        heads = consultant._ops_head(file_sudo.company_id) - self.env.user
        questions_sudo = self.env["ops.question"]._ask(
            file_sudo,
            kind,
            self.env._(
                "%(who)s asks to look after %(customer)s, now %(consultant)s's: %(reason)s",
                who=self.env.user.name,
                customer=self.display_name,
                consultant=consultant.name,
                reason=reason,
            ),
            post=None if len(heads) == 1 else "leader",
            person=heads if len(heads) == 1 else None,
        )
        questions_sudo._tell_asked()
        return True

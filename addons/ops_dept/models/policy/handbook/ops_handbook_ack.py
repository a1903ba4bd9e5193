from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


class OpsHandbookAck(models.Model):
    """Somebody is asked to read his clauses of an edition, and says that he has (M7.1).

    Nobody says it for another, and nobody writes, moves or takes back what was said.
    """

    _name = "ops.handbook.ack"
    _inherit = ["ops.unwritten", "ops.guarded"]
    _description = "Acknowledgement of the handbook"
    _order = "state, date desc, id desc"
    _rec_name = "handbook_id"

    _unwritten = _lt(
        "Acknowledgements of the handbook are asked for by a new edition or role, and said by the "
        "person himself: they are never written, changed or deleted by hand (M7.1)."
    )

    _ops_clause = "M7.1"

    handbook_id = fields.Many2one(
        "ops.handbook",
        "Edition",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        stamp=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, copy=False, index=True, ondelete="restrict", stamp=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        stamp=True,
    )
    state = fields.Selection(
        [("asked", "Has not read it"), ("done", "Has read it"), ("dropped", "No longer asked")],
        required=True,
        readonly=True,
        stamp=True,
        index=True,
    )
    date_asked = fields.Datetime("Asked to read on", required=True, readonly=True, copy=False, stamp=True)
    reason = fields.Selection(
        [("edition", "New edition"), ("role", "New role")],
        required=True,
        readonly=True,
        copy=False,
        stamp=True,
    )
    date = fields.Datetime("Read on", readonly=True, copy=False, stamp=True)
    role_ids = fields.Many2many(
        "res.groups", string="Roles at that time", readonly=True, copy=False, stamp=True
    )
    role_names = fields.Char(
        "Roles", readonly=True, copy=False, stamp=True, help="What they were called at that time."
    )
    clause_ids = fields.Many2many("ops.clause", compute="_compute_clause_ids", string="My clauses")
    pdf = fields.Binary(related="handbook_id.pdf")
    pdf_name = fields.Char(related="handbook_id.pdf_name")
    note = fields.Text(related="handbook_id.note")
    date_effective = fields.Date(related="handbook_id.date_effective")
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _asked_uniq = models.UniqueIndex(
        "(company_id, user_id) WHERE state = 'asked'", "This person is asked already."
    )

    @api.depends("handbook_id", "user_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for ack in self:
            ack.display_name = f"{ack.handbook_id.display_name} · {ack.user_id.sudo().name}"  # sudo: a name

    @api.depends_context("uid")
    def _compute_clause_ids(self):
        """Show each reader the clauses of his own roles that are in force."""
        for ack in self:
            clauses = self.env["ops.clause"].with_company(ack.company_id)
            ack.clause_ids = clauses.search(
                [
                    ("is_mine", "=", True),
                    ("is_active", "=", True),
                    ("company_id", "in", (False, ack.company_id.id)),
                ]
            )

    @api.depends("user_id", "state")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for ack in self:
            ack.is_mine = ack.state == "asked" and ack.user_id == self.env.user

    # ------------------------------------------------------------------
    # One tap
    # ------------------------------------------------------------------
    def action_acknowledge(self):
        """Say that I have read my clauses and keep to them. Clause: M7.1

        :raises AccessError: for another's, whoever it is
        :raises UserError: where it was said already, or is no longer asked
        """
        self.check_access("read")
        for ack in self:
            if ack.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(ack)s: everybody acknowledges the handbook himself, nobody for another (M7.1).",
                        ack=ack.display_name,
                    )
                )
            if ack.state != "asked":
                raise UserError(
                    self.env._(
                        "%(ack)s: acknowledged already, or replaced by a newer edition; there is nothing "
                        "more to say (M7.1).",
                        ack=ack.display_name,
                    )
                )
            roles = self.env.user._ops_roles()
            # sudo: nobody writes acknowledgements by hand; that it is his own was checked
            ack.sudo()._stamp(
                {
                    "state": "done",
                    "date": fields.Datetime.now(),
                    "role_ids": [(6, 0, roles.ids)],
                    "role_names": ack._join_names(roles),
                }
            )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _join_names(self, roles):
        """Return what roles are called now, in the company's language."""
        lang = self.company_id.sudo().partner_id.lang or self.env.lang  # sudo: a language, and names
        return ", ".join(roles.sudo().with_context(lang=lang).mapped("name"))

    # ------------------------------------------------------------------
    # The door: nobody writes here
    # ------------------------------------------------------------------

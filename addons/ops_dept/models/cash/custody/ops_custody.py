from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

CODE = "R9"
HAND_IN, TAKE, LOST = "hand_in", "take", "lost"
# Who keeps originals; a salesman carries them (R9).
KEEPERS = ("sales_support", "finance", "office", "leader")
SALESMEN = ("consultant",)
# Where an original is with its holder, so that he can hand it over.
IN_HAND = ("held", "archived")
ALL_STATES = ("held", "moving", "archived", "lost")


class OpsCustody(models.Model):
    """An original: a contract, a signed note, a statement, a list, an instrument or an invoice (R9).

    It has one holder at any time. Who gives it away holds it until the taker has signed for it; the moves
    are the chain from the first holder to the present one. Nobody writes a state or a holder: moves do.

    Split by concern: here what it is and where it lies, `register.py` who registers it, `chain.py` how the
    chain begins and grows, `hand_over.py` giving and taking, `keep.py` archive, lost and found, `limit.py`
    how long a salesman may hold one, `night.py` what happens by time alone.

    Clause: R9
    """

    _name = "ops.custody"
    _inherit = ["ops.record"]
    _description = "Original in custody"
    _order = "id desc"
    _rec_names_search = ["name", "title", "partner_id"]

    _ops_clause = CODE
    _number_prefix = "YJ-"
    _transitions = {}  # signed moves alone
    _state_sets = {"kept": ALL_STATES, "put": ("moving", "archived", "lost")}

    kind = fields.Selection(
        [
            ("contract", "Contract"),
            ("delivery_note", "Delivery note"),
            ("shipping_note", "Shipping note"),
            ("statement", "Account statement"),
            ("list", "List"),
            ("instrument", "Instrument"),
            ("invoice", "Invoice"),
        ],
        required=True,
        index=True,
        frozen="kept",
    )
    title = fields.Char(
        "Number or name", required=True, index="trigram", frozen="kept", help="What stands on the original."
    )
    partner_id = fields.Many2one(
        "res.partner", "Customer", check_company=True, index=True, ondelete="restrict", frozen="kept"
    )
    res_model = fields.Char(
        "Document model", readonly=True, frozen="kept", copy=False, export_string_translation=False
    )
    res_id = fields.Many2oneReference(
        "Document ID", model_field="res_model", readonly=True, copy=False, frozen="kept"
    )
    document_name = fields.Char("Document", readonly=True, copy=False, stamp=True)
    holder_id = fields.Many2one(
        "res.users",
        "Held by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        check_company=True,
        index=True,
        copy=False,
        ondelete="restrict",
        frozen="kept",
    )
    taker_id = fields.Many2one(
        "res.users", "To take it over", readonly=True, copy=False, stamp=True, index=True, ondelete="restrict"
    )
    date_held = fields.Datetime("Held since", readonly=True, copy=False, stamp=True)
    date_limit = fields.Datetime(
        "To be taken over by", readonly=True, copy=False, stamp=True, help="After it, it is with the giver."
    )
    date_carried = fields.Datetime(
        "With salesmen since",
        readonly=True,
        copy=False,
        stamp=True,
        help="When it first came to a salesman; passing it on among salesmen does not change it.",
    )
    date_hand_in = fields.Datetime("To be handed in by", readonly=True, copy=False, stamp=True)
    is_past_limit = fields.Boolean(
        "Held past the limit", compute="_compute_is_past_limit", search="_search_is_past_limit"
    )
    lent_by_id = fields.Many2one(
        "res.users", "Lent by", readonly=True, copy=False, stamp=True, ondelete="restrict"
    )
    date_return = fields.Date("Lent until", readonly=True, copy=False, stamp=True, index="btree_not_null")
    date_reminded = fields.Date("Reminded on", readonly=True, copy=False, stamp=True)
    is_overdue = fields.Boolean(
        "Lent and overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    place = fields.Char(frozen="put", copy=False, help="Where it lies, e.g. archive room, cabinet A.")
    shelf = fields.Char("Shelf or file", frozen="put", copy=False)
    lost_reason = fields.Text("How it was lost", readonly=True, copy=False, stamp=True)
    date_lost = fields.Datetime("Reported lost on", readonly=True, copy=False, stamp=True)
    lost_by_id = fields.Many2one(
        "res.users", "Reported by", readonly=True, copy=False, stamp=True, ondelete="restrict"
    )
    found_note = fields.Text("How it was found", readonly=True, copy=False, stamp=True)
    move_ids = fields.One2many("ops.custody.move", "custody_id", "Moves", copy=False, frozen="kept")
    state = fields.Selection(
        [
            ("held", "In hand"),
            ("moving", "Being handed over"),
            ("archived", "Archived"),
            ("lost", "Reported lost"),
        ],
        default="held",
        required=True,
        copy=False,
        index=True,
    )
    can_give = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_take = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_keep = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_report = fields.Boolean(compute="_compute_can", export_string_translation=False)

    _document_idx = models.Index("(res_id, res_model) WHERE res_id IS NOT NULL")
    _carried_idx = models.Index("(company_id, holder_id) WHERE date_carried IS NOT NULL")
    _taker_when_moving = models.Constraint(
        "CHECK ((state = 'moving') = (taker_id IS NOT NULL))",
        "An original that is being handed over has a taker, any other one has none (R9).",
    )
    _other_taker = models.Constraint(
        "CHECK (taker_id <> holder_id)", "The holder hands it to somebody else (R9)."
    )

    # ------------------------------------------------------------------
    # Compute and search
    # ------------------------------------------------------------------
    @api.depends("name", "title")
    def _compute_display_name(self):
        for original in self:
            original.display_name = (
                " ".join(filter(None, (original.name, original.title))) or self._ops_kind()
            )

    @api.depends("date_hand_in")
    def _compute_is_past_limit(self):
        now = fields.Datetime.now()
        for original in self:
            original.is_past_limit = bool(original.date_hand_in) and original.date_hand_in < now

    @api.model
    def _search_is_past_limit(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("date_hand_in", "<", fields.Datetime.now())]

    @api.depends("date_return", "state")
    def _compute_is_overdue(self):
        for original in self:
            day = original.date_return
            original.is_overdue = (
                bool(day) and original.state != "lost" and day < original.company_id._ops_today()
            )

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return self._get_overdue_domain(self.env.company._ops_today())

    @api.model
    def _get_overdue_domain(self, today):
        return Domain("date_return", "<", today) & Domain("state", "!=", "lost")

    @api.depends("state", "holder_id", "taker_id")
    @api.depends_context("uid")
    def _compute_can(self):
        user = self.env.user
        keeps, reports = user._ops_has_role(*KEEPERS), user._ops_has_role(*KEEPERS, "sales_manager")
        leads = user._ops_has_role("leader")
        for original in self:
            mine = original.holder_id == user or leads
            original.can_give = bool(original.id) and original.state in IN_HAND and mine
            original.can_take = original.state == "moving" and original.taker_id == user
            original.can_keep = original.state == "held" and original.holder_id == user and keeps
            original.can_report = bool(original.id) and (original.holder_id == user or reports)

    # ------------------------------------------------------------------
    # Kept
    # ------------------------------------------------------------------
    def _ops_team(self):
        """The team of the customer's salesman, else of the holder."""
        # sudo: whose customer it is
        salesman_sudo = self.sudo().partner_id.user_id
        return (salesman_sudo or self.sudo().holder_id).sale_team_id.sudo(False)

    def _ops_refuse_deletion(self):
        if self:
            raise UserError(
                self.env._(
                    "%(original)s: an original is never deleted; what is gone is reported lost (R9).",
                    original=self[:1].display_name,
                )
            )
        return super()._ops_refuse_deletion()

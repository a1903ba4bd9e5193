from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .ops_penalty import DECIDED, JOINT_CLAUSE


class OpsPenalty(models.Model):
    """The head answers jointly, by rule of the company: his share is a case of his own (H7).

    It is proposed with the case that it follows, heard by itself, and decided after that one, by others than
    the head. What becomes of the case, becomes of the share: dismissed with it, repealed with it.
    """

    _inherit = "ops.penalty"

    _ops_created = ((30, "_propose_shares_of_new"),)

    parent_id = fields.Many2one(
        "ops.penalty",
        "Joint share in",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        stamp=True,
        help="The case of one of his people, for which the head answers jointly (H7).",
    )
    joint_percent = fields.Float("Share (%)", readonly=True, copy=False, stamp=True)
    joint_fixed = fields.Monetary("Fixed share", readonly=True, copy=False, stamp=True)
    joint_lack = fields.Selection(
        [
            ("no_head", "None: no head is named above the person, in his record, department or team"),
            ("no_employee", "None: the head has no employee record in this company"),
            ("top", "None: nobody stands above the general manager"),
        ],
        "Joint share (H7)",
        readonly=True,
        copy=False,
        stamp=True,
    )
    share_id = fields.Many2one("ops.penalty", "Case of the head", compute="_compute_share_id")

    _parent_uniq = models.UniqueIndex(
        "(parent_id) WHERE parent_id IS NOT NULL", "The head's share in this case is proposed already (H7)."
    )

    @api.depends_context("uid")
    def _compute_share_id(self):
        """Show the head's case to who may read it: not to the person whose case it follows."""
        shares = self.search(Domain("parent_id", "in", self.ids)).grouped("parent_id")
        for penalty in self:
            penalty.share_id = shares.get(penalty._origin)

    def action_open_share(self):
        """Open the head's case."""
        self.ensure_one()
        return self.share_id._get_records_action()

    def action_open_parent(self):
        """Open the case in which this is the share, for who may read it."""
        self.ensure_one()
        self.parent_id.check_access("read")
        return self.parent_id._get_records_action()

    # ------------------------------------------------------------------
    # The proposal
    # ------------------------------------------------------------------
    def _propose_shares_of_new(self, vals_list):
        self._propose_shares()

    def _propose_shares(self):
        """Propose the heads' shares in these cases, where the company's rule is on. Clause: H7"""
        # sudo: proposed by the software, as the company's rule says
        shares_sudo = self.env["ops.penalty"].sudo()
        for company, penalties in self.filtered(lambda p: p.kind != "reward").grouped("company_id").items():
            if company.sudo().ops_joint_rule != "off" and self.env["ops.clause"]._is_in_force(
                JOINT_CLAUSE, company
            ):  # sudo: a setting
                vals_list = penalties._prepare_shares(company.sudo())  # sudo: settings
                shares_sudo += shares_sudo._create_noted(vals_list, company)
        shares_sudo._open_hearing()

    def _prepare_shares(self, company):
        """Return the values of the shares; a case without a head says why there is none."""
        heads = self.head_id.sudo()  # sudo: the employee record of who is named the head
        employees = heads.with_context(allowed_company_ids=company.ids).employee_ids.filtered(
            lambda employee: employee.company_id == company
        )
        records = {employee.user_id.id: employee for employee in reversed(employees)}
        lang = company.partner_id.lang or self.env.lang
        vals_list = []
        for penalty in self.with_context(lang=lang):
            if lack := penalty._get_share_lack(records):
                penalty.sudo()._stamp({"joint_lack": lack})  # sudo: noted by the software
            else:
                vals_list.append(penalty._prepare_share(company, records[penalty.head_id.id]))
        return vals_list

    def _get_share_lack(self, records):
        """Return why nobody answers jointly for this case (None: the head does)."""
        if not self.head_id:
            return "no_head"
        # sudo: which role the head holds
        if self.head_id.sudo().has_group("ops_dept.ops_dept_group_general_manager"):
            return "top"
        return None if self.head_id.id in records else "no_employee"

    def _prepare_share(self, company, employee):
        is_percent = company.ops_joint_rule == "percent"
        rule = (
            self.env._("%(percent)g %% of its amount", percent=company.ops_joint_percent)
            if is_percent
            else self.currency_id.format(company.ops_joint_amount)
        )
        return {
            "parent_id": self.id,
            "employee_id": employee.id,
            "company_id": self.company_id.id,
            "kind": self.kind,
            "joint_percent": is_percent and company.ops_joint_percent,
            "joint_fixed": not is_percent and company.ops_joint_amount,
            "reason": self.env._(
                "Joint share of the head in %(case)s (%(clauses)s): %(rule)s. Rule of the company (H7).",
                case=self.name,
                clauses=self.clause_codes or "-",
                rule=rule if self.kind != "liability" else self.env._("joint liability"),
            ),
        }

    # ------------------------------------------------------------------
    # What it comes to
    # ------------------------------------------------------------------
    def _get_share_amount(self):
        """Return the share by the rule that held when it was proposed, of what the case comes to now."""
        if self.kind == "liability":
            return 0.0
        if self.joint_fixed:
            return self.joint_fixed
        return self.currency_id.round(self.parent_id.amount * self.joint_percent / 100)

    def _get_share_blockers(self):
        """Return what is wrong with the amount of a share: less than the rule may be asked, never more."""
        if not self.parent_id:
            return []
        share, compare = self._get_share_amount(), self.currency_id.compare_amounts
        if compare(self.amount_asked, 0) >= 0 and compare(self.amount_asked, share) <= 0:
            return []
        return [
            self.env._(
                "the joint share is %(share)s by the company's rule: ask for so much or less (H7).",
                share=self.currency_id.format(share),
            )
        ]

    def _get_share_submit_blockers(self):
        """Return that the case of which this is a share is decided first."""
        parent = self.parent_id.sudo()  # sudo: how far that case has come
        if parent and parent.is_open:
            return [
                self.env._(
                    "%(case)s, in which this is the joint share, is decided first (H7).", case=parent.name
                )
            ]
        return []

    # ------------------------------------------------------------------
    # As the case that it follows
    # ------------------------------------------------------------------
    def _get_shares(self):
        """Return the heads' shares in these cases, in superuser mode: they follow what was decided here."""
        # sudo: a share is closed to who decides the case; that he may was checked by that case's move
        return self.env["ops.penalty"].sudo().search(Domain("parent_id", "in", self.ids))

    def _hear_shares(self):
        """The case is decided: what the head was heard on is decided next."""
        waiting = self._get_shares().filtered(lambda share: share.state == "draft")
        waiting._submit_heard()

    def _end_shares(self):
        """The case was dismissed or repealed: nothing is left of which there could be a share."""
        shares = self._get_shares()
        for share in shares.filtered(lambda share: share.is_open):
            reason = self.env._(
                "%(case)s, in which it was the joint share, came to nothing (H7).", case=share.parent_id.name
            )
            share._dismiss_pointless(reason)
        for share in shares.filtered(lambda share: share.state in DECIDED):  # else it is dismissed
            reason = self.env._(
                "%(case)s, in which it was the joint share, was repealed (H7).", case=share.parent_id.name
            )
            share._ops_move_because("repeal", reason)

    def _is_repealed_with_parent(self):
        """Tell whether this share falls with its case, without an appeal of its own."""
        return self.parent_id.sudo().state == "repealed"  # sudo: how that case ended

    def _refuse_own_share(self):
        """Refuse whoever would end his own share by ending the case that it follows. Clause: H7"""
        for share in self._get_shares().filtered(lambda share: share.user_id == self.env.user):
            raise UserError(
                self.env._(
                    "%(case)s: you answer jointly in it, so another company leader ends it (H7).",
                    case=share.parent_id.name,
                )
            )

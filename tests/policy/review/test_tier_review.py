"""Reviews are closed: decided with Approve and Refuse by whose turn it is, never written (W2.E)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...bypass import Way, bypass_table
from ...common import about, clause
from ...deal.quotation_gate import QuotationGateCase

EVERYBODY = (
    "consultant",
    "manager",  # also the reviewer himself
    "support",
    "colleague",
    "other_manager",
    "purchaser",
    "technician",
    "leader",
    "gm",
    "auditor",
    "rule_admin",
    "officer",  # administrator of the database without a role of the rulebook
)
OWN = ("submitted", "half", "refused", "approved")


def _reviews(case, order):
    """Return the reviews as the role's user, found as superuser because not everybody may find them."""
    return order.sudo().review_ids.with_env(order.env).sorted("sequence")


def _write(**vals):
    return lambda case, order: _reviews(case, order).write(vals)


def _forged(case, order, **vals):
    return {
        "model": "sale.order",
        "res_id": order.id,
        "definition_id": case.env.ref("ops_dept.tier_definition_quotation_leader").id,
        "status": "approved",
        **vals,
    }


def _create(case, order):
    order.env["tier.review"].create(_forged(case, order))


def _create_by_default(case, order):
    """The model comes from the context, so the values themselves look harmless."""
    vals = _forged(case, order)
    context = {f"default_{name}": vals.pop(name) for name in ("model", "status")}
    order.env["tier.review"].with_context(**context).create(vals)


def _create_then_aim(case, order):
    """Made for a model without gate, then aimed at the quotation."""
    review = order.env["tier.review"].create(_forged(case, order, model="res.partner"))
    review.write({"model": "sale.order"})


def _through_the_order(command):
    def call(case, order):
        order.write({"review_ids": [command(case, order)]})

    return call


def _through_the_user(case, order):
    user = order.env["res.users"].browse(order.env.uid)  # `env.user` comes in superuser mode
    user.write({"review_ids": [(6, 0, order.sudo().review_ids.ids)]})


def _create_user_with_reviews(case, order):
    order.env["res.users"].create(
        {"name": "Puppet", "login": "puppet", "review_ids": [(6, 0, order.sudo().review_ids.ids)]}
    )


def _create_user_with_default(case, order):
    """A default of the context is passed over: the new user reviews nothing."""
    ids = order.sudo().review_ids.ids
    users = order.env["res.users"].with_context(default_review_ids=[(6, 0, ids)])
    user = users.create({"name": "Puppet", "login": "puppet"})
    if user.sudo().review_ids:
        return
    raise UserError("passed over (W2.E)")


def _load(case, order):
    review = order.sudo().review_ids[0]
    name = {"module": "__bypass__", "name": "review", "model": "tier.review", "res_id": review.id}
    case.env["ir.model.data"].create(name)
    result = order.env["tier.review"].load(["id", "status"], [["__bypass__.review", "approved"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _copy(case, order):
    _reviews(case, order)[0].copy({"status": "approved"})


WAYS = [
    *(
        Way(f"write_{name}", _write(**vals), EVERYBODY, open=(), closed=OWN)
        for name, vals in [
            ("approved", {"status": "approved"}),
            ("reviewers", {"reviewer_ids": [(5,)]}),
            ("definition", {"definition_id": False}),
            ("away", {"res_id": 0, "model": "res.partner"}),
            ("done_by", {"status": "approved", "done_by": 1}),
        ]
    ),
    Way("create", _create, EVERYBODY, open=(), closed=("draft", *OWN)),
    Way("create_by_default", _create_by_default, EVERYBODY, open=(), closed=("draft", *OWN)),
    Way("create_then_aim", _create_then_aim, ("consultant", "manager"), open=(), closed=("draft",)),
    Way("copy", _copy, ("consultant", "manager", "officer"), open=(), closed=OWN),
    Way("load", _load, ("consultant", "officer"), open=(), closed=("submitted",)),
    Way("unlink", lambda case, order: _reviews(case, order).unlink(), EVERYBODY, open=(), closed=OWN),
    *(
        Way(
            f"through_the_order_{name}",
            _through_the_order(command),
            ("consultant", "manager", "leader"),
            open=(),
            closed=OWN,
        )
        for name, command in [
            ("update", lambda case, order: (1, order.sudo().review_ids[0].id, {"status": "approved"})),
            ("delete", lambda case, order: (2, order.sudo().review_ids[0].id)),
            ("create", lambda case, order: (0, 0, _forged(case, order))),
            ("unlink", lambda case, order: (3, order.sudo().review_ids[0].id)),
            ("clear", lambda case, order: (5,)),
        ]
    ),
    Way("through_the_user", _through_the_user, ("officer",), open=(), closed=("submitted",)),
    Way("new_user_with_reviews", _create_user_with_reviews, ("officer",), open=(), closed=("submitted",)),
    Way("new_user_by_default", _create_user_with_default, ("officer",), open=(), closed=("submitted",)),
]


@tagged("post_install", "-at_install")
@clause("W2.E", part="quotation")
@bypass_table(WAYS)
class TestTierReview(QuotationGateCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = new_test_user(
            cls.env,
            "ops_officer",
            groups="base.group_system,base.group_erp_manager,sales_team.group_sale_manager",
        )

    def _refused(self, order, user, message, method="action_ops_approve", *args):
        with self.assertRaisesRegex(UserError, message), self.env.cr.savepoint():
            getattr(order.with_user(user), method)(*args)

    # ------------------------------------------------------------------
    # Whose turn it is
    # ------------------------------------------------------------------
    def test_nobody_but_the_reviewer_decides(self):
        order = self._stage_submitted(self._create_order())
        before = self._everything()
        for name in set(EVERYBODY) - {"manager"}:
            user = getattr(self, name)
            may_read = order.with_user(user).has_access("read")
            message = r"Manager.*W2\.E" if may_read else ".*"
            self._refused(order, user, message)
            self._refused(order, user, message, "validate_tier")
            self._refused(order, user, message, "reject_tier")
            self._refused(order, user, message, "action_ops_refuse", "no")
            self._refused(order, user, message, "action_ops_open_approve")
        self.assertEqual(self._everything(), before)
        order.with_user(self.manager).validate_tier()
        self.assertEqual(order.ops_approval_state, "approved")

    def test_library_s_verbs_are_our_own_doors(self):
        order = self._create_order()
        self._refused(order, self.technician, r"W2\.E", "request_validation")
        order.with_user(self.consultant).request_validation()
        self.assertEqual(order.ops_approval_state, "submitted")
        self._refused(order, self.manager, r"Consultant.*W2\.E", "restart_validation")
        self.assertTrue(order.review_ids)
        order.with_user(self.consultant).restart_validation()
        self.assertEqual((order.ops_approval_state, order.review_ids.ids), ("draft", []))

    def test_context_keys_open_nothing(self):
        order = self._stage_submitted(self._create_order())
        for key in (
            "skip_validation_check",
            "skip_check_state_condition",
            "tier_validation_defer_compute_can_review",
        ):
            self._refused(order.with_context(**{key: True}), self.consultant, r"W2\.E")
        major = self._create_order(products=[(self.plain, 3000, 100)])
        major.with_user(self.consultant).with_context(
            tier_validation_defer_compute_can_review=True
        ).action_ops_submit()
        major.with_user(self.manager).with_context(
            tier_validation_defer_compute_can_review=True
        ).action_ops_approve()
        self.assertEqual(major.sudo().review_ids.sorted("sequence").mapped("status"), ["approved", "pending"])
        major.with_user(self.leader).action_ops_approve()
        self.assertEqual(major.ops_approval_state, "approved")

    def test_out_of_turn(self):
        order = self._create_order(products=[(self.key, 30, 8000)])
        self._submit(order)
        self._answer_purchasing(order)
        for user in (self.manager, self.leader):
            self._refused(order, user, r"Purchaser.*W2\.D")
            self._refused(order, user, r"Purchaser.*W2\.D", "action_ops_refuse", "no")
        order.with_user(self.purchaser).action_ops_approve()
        self._refused(order, self.leader, r"Manager.*W2\.E")
        self._refused(order, self.purchaser, r"Manager.*W2\.E")
        order.with_user(self.manager).action_ops_approve()
        self._refused(order, self.manager, r"Leader.*W2\.E")
        order.with_user(self.leader).action_ops_approve()
        self._refused(order, self.leader, r"W2\.E")

    # ------------------------------------------------------------------
    # Four eyes
    # ------------------------------------------------------------------
    def test_own_request_falls_to_the_next_level(self):
        order = self._create_order(user=self.manager)
        self._submit(order, self.manager)
        self.assertEqual(order.sudo().review_ids.reviewer_ids, self.other_manager)
        self._refused(order, self.manager, r"Other_manager.*W2\.E")
        order.with_user(self.other_manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")

    def test_own_quotation_asked_for_by_somebody_else(self):
        order = self._create_order(user=self.manager)
        self._submit(order, self.support)
        self.assertEqual(order.sudo().review_ids.reviewer_ids, self.other_manager, "his own, whoever asked")

    def test_last_manager_falls_to_the_leader(self):
        self.other_manager.active = False
        order = self._submit(self._create_order(user=self.manager), self.manager)
        self.assertEqual(order.sudo().review_ids.reviewer_ids, self.leader)
        order.with_user(self.leader).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")

    def test_taking_the_quotation_over_changes_no_reviewer(self):
        order = self._stage_submitted(self._create_order())
        with self.assertRaisesRegex(UserError, r"keeps its salesperson and team.*W2\.E"):
            order.with_user(self.manager).user_id = self.manager
        self.assertEqual(
            order.sudo().review_ids.reviewer_ids, self.manager, "principals are frozen at the request"
        )
        other = self._create_order()
        other.with_user(self.consultant).team_id = self.other_team
        self._submit(other)
        self.assertEqual(
            other.sudo().review_ids.reviewer_ids, self.manager, "of the team whose customer it is"
        )
        with self.assertRaisesRegex(UserError, r"keeps its salesperson and team.*W2\.E"):
            other.with_user(self.consultant).team_id = self.team
        self._refused(other, self.other_manager, r"Manager.*W2\.E")

    # ------------------------------------------------------------------
    # People change
    # ------------------------------------------------------------------
    def test_archived_reviewer_is_replaced_and_it_is_logged(self):
        order = self._stage_submitted(self._create_order())
        self.manager.active = False
        self.assertEqual(order.sudo().review_ids.reviewer_ids, self.other_manager)
        log = self.env["ops.log"].search([("res_id", "=", order.id), ("event", "=", "reassigned")])
        self.assertEqual((log.comment, log.clause_code), ("Manager → Other_manager", "W2.E"))
        order.with_user(self.other_manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")

    def test_reviewer_who_lost_the_role_decides_nothing(self):
        order = self._stage_submitted(self._create_order())
        group = self.env.ref("ops_dept.ops_dept_group_sales_manager")
        group.write({"user_ids": [(3, self.manager.id)]})  # from the group's side
        self.env.registry.clear_cache()
        self._refused(order, self.manager, "")
        self.manager.write({"group_ids": [(4, self.env.ref("ops_dept.ops_dept_group_consultant").id)]})
        self._refused(order, self.manager, "")
        self.assertEqual(order.ops_approval_state, "submitted")

    def test_reviewer_who_lost_the_role_is_replaced(self):
        order = self._stage_submitted(self._create_order())
        self.manager.write({"group_ids": [(3, self.env.ref("ops_dept.ops_dept_group_sales_manager").id)]})
        self.assertEqual(order.sudo().review_ids.reviewer_ids, self.other_manager)

    def test_edited_tier_changes_no_running_request(self):
        order = self._stage_submitted(self._create_order())
        definition = self.env.ref("ops_dept.tier_definition_quotation_manager")
        definition.with_user(self.rule_admin).write({"ops_post": "finance", "name": "Other"})
        self.assertEqual(order.sudo().review_ids.reviewer_ids, self.manager)
        self._refused(order, self.consultant, r"W2\.E")

    def test_tiers_are_the_administrators(self):
        definition = self.env.ref("ops_dept.tier_definition_quotation_manager")
        for name in set(EVERYBODY) - {"rule_admin"}:
            with self.assertRaises(AccessError, msg=name):
                definition.with_user(getattr(self, name)).write({"active": False})

    # ------------------------------------------------------------------
    # Wizard and inbox
    # ------------------------------------------------------------------
    def test_comment_wizard_decides_nothing_for_others(self):
        order = self._stage_submitted(self._create_order())
        before = self._everything()
        for name in ("consultant", "leader", "other_manager", "officer"):
            for verb in ("validate", "reject"):
                wizard = (
                    self.env["comment.wizard"]
                    .with_user(getattr(self, name))
                    .create(
                        {
                            "validate_reject": verb,
                            "res_model": "sale.order",
                            "res_id": order.id,
                            "review_ids": [(6, 0, order.sudo().review_ids.ids)],
                            "comment": "me",
                        }
                    )
                )
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    wizard.add_comment()
        self.assertEqual(self._everything(), before)
        wizard = self.env["comment.wizard"].with_user(self.manager)
        wizard.create(
            {"validate_reject": "validate", "res_model": "sale.order", "res_id": order.id, "comment": "fine"}
        ).add_comment()
        self.assertEqual((order.ops_approval_state, order.sudo().review_ids.comment), ("approved", "fine"))

    def test_what_cannot_be_decided_in_a_batch_stays_as_it_was(self):
        mine = self._stage_submitted(self._create_order())
        foreign = self._submit(self._create_order(user=self.manager), self.manager)
        reviews = foreign.sudo().review_ids
        wizard = self.env["ops.reason"].with_user(self.manager).create(about(reviews, "approve"))
        before = self._everything()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            wizard.action_confirm()
        self.env.invalidate_all()
        self.assertEqual(self._everything(), before, "one alone is refused")
        wizard.res_ids = (mine | foreign).sudo().review_ids.ids
        wizard.action_confirm()
        self.assertEqual((mine | foreign).sudo().mapped("ops_approval_state"), ["approved", "submitted"])

    def test_refusing_a_batch_needs_the_reason(self):
        order = self._stage_submitted(self._create_order())
        wizard = self.env["ops.reason"].with_user(self.manager)
        wizard = wizard.create(about(order.sudo().review_ids, "refuse"))
        with self.assertRaisesRegex(UserError, "needs its reason"):
            wizard.action_confirm()
        wizard.reason = "too cheap"
        wizard.action_confirm()
        self.assertEqual(order.ops_approval_state, "refused")

    def test_who_may_read_reviews(self):
        order = self._stage_submitted(self._create_order())
        review = order.sudo().review_ids
        portal = new_test_user(self.env, "ops_buyer", groups="base.group_portal")
        self.assertFalse(self.env["tier.review"].with_user(portal).search([("id", "in", review.ids)]))
        definitions = self.env["tier.definition"]
        ours = definitions.search([("model", "in", definitions.env["ops.gated"]._ops_gated_model_names())])
        self.assertTrue(ours)
        self.assertEqual(ours.filtered("ops_is_ours"), ours)
        public = self.env.ref("base.public_user")
        for user in (portal, public):
            as_user = definitions.with_user(user)
            self.assertFalse(as_user.search([("id", "in", ours.ids)]), "who decides from which amount on")
            with self.assertRaises(AccessError):
                as_user.browse(ours[:1].id).read(["name", "definition_domain"])
        self.assertEqual(definitions.with_user(self.consultant).search([("id", "in", ours.ids)]), ours)
        self.assertFalse(self.env["tier.review"].with_user(self.colleague).search([("id", "in", review.ids)]))
        for user in (self.consultant, self.manager, self.leader, self.auditor):
            self.assertTrue(
                self.env["tier.review"].with_user(user).search([("id", "in", review.ids)]), user.name
            )

    def test_reviews_of_other_documents_stay_the_library_s(self):
        review = (
            self.env["tier.review"].with_user(self.consultant).create({"model": "res.partner", "res_id": 1})
        )
        self.assertFalse(review.ops_gated)
        review.status = "approved"
        review.unlink()

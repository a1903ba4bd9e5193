"""No way on a suggestion around the leader's answer: the table gate × way × role (M7.4)."""

from freezegun import freeze_time

from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table
from ..common import MONDAY
from ..people import SpecialistCase

NEVER = {"open": (), "clause": "M7.4"}
PEOPLE = ("market", "market_head", "leader")
WAYS = (
    Way("approved_write", lambda case, one: one.write({"state": "approved"}), roles=("market",), **NEVER),
    Way(
        "approved_as_superuser",
        lambda case, one: one.sudo().write({"state": "approved"}),
        roles=PEOPLE,
        **NEVER,
    ),
    Way(
        "approve_oneself",
        lambda case, one: one.action_ops_approve(),
        roles=("market", "market_head"),
        **NEVER,
    ),
    Way(
        "gate_passed_by_hand",
        lambda case, one: one.sudo().write({"ops_date_approved": "2026-03-02 02:00:00"}),
        roles=("market",),
        **NEVER,
    ),
    Way(
        "created_approved",
        lambda case, one: one.create({"text": "x", "state": "approved"}),
        roles=("market",),
        **NEVER,
    ),
)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
@bypass_table(WAYS)
class TestProposalGate(GateCase, SpecialistCase):
    gate_stages = ("draft", "submitted", "refused", "cancelled")
    gate_tables = ("ops_proposal", "ops_obligation")

    def _gate_document(self, stage):
        proposal = self.env["ops.proposal"].with_user(self.market).create({"text": "More demo kits"})
        if stage != "draft":
            proposal.action_submit()
        if stage == "refused":
            proposal.with_user(self.leader).action_refuse("Too dear")
        elif stage == "cancelled":
            proposal.action_cancel()
        elif stage == "approved":
            proposal.with_user(self.leader).action_ops_approve()
        return proposal.with_env(self.env)

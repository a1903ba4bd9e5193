"""No way on a trip around the head: the table gate × way × role (M7.5)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table
from .test_trip import LEAVES, NOON, TUESDAY, TripCase


def _report(case, trip):
    values = {"kind": "trip", "trip_id": trip.id, "day": TUESDAY, "done": "visit"}
    trip.env["ops.work.report"].create(values).action_hand_in()


def _is_running(case, trip):
    return trip.state == "running"


NEVER = {"open": ()}
WAYS = (
    Way("start_button", lambda case, trip: trip.action_start(), done=_is_running, clause="M7.5"),
    Way("start_write", lambda case, trip: trip.write({"state": "running"}), done=_is_running, clause="M7.5"),
    Way(
        "start_as_superuser",
        lambda case, trip: trip.sudo().write({"state": "running"}),
        done=_is_running,
        clause="M7.5",
    ),
    Way("report", _report, done=_is_running, clause="M7.5"),
    Way(
        "close_write",
        lambda case, trip: trip.write({"state": "closed"}),
        done=lambda case, trip: trip.state == "closed",
        clause="M7.5",
    ),
    Way("approved_write", lambda case, trip: trip.write({"state": "approved"}), clause="M7.5", **NEVER),
    Way("approve_oneself", lambda case, trip: trip.action_ops_approve(), clause="M7.5", **NEVER),
    Way(
        "longer_without_approval",
        lambda case, trip: trip.action_change_end("More to do", trip.date_end + timedelta(minutes=10)),
        done=lambda case, trip: trip.message_ids,
        clause="M7.5",
    ),
    Way(
        "created_approved",
        lambda case, trip: trip.copy().create(
            {
                "place": "Wuhu",
                "purpose": "x",
                "date_start": trip.date_end + NOON,
                "date_end": trip.date_end + 4 * NOON,
                "state": "approved",
            }
        ),
        clause="M7.5",
        **NEVER,
    ),
)


@tagged("post_install", "-at_install")
@freeze_time(LEAVES + NOON)
@bypass_table(WAYS)
class TestTripGate(GateCase, TripCase):
    gate_stages = ("draft", "submitted", "refused", "cancelled")
    gate_tables = ("ops_trip", "ops_work_report", "ops_obligation")

    def _gate_document(self, stage):
        if stage == "off":
            self.company.ops_rulebook = False
        # one after the other on the same day: nobody is on two trips at a time
        stages = ("approved", "off", *self.gate_stages)
        start = LEAVES + NOON + timedelta(hours=1 + 1.5 * stages.index(stage))
        trip = self._trip(start=start, end=start + timedelta(hours=1))
        if stage != "draft":
            trip.action_submit()
        if stage == "approved":
            trip.with_user(self.manager).action_ops_approve()
        elif stage == "refused":
            trip.with_user(self.manager).action_refuse("Not this week")
        elif stage == "cancelled":
            trip.action_cancel()
        return trip.with_env(self.env)

"""The demo company's targets: a leader sets the company's and the teams', the managers their people's.

Played after the deals, so that something is reached.
"""

from odoo.fields import Date

# By whom; for team and person; horizon, period, measure, value; part of which.
TARGETS = (
    ("gm", None, None, "medium", "year", "orders", 6_000_000, None),
    ("gm", None, None, "long", "year+2", "orders", 12_000_000, None),
    ("gm", "sales_team.team_sales_department", None, "medium", "year", "orders", 3_600_000, 0),
    ("gm", "team_sales2", None, "medium", "year", "orders", 1_800_000, 0),
    ("gm", "sales_team.team_sales_department", None, "short", "month", "orders", 400_000, 2),
    ("gm", "team_sales2", None, "short", "month", "orders", 300_000, 3),
    ("gm", None, None, "short", "month", "collected", 500_000, None),
    ("sm1", None, "sc1", "short", "month", "orders", 240_000, 4),
    ("sm1", None, "sc2", "short", "month", "orders", 160_000, 4),
    ("sm1", None, "sc1", "short", "month", "visits", 20, None),
    ("sm1", None, "sc2", "short", "month", "visits", 20, None),
    ("sm2", None, "sc3", "short", "month", "orders", 150_000, 5),
    ("gm", None, None, "short", "quarter", "customers", 6, None),
)
# One that is still talked about.
DRAFT = ("sm2", None, "fm1", "short", "month", "visits", 12, None)


class Targets:
    """Enter and publish the targets, once."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        if self.stage.known("target_01"):
            return
        made = []
        for number, row in enumerate((*TARGETS, DRAFT), 1):
            target = self._enter(row, made)
            made.append(target)
            self.stage.note(f"target_{number:02}", target.with_env(self.stage.env))
            if row is not DRAFT:
                target.action_publish()
        say("targets")

    def _enter(self, row, made):
        by, team, person, horizon, period, measure, value, parent = row
        targets = self.stage.env_of(by)["ops.target"]
        period, _plus, years = period.partition("+")
        day = Date.context_today(targets)
        first = targets._get_first_day(period, day.replace(year=day.year + int(years or 0), day=1))
        return targets.create(
            {
                "team_id": self.stage.ref(team).id if team else False,
                "user_id": self.stage.ref(f"user_{person}").id if person else False,
                "horizon": horizon,
                "period": period,
                "date_from": first,
                "measure": measure,
                "value": value,
                "parent_id": made[parent].id if parent is not None else False,
            }
        )

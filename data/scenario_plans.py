"""The demo company's plans: a week that runs, the next one in the making, handed in, a team's month.

Played after visits and targets: the proposals follow from who was visited.
"""

from datetime import timedelta

from odoo.fields import Date


class Plans:
    """Who plans what, once."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        if self.stage.known("work_plan_01"):
            return
        monday = Date.context_today(self.stage.env["ops.visit"])
        monday -= timedelta(days=monday.weekday())
        self._running_week(monday)
        self._next_week("work_plan_02", "sc1", monday + timedelta(days=7))
        handed_in = self._next_week("work_plan_03", "sc2", monday + timedelta(days=7))
        handed_in.goals = "重点跟进两家样品试装；周五前回访全部报价客户。"
        handed_in.action_submit()
        self._team_month(monday)
        say("work plans")

    def _make(self, name, login, **vals):
        plan = self.stage.env_of(login)["ops.work.plan"].create(vals)
        self.stage.note(name, plan.with_env(self.stage.env))
        return plan

    def _running_week(self, monday):
        plan = self._make(
            "work_plan_01", "sc1", date_from=monday, goals="元旦检修备件清单报价；两家重点客户催款。"
        )
        plan.action_submit()
        plan.with_env(self.stage.env_of("sm1")).action_ops_approve("先把检修备件的交货期问清楚")

    def _next_week(self, name, login, monday):
        plan = self._make(name, login, date_from=monday)
        plan.action_propose()
        return plan

    def _team_month(self, monday):
        plan = self._make(
            "work_plan_04",
            "sm1",
            period="month",
            scope="team",
            team_id=self.stage.ref("sales_team.team_sales_department").id,
            date_from=monday.replace(day=1),
            goals="本月重点：换热机组配套密封、年度框架协议三家；新客户首单两家。",
        )
        plan.action_submit()
        plan.with_env(self.stage.env_of("ld")).action_ops_approve()

"""The demo company's kits: an article of its own, and what one of its consultants lacks this morning.

Played after the visits (`scenario_visits.py`), on which the kit is confirmed.
"""

# The manager's own article, and what sc2 lacks today: name cards keep him until he has them.
OWN = "样品（小件）"
LACKING = ("kit_cards", "kit_envelopes", "kit_press_book")


class Kits:
    """What the manager adds to the sheet, and what is missing today."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Add the article and enter what is missing, once."""
        if self.stage.known("kit_own"):
            return
        own = self.stage.env_of("sm1")["ops.checklist.item"].create({"name": OWN})
        self.stage.note("kit_own", own.with_env(self.stage.env))
        visit = self.stage.ref("visit_06").with_env(self.stage.env_of("sc2"))
        items = [self.stage.ref(f"ops_dept.{name}").id for name in LACKING]
        visit.action_kit_lacks(visit.env["ops.checklist.item"].browse(items))
        say("the kit of today")

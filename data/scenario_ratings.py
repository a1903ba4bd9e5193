"""What the demo company's customers say of visits and cases: satisfied, so-so, not at all, no answer yet;
and what they need besides, heard elsewhere than on a visit.

Whoever visited asks; the customer answers on his page, by the link, without being a user.
"""

from datetime import datetime, timedelta

import pytz
from freezegun import freeze_time

# Each rating: the visit; who asks; days from today of the asking and of the answer; value and words (None: no
# answer yet).
RATINGS = (
    ("visit_10", "sc3", -7, -7, 5, "样品送得及时，工程师讲得清楚。"),
    ("visit_01", "sc1", -5, -4, 5, "清单核对得很细，检修前心里有数了。"),
    ("visit_02", "sc1", -4, -3, 1, "约好两点，三点才到，资料也没带全。"),
    ("visit_03", "sc2", -2, -1, 3, "方案可以，样品等了太久。"),
    ("visit_08", "sc1", -1, None, None, None),
)
# Cases that asked by themselves when they were closed: the case, value and words.
CASES = (("service_03", 5, "电话里就解决了，很快。"),)
# Needs heard elsewhere: external id; who notes it, customer, days, way, what, from whom.
NEEDS = (
    ("need_01", "sc1", "customer_004", -12, "fair", "明年下半年换一批节能型减速机。", "工博会展台，陈科长"),
    ("need_02", "sc2", "customer_015", -6, "meeting", "希望备件按季度结算，附检验报告。", "供应商大会"),
)


class Ratings:
    """Who asks, what customers answer, what else they need."""

    def __init__(self, stage):
        self.stage = stage

    def play(self, say):
        """Play what is not there yet."""
        if self.stage.known(NEEDS[0][0]) or not self.stage.known("visit_01"):
            return
        now = datetime.now(tz=pytz.utc).replace(tzinfo=None)
        with freeze_time(now) as clock:
            for xml_id, login, customer, day, way, text, source in NEEDS:
                clock.move_to(now + timedelta(days=day))
                self._note(xml_id, login, customer, way, text, source)
            for name, login, asked, *answer in RATINGS:
                clock.move_to(now + timedelta(days=asked))
                visit = self.stage.ref(name).with_env(self.stage.env_of(login))
                visit.action_ops_ask_rating()
                if answer[0] is not None:
                    clock.move_to(now + timedelta(days=answer[0]))
                    self._answer(visit, *answer[1:])
                say(f"{name}  {visit.ops_rating_text}")
            clock.move_to(now)
            for name, *answer in CASES:
                case = self.stage.known(name)
                if case and case.rating_ids:
                    self._answer(case, *answer)

    def _note(self, xml_id, login, customer, way, text, source):
        env = self.stage.env_of(login)
        files = env["ops.customer"]
        partner = self.stage.ref(customer)
        found = files._get_of(partner, self.stage.company) or files.create({"partner_id": partner.id})
        need = env["ops.customer.fact"].create(
            {"customer_id": found.id, "kind": "need", "way": way, "text": text, "source": source}
        )
        self.stage.note(xml_id, need)

    def _answer(self, rated, value, words):
        """The customer opens his link and answers: nobody of us."""
        public = self.stage.env.ref("base.public_user")
        # sudo: what the page does after it found the rating by its token
        rated_sudo = rated.with_user(public).with_context(lang="zh_CN").sudo()
        rating_sudo = rated_sudo.rating_ids.filtered(lambda rating: not rating.consumed)
        rated_sudo.rating_apply(value, rating=rating_sudo, feedback=words)

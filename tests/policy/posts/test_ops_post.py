from odoo.addons.base.tests.common import BaseCommon

from ..common import create_role
from ..fake_document import register_document


class TestOpsPost(BaseCommon):
    """The levels of PROCESS §1: document, team, company, group, then leader and general manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Document = register_document(cls, ["ops.post.mixin"])
        cls.company = cls.env["res.company"].create({"name": "Posts Ltd"})
        values = {"company_id": cls.company.id, "company_ids": [cls.company.id]}
        cls.manager = create_role(cls.env, "post_sm", "sales_manager", **values)
        cls.other_manager = create_role(cls.env, "post_sm2", "store_head", **values)
        cls.consultant = create_role(cls.env, "post_sc", "consultant", **values)
        cls.support = create_role(cls.env, "post_ss", "sales_support", **values)
        cls.technical = create_role(cls.env, "post_te", "technical", **values)
        cls.other_technical = create_role(cls.env, "post_te2", "technical", **values)
        cls.leader = create_role(cls.env, "post_ld", "leader", **values)
        cls.boss = create_role(cls.env, "post_gm", "general_manager", **values)
        cls.team = cls.env["crm.team"].create(
            {"name": "Posts team", "company_id": cls.company.id, "user_id": cls.manager.id}
        )
        cls.document = cls.Document.create({"company_id": cls.company.id, "team_id": cls.team.id})

    def test_person_named_on_the_document_comes_first(self):
        self.team.ops_technical_id = self.technical
        self.document.technical_id = self.other_technical
        self.assertEqual(self.document._ops_post_users("technical"), self.other_technical)

    def test_team_comes_before_the_company(self):
        self.company.ops_technical_id = self.other_technical
        self.team.ops_technical_id = self.technical
        self.assertEqual(self.document._ops_post_users("technical"), self.technical)
        self.assertEqual(self.document._ops_post_users("sales_manager"), self.manager)
        self.team.ops_support_ids = self.support
        self.assertEqual(self.document._ops_post_users("support"), self.support)

    def test_company_comes_before_the_group(self):
        self.company.ops_technical_id = self.other_technical
        self.assertEqual(self.document._ops_post_users("technical"), self.other_technical)

    def test_without_posts_everybody_of_the_role_is_meant(self):
        self.document.team_id = False
        self.assertEqual(self.document._ops_post_users("technical"), self.technical + self.other_technical)
        # the store head implies the sales manager
        self.assertEqual(self.document._ops_post_users("sales_manager"), self.manager + self.other_manager)

    def test_role_without_people_falls_to_the_leader_then_the_general_manager(self):
        self.assertEqual(self.document._ops_post_users("warehouse"), self.leader + self.boss)
        self.company.ops_leader_id = self.leader
        self.assertEqual(self.document._ops_post_users("warehouse"), self.leader)
        self.leader.active = False
        self.assertEqual(self.document._ops_post_users("warehouse"), self.boss)

    def test_general_manager_falls_back_to_the_leaders(self):
        self.company.ops_general_manager_id = self.boss
        self.assertEqual(self.document._ops_post_users("general_manager"), self.boss)
        self.boss.active = False
        self.assertEqual(self.document._ops_post_users("general_manager"), self.leader)

    def test_nobody_at_all_is_an_empty_answer(self):
        (self.leader + self.boss).active = False
        self.assertFalse(self.document._ops_post_users("warehouse"))

    def test_four_eyes_fall_to_the_next_level(self):
        self.assertEqual(
            self.document._ops_post_users("sales_manager", exclude=self.manager), self.other_manager
        )
        both = self.manager + self.other_manager
        self.company.ops_leader_id = self.leader
        self.assertEqual(self.document._ops_post_users("sales_manager", exclude=both), self.leader)
        self.assertEqual(
            self.document._ops_post_users("sales_manager", exclude=both + self.leader), self.boss
        )

    def test_who_lost_the_role_left_or_belongs_elsewhere_does_not_count(self):
        self.team.user_id = self.consultant  # a team leader without the manager's role
        self.assertEqual(self.document._ops_post_users("sales_manager"), self.manager + self.other_manager)
        self.team.user_id = self.manager
        self.manager.active = False
        self.assertEqual(self.document._ops_post_users("sales_manager"), self.other_manager)
        self.company.ops_technical_id = create_role(self.env, "post_te3", "technical")  # of another company
        self.assertEqual(self.document._ops_post_users("technical"), self.technical + self.other_technical)

    def test_consultant_resolves_posts_he_cannot_read(self):
        document = self.document.with_user(self.consultant).with_company(self.company)
        # sudo: the document of the tests has no access line
        users = document.sudo()._ops_post_users("sales_manager")
        self.assertEqual(users.ids, self.manager.ids)

    def test_many_documents_cost_the_same_number_of_queries(self):
        few = self.Document.create([{"company_id": self.company.id, "team_id": self.team.id}] * 2)
        many = self.Document.create([{"company_id": self.company.id, "team_id": self.team.id}] * 20)

        def count(documents, post):
            self.env.flush_all()
            self.env.invalidate_all()
            documents._ops_post_users_by_record(post)  # warm: cached groups and companies
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertTrue(all(documents._ops_post_users_by_record(post).values()))
            return self.env.cr.sql_log_count - before

        for post in ("sales_manager", "technical", "warehouse"):
            self.assertEqual(count(many, post), count(few, post), post)

"""A customer's people in the portal: two of his firm, one of another."""

from odoo.tests import HttpCase, new_test_user

from ..common import ServiceCase


class PortalCase(ServiceCase, HttpCase):
    """Mr Wang and his colleague look at the case, and somebody of another firm."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env["ir.default"].set("res.partner", "lang", "en_US")
        cls.consultant.partner_id.phone = "0512-100"
        cls.wang = cls._portal("portal_wang", cls.contact)
        cls.colleague = cls._portal("portal_colleague", cls._person("Mr Li", cls.customer))
        cls.foreign_firm = cls.env["res.partner"].create({"name": "Other Works", "is_company": True})
        cls.foreigner = cls._portal("portal_foreigner", cls._person("Mr Zhao", cls.foreign_firm))

    @classmethod
    def _person(cls, name, firm):
        return cls.env["res.partner"].create(
            {"name": name, "parent_id": firm.id, "email": f"{name[3:]}@example.com"}
        )

    @classmethod
    def _portal(cls, login, partner):
        return new_test_user(
            cls.env,
            login,
            groups="base.group_portal",
            name=partner.name,
            lang="en_US",
            email=partner.email,
            partner_id=partner.id,
            company_id=cls.company.id,
            company_ids=[cls.company.id],
        )

    # ------------------------------------------------------------------
    # In the browser
    # ------------------------------------------------------------------
    def _open(self, url, user=None):
        if user:
            self.authenticate(user.login, user.login)
        self.env.flush_all()
        return self.url_open(url)

    def _csrf(self, page):
        return page.text.partition('name="csrf_token" value="')[2].partition('"')[0]

    def _answer(self, case, user=None, token="", files=(), **said):
        """Post the form of the case's page, as the user who is logged in or by the mail's link."""
        query = f"?access_token={token}" if token else ""
        page = self._open(f"/my/ticket/{case.id}{query}", user)
        data = {"csrf_token": self._csrf(page) or self._csrf(self._open("/my/tickets")), **said}
        if token:
            data["access_token"] = token
        sent = [("photos", file) for file in files]
        answer = self.url_open(f"/my/ticket/{case.id}/answer", data=data, files=sent)
        self.env.invalidate_all()
        return answer

    def _said(self, case):
        """Return the messages that the customer reads."""
        return case.sudo().message_ids.filtered(
            lambda message: message.subtype_id == self.env.ref("mail.mt_comment")
        )

    def _owed(self, record, step):
        return record.with_env(self.env)._live_obligations("V5.2", step=step)

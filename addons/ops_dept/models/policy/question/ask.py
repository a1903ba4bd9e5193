from odoo import api, fields, models
from odoo.exceptions import UserError


class OpsQuestion(models.Model):
    """Asking: what a question needs, whose it becomes, and what he then owes."""

    _inherit = "ops.question"

    def _do_ask(self, vals_list):
        """Check what somebody asks by himself, whatever the way, and bring it to who answers."""
        for question in self:
            question._check_ask()
        self._begin()
        self._tell_asked()

    def _check_ask(self):
        """Refuse what cannot be asked here.

        :raises AccessError: for a document that who asks may not read
        :raises UserError: says what is missing
        """
        self.ensure_one()
        if not self._get_document_sudo():
            raise UserError(self.env._("A question is asked about a document: open it and press “Ask” (H8)."))
        document = self.env[self.res_model].browse(self.res_id)
        document.check_access("read")
        if self.company_id.id not in self.env["res.company"]._ops_companies_on():
            raise UserError(
                self.env._(
                    "%(document)s: the rulebook is switched off in this company, nobody is asked by it (H8).",
                    document=document.display_name,
                )
            )
        if self.kind_id.sudo().asks_decision:  # sudo: what kind it is
            raise UserError(
                self.env._(
                    "%(document)s: “%(kind)s” is asked by a button of its own on the document (H8).",
                    document=document.display_name,
                    kind=self.kind_id.name,
                )
            )
        if not (self.question or "").strip():
            raise UserError(
                self.env._("%(document)s: write what you ask (H8).", document=document.display_name)
            )
        if self.date_limit and self.date_limit <= fields.Datetime.now():
            raise UserError(
                self.env._(
                    "%(document)s: the answer cannot be due in the past. Choose a later “Until” (H8).",
                    document=document.display_name,
                )
            )
        self._check_asked_person(self.asked_id)

    def _check_asked_person(self, person):
        """Refuse to ask somebody who cannot answer here."""
        if not person:
            return
        # sudo: whether a colleague works in this company
        person_sudo = person.sudo()
        if person_sudo == self.env.user:
            raise UserError(
                self.env._("%(who)s: you cannot ask yourself. Choose somebody else (H8).", who=person.name)
            )
        if not person_sudo.active or person_sudo.share or self.company_id not in person_sudo.company_ids:
            raise UserError(
                self.env._(
                    "%(who)s does not work in %(company)s. Choose somebody else (H8).",
                    who=person_sudo.name,
                    company=self.company_id.name,
                )
            )

    @api.model
    def _ask(self, documents, kind, question, post=None, person=None, asker=None, limit=None):
        """Ask about each of these documents, as a program does it: nobody gets a message for each.

        The caller has checked that it is to be asked.

        :param documents: of one model that can be asked about
        :param kind: ops.question.kind
        :param question: the words, or a function from a document to them
        :param str post: who is asked (default: as the kind says)
        :param person: res.users, instead of a post
        :param asker: res.users to whom the answer goes (default: the user)
        :param limit: until when, naive UTC (default: as the kind says)
        :return: the new questions, on sudo
        """
        asker, person = asker or self.env.user, person or self.env["res.users"]
        deadlines = {
            company: kind._get_deadline(company)
            for company in {document._ops_company() for document in documents}
        }
        return self._place(
            [
                {
                    "res_model": document._name,
                    "res_id": document.id,
                    "kind_id": kind.id,
                    "question": question(document) if callable(question) else question,
                    "post": not person and (post or kind.post),
                    "asked_id": person.id,
                    "asker_id": asker.id,
                    "date_limit": limit or deadlines[document._ops_company()],
                }
                for document in documents
            ]
        )

    @api.model
    def _place(self, vals_list):
        """Create questions whose right was checked, and bring them to who answers."""
        # sudo: a question is asked by program, or passed on by who was asked and need not read the document
        questions_sudo = self.sudo()._create_stamped(vals_list)
        questions_sudo._issue_numbers()
        questions_sudo._begin()
        return questions_sudo

    def _ask_on(self, post, person):
        """Ask anew what was passed on (these are on sudo); whoever is in a chain reads all of it.

        :return: the new questions, on sudo
        """
        following = self._place([question._prepare_following(post, person) for question in self])
        roots = following.root_id
        chains = (roots | roots.search([("root_id", "in", roots.ids)])).grouped(lambda q: q.root_id or q)
        for chain in chains.values():
            chain._stamp({"involved_ids": [fields.Command.set(chain.involved_ids.ids)]})
        following._tell_asked()
        return following

    def _issue_numbers(self):
        """Who asks may create, not write: what is asked stays as it is."""
        # sudo: the number of a question that its asker was allowed to create
        return super(OpsQuestion, self.sudo())._issue_numbers()

    def _begin(self):
        """Bring new questions to the people who answer, and note what they owe.

        :raises UserError: where nobody is found
        """
        now = fields.Datetime.now()
        # sudo: stamps; who asks may only create
        for question_sudo in self.sudo():
            asker = question_sudo.asker_id or self.env.user
            people = question_sudo._find_people(asker | question_sudo.previous_id.asked_ids)
            if not people:
                raise UserError(
                    self.env._(
                        "%(question)s: say who is asked, a post that somebody holds or a person (H8).",
                        question=question_sudo.display_name,
                    )
                )
            question_sudo._stamp(
                {
                    "asker_id": asker.id,
                    "date_asked": now,
                    "asked_ids": [fields.Command.set(people.ids)],
                    "involved_ids": [fields.Command.link(user.id) for user in people | asker | self.env.user],
                }
            )
        self._owe_answers()

    def _find_people(self, besides):
        """Return who answers: the person, else whoever holds the post for the document.

        :param besides: res.users who are not asked: who asks, who passed it on
        :return: res.users; nobody, where nothing says who is asked or nobody has a role
        """
        self.ensure_one()
        if self.asked_id.active:
            return self.asked_id
        if self.asked_id:  # who has left is not waited for
            return self.asked_id._ops_head(self.company_id) - besides
        document_sudo = self._get_document_sudo()
        if not self.post or not document_sudo:
            return self.env["res.users"]
        return document_sudo._ops_post_users(self.post, exclude=besides)

    def _owe_answers(self):
        """Note in the ledger what is owed until when by a clause; without either, nothing is."""
        # sudo: the ledger is closed to everybody; who may ask was checked before
        owed = self.sudo().filtered(lambda question: question.date_limit and question.kind_id.clause_id)
        for (kind, post), questions in owed.grouped(lambda each: (each.kind_id, each.post)).items():
            questions._open_obligations(
                kind.clause_id.code, owners=lambda question: question.asked_ids, post=post or None
            )

    def _ops_obligation_due(self, code):
        return self.date_limit or super()._ops_obligation_due(code)

    def _ops_team(self):
        """The manager of the document's team sees what is owed on it."""
        document_sudo = self._get_document_sudo()
        return document_sudo._ops_team() if document_sudo else super()._ops_team()

    def _tell_asked(self):
        """Say to the people on whose page it stands now that it does."""
        # sudo: who asks writes no messages on what others answer
        for question_sudo in self.sudo():
            question_sudo._tell(
                question_sudo.asked_ids,
                self.env._(
                    "%(who)s asks (%(kind)s): %(question)s",
                    who=question_sudo.asker_id.name,
                    kind=question_sudo.kind_id.name,
                    question=question_sudo.question,
                ),
            )

    def _tell(self, users, body):
        """Notify colleagues about this question. The document's name is not in it: not all may know it."""
        partners = (users - self.env.user).partner_id
        if partners:
            self.message_notify(
                partner_ids=partners.ids,
                subject=self.display_name,
                body=body,
                author_id=self.env.user.partner_id.id,
            )

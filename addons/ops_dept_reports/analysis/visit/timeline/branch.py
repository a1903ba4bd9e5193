"""A declared source as a branch of the timeline's query: the documents that the user may read."""

from odoo.fields import Domain
from odoo.tools import SQL

IDS_PER_DOCUMENT = 100  # a document's id and the number of its source make the row's id
TITLE_LENGTH = 160

# The columns and their types; a query of nothing where the user may read no document at all.
EMPTY = SQL(
    """
    SELECT NULL::int8 AS id, NULL::varchar AS kind, NULL::varchar AS phase, NULL::timestamp AS date,
           NULL::int4 AS partner_id, NULL::int4 AS contact_id, NULL::int4 AS user_id,
           NULL::int4 AS company_id, NULL::varchar AS number, NULL::varchar AS title,
           NULL::varchar AS res_model, NULL::int4 AS res_id
     WHERE FALSE
    """
)


def make_branches(env, source):
    """Return the SELECTs of a source, one for each way to the customer, so that each finds him by an index.

    They are searches as the environment's user: his rights on the documents are in them, whatever is asked of
    the timeline. Where he has none, there is no branch.

    :rtype: list[SQL]
    """
    documents = env[source.model].with_context(active_test=False)
    if not documents.has_access("read"):
        return []
    queries = [(way, documents._search(Domain(list(source.domain)))) for way in range(len(source.customer))]
    return [Branch(source, documents, query).select(way) for way, query in queries if not query.is_empty()]


class Branch:
    """Documents found by a query, as rows of the timeline."""

    def __init__(self, source, documents, query):
        self.source = source
        self.query = query
        # sudo: whose a document is and who did it is said to whoever reads it; the query has his rules
        self.documents = documents.sudo()
        self.zone = documents.env.context.get("tz") or documents.env.user.tz or "UTC"

    def select(self, way):
        """Return the rows of those that lead to their customer this way and no earlier one."""
        source = self.source
        for earlier in source.customer[:way]:
            self.query.add_where(SQL("%s IS NULL", self._find(earlier)))
        person = source.customer[way]
        partner = self._find(f"{person}.commercial_partner_id")
        self.query.add_where(SQL("%s IS NOT NULL", partner))
        document_id = SQL.identifier(self.query.table, "id")
        return self.query.select(
            SQL("%s::int8 * %s + %s AS id", document_id, IDS_PER_DOCUMENT, source.number),
            SQL("%s::varchar AS kind", source.kind),
            SQL("%s::varchar AS phase", source.phase),
            SQL("%s AS date", self._first(self._find_moment(path) for path in source.date)),
            SQL("%s AS partner_id", partner),
            SQL("NULLIF(%s, %s) AS contact_id", self._find(source.contact or person), partner),
            SQL("%s AS user_id", self._find(source.user)),
            SQL("%s AS company_id", self._find("company_id")),
            SQL("%s::varchar AS number", self._find(source.name) if source.name else SQL("NULL")),
            SQL("%s AS title", self._make_title()),
            SQL("%s::varchar AS res_model", source.model),
            SQL("%s AS res_id", document_id),
        )

    def _find(self, path):
        """Return the column at the end of a path of links."""
        model, alias = self.documents, self.query.table
        *links, name = path.split(".")
        for link in links:
            model, alias = model._fields[link].join(model, alias, self.query)
        return model._field_to_sql(alias, name, self.query)

    def _find_moment(self, path):
        """Return when, in UTC; of a day its noon where the user is, so that he sees this day."""
        if self.documents._fields[path].type == "datetime":
            return self._find(path)
        return SQL("((%s + TIME '12:00') AT TIME ZONE %s AT TIME ZONE 'UTC')", self._find(path), self.zone)

    def _make_title(self):
        texts = [SQL("NULLIF(%s::varchar, '')", self._find(path)) for path in self.source.title]
        if not texts:
            return SQL("NULL::varchar")
        return SQL("LEFT(%s, %s)::varchar", self._first(texts), TITLE_LENGTH)

    def _first(self, columns):
        columns = list(columns)
        return columns[0] if len(columns) == 1 else SQL("COALESCE(%s)", SQL(", ").join(columns))

"""What the contact said of a customer's importance stands in the file that each company keeps of him."""


def migrate(cr, version):
    """Open a file for each contact with an importance, in its company, else in all under the rulebook."""
    if not version:
        return
    cr.execute(
        "SELECT 1 FROM information_schema.columns WHERE table_name = 'res_partner'"
        " AND column_name = 'ops_importance'"
    )
    if not cr.fetchone():
        return
    cr.execute(
        """
        INSERT INTO ops_customer (partner_id, company_id, importance, date_known,
                                  create_uid, create_date, write_uid, write_date)
        SELECT p.id, c.id, p.ops_importance, (now() AT TIME ZONE 'UTC')::date,
               1, now() AT TIME ZONE 'UTC', 1, now() AT TIME ZONE 'UTC'
          FROM res_partner p
          JOIN res_company c ON c.id = p.company_id OR p.company_id IS NULL AND (
                   c.ops_rulebook OR NOT EXISTS (SELECT 1 FROM res_company WHERE ops_rulebook))
         WHERE p.ops_importance IS NOT NULL AND p.commercial_partner_id = p.id
            ON CONFLICT DO NOTHING
        """
    )
    cr.execute("ALTER TABLE res_partner DROP COLUMN ops_importance")

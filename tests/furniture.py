"""The trading company in which most tests play: people in their roles, a team, a customer, products.

`script/test` puts it once into the database that tests are copied from; in any other database each class of
tests puts it there for itself.
"""

from odoo.fields import Command

# Where the records' external identifiers belong; no add-on of this name exists.
MODULE = "ops_furniture"
ROLES = {
    "consultant": "consultant",
    "colleague": "consultant",
    "support": "sales_support",
    "manager": "sales_manager",
    "other_manager": "sales_manager",
    "purchaser": "purchasing",
    "technician": "technical",
    "leader": "leader",
    "gm": "general_manager",
    "accountant": "finance",
    "keeper": "warehouse",
    "clerk": "office",
    "auditor": "auditor",
    "rule_admin": "admin",
}
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "no_reset_password": True,
}


def furnish(env):
    """Return the company's records by name, after making them where they are missing."""
    found = env["ir.model.data"].search([("module", "=", MODULE)])
    if found:
        return {data.name: env[data.model].browse(data.res_id) for data in found}
    records = make(env(context={**env.context, **QUIET}))
    env["ir.model.data"].create(
        [
            {"module": MODULE, "name": name, "model": record._name, "res_id": record.id}
            for name, record in records.items()
        ]
    )
    return {name: record.with_env(env) for name, record in records.items()}


def make(env):
    """Make people and things, in the environment's company; the rulebook stays off."""
    people = make_people(env)
    things = {**make_partners(env), **make_terms(env), **make_products(env)}
    env.company.write(
        {
            "ops_major_quotation": 200_000,
            "ops_purchasing_id": people["purchaser"].id,
            "ops_leader_id": people["leader"].id,
        }
    )
    things["house_bank"] = env["res.partner.bank"].create(
        {
            "partner_id": env.company.partner_id.id,
            "acc_number": "6222 0000 1111",
            "bank_id": env["res.bank"].create({"name": "House Bank"}).id,
        }
    )
    env["product.supplierinfo"].create(
        {
            "partner_id": things["vendor"].id,
            "product_tmpl_id": things["key"].product_tmpl_id.id,
            "price": 5000,
            "delay": 21,
        }
    )
    return {**people, **make_teams(env, people), **things}


def make_people(env):
    """Make a user for each of `ROLES`, without any further right; the password is the login."""
    users = env["res.users"].create(
        [
            {
                "login": f"ops_{name}",
                "password": f"ops_{name}",
                "name": name.capitalize(),
                "email": f"{name}@example.com",
                "notification_type": "inbox",
                "group_ids": [
                    Command.set(
                        [
                            env.ref("base.group_user").id,
                            env.ref(f"ops_dept.ops_dept_group_{role}").id,
                        ]
                    )
                ],
            }
            for name, role in ROLES.items()
        ]
    )
    return dict(zip(ROLES, users, strict=True))


def make_teams(env, people):
    members = people["consultant"] | people["colleague"] | people["manager"]
    south, north = env["crm.team"].create(
        [
            {
                "name": "South",
                "user_id": people["manager"].id,
                "ops_support_ids": [Command.set(people["support"].ids)],
                "ops_technical_id": people["technician"].id,
                "member_ids": [Command.set(members.ids)],
            },
            {"name": "North", "user_id": people["other_manager"].id},
        ]
    )
    return {"team": south, "other_team": north}


def make_partners(env):
    customer, vendor = env["res.partner"].create(
        [
            {
                "name": "Blue River Paper",
                "is_company": True,
                "email": "buyer@example.com",
                "ops_importance": "key",
            },
            {"name": "Vendor", "is_company": True},
        ]
    )
    return {"customer": customer, "vendor": vendor}


def make_terms(env):
    cash, later = env["account.payment.term"].create(
        [
            {
                "name": name,
                "line_ids": [Command.create({"value": "percent", "value_amount": 100, "nb_days": days})],
            }
            for name, days in (("Cash", 0), ("30 days", 30))
        ]
    )
    return {"term_cash": cash, "term_30": later}


def make_products(env):
    plain, key, difficult = env["product.product"].create(
        [
            product_vals("Bearing 6204", 100),
            product_vals("Servo drive 5 kW", 8000, ops_is_key=True),
            product_vals("Explosion-proof valve", 3000, ops_is_difficult=True),
        ]
    )
    return {"plain": plain, "key": key, "difficult": difficult}


def product_vals(name, price, **vals):
    """Return what a product of the tests is made of: counted in stock, without tax."""
    return {"name": name, "list_price": price, "is_storable": True, "taxes_id": [Command.clear()], **vals}

"""What the policy room's tests share; its documents made for the tests are in `fake_document.py`."""

from odoo.tests import new_test_user


def create_role(env, login, *groups, **values):
    """Return a new user holding these roles (names without prefix)."""
    names = ",".join(["base.group_user", *(f"ops_dept.ops_dept_group_{name}" for name in groups)])
    return new_test_user(env, login, groups=names, **values)

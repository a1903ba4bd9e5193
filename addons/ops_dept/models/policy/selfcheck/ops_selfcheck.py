from typing import NamedTuple

from odoo import api, models, tools
from odoo.exceptions import AccessError


class Check(NamedTuple):
    """Something that is checked, as a room declares it.

    :param int sequence: where it stands on the page, whatever room it is from
    :param str method: returns what `_found` returns
    """

    sequence: int
    method: str


class OpsSelfcheck(models.AbstractModel):
    """Looks whether the rulebook can run in this company: a row for each thing, with its state, a sentence
    and what leads to the cure. Rooms add rows to `_checks`, with the methods that look.

    For administrators and leaders; what they may not read is looked at for them, names of people and settings
    only.
    """

    _name = "ops.selfcheck"
    _description = "Self-check"

    _checks = ()

    @api.model
    def _get_rows(self):
        """Return what every check found, in the order of their numbers.

        :raises AccessError: for who is neither administrator nor leader
        """
        if not self.env.user._ops_has_role("admin", "leader"):
            raise AccessError(
                self.env._("The self-check is for administrators of the rulebook and for leaders.")
            )
        # sudo: settings of the machine and of the company; rights are not shown but their lack
        return self.sudo()._run_checks()

    @api.model
    def _run_checks(self):
        return [getattr(self, method)() for _sequence, method in self._get_checks()]

    @api.model
    @tools.ormcache()
    def _get_checks(self):
        """Return the checks that all rooms declare, in their order."""
        checks = {check for cls in type(self).__mro__ for check in cls.__dict__.get("_checks", ())}
        return tuple(sorted(checks))

    @api.model
    def _found(self, title, problem="", good="", action="", is_bad=True):
        """Return what a check found.

        :param str title: what was looked at
        :param str problem: what is wrong and who does what ("": nothing)
        :param str good: said when nothing is
        :param action: what leads to the cure, an xml id or the values of an action
        :param bool is_bad: whether people cannot work so; else it only should be known
        """
        state = ("bad" if is_bad else "warn") if problem else "good"
        return {"name": title, "state": state, "text": problem or good, "action": action}

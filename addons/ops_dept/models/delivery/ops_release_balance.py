from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field

# Where a transaction keeps the balances that the validation of a delivery looks at several times.
KEPT = "ops_dept.release_balances"


@contextmanager
def keep_balances(env):
    """Read each balance once while deliveries are validated inside.

    Other transactions cannot change what this one sees. What it changes itself makes it read again: goods
    that leave, releases and their lines (`forget_balances`), validations inside this one.
    """
    outer = env.cr.cache.get(KEPT)
    env.cr.cache[KEPT] = {}
    try:
        yield
    finally:
        if outer is None:
            del env.cr.cache[KEPT]
        else:
            env.cr.cache[KEPT] = {}


def kept_balances(env):
    """Return the balances kept by order line, None where no delivery is being validated."""
    return env.cr.cache.get(KEPT)


def forget_balances(env):
    """Let balances be read again after what they count was changed."""
    if env.cr.cache.get(KEPT):
        env.cr.cache[KEPT] = {}


@dataclass
class Balance:
    """What was asked for, approved and shipped of one order line, in the line's unit.

    :param ordered: ordered quantity
    :param asked: release id → quantity, for every release that is being decided, approved or shipped, in the
        order of their approval
    :param approved: ids of the releases among them whose goods may leave
    :param out: left for the customer behind the gate
    :param back: came back from the customer
    :param free: left for the customer while no gate stood here, less what came back of it
    """

    ordered: float = 0.0
    asked: dict = field(default_factory=lambda: defaultdict(float))
    approved: set = field(default_factory=set)
    out: float = 0.0
    back: float = 0.0
    free: float = 0.0

    @property
    def released(self):
        return sum(quantity for release, quantity in self.asked.items() if release in self.approved)

    @property
    def pending(self):
        return sum(quantity for release, quantity in self.asked.items() if release not in self.approved)

    @property
    def shipped(self):
        """What the customer holds of what was released: what came back may leave again."""
        return max(0.0, self.out - self.back)

    @property
    def left(self):
        """What may leave now."""
        return self.released - self.shipped

    def open(self, besides=None):
        """What is still to release, besides what a given release asks for."""
        others = sum(quantity for release, quantity in self.asked.items() if release != besides)
        return self.ordered - max(0.0, self.free) - others

    def share(self, release):
        """What left belongs to the releases in the order of their approval; return this one's share."""
        shipped = self.shipped
        for number, quantity in self.asked.items():
            if number not in self.approved:
                continue
            share = min(shipped, quantity)
            if number == release:
                return share
            shipped -= share
        return 0.0

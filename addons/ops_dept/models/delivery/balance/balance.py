from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass, field

# Where a transaction keeps the balances that the validation of a delivery looks at several times.
KEPT = "ops_dept.release_balances"


@contextmanager
def keep_balances(env):
    """Read each balance once while deliveries are validated inside.

    Other transactions cannot change what this one sees. What it changes itself makes it read again: goods
    that leave, releases and their lines (`forget_balances`), the end of a validation inside this one.
    """
    outer = env.cr.cache.get(KEPT)
    if outer is None:
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
class Moved:
    """What was moved of one product to one address, in the product's unit.

    :param out: left behind the gate
    :param back: came back
    :param free: left while no gate stood here, less what came back of it
    """

    out: float = 0.0
    back: float = 0.0
    free: float = 0.0


@dataclass
class Balance:
    """What was asked for, approved and shipped of one order line, in the line's unit.

    :param ordered: ordered quantity
    :param parts: product id → how much of it, in its own unit, makes one of the line's unit: the line's
        product, or the components of a kit
    :param asked: release id → quantity, for every release that is being decided, approved or shipped, in the
        order of their approval
    :param approved: ids of the releases among them whose goods may leave
    :param places: release id → id of the address that it is for
    :param moved: (product id, address id or False) → `Moved`
    """

    ordered: float = 0.0
    parts: dict = field(default_factory=dict)
    asked: dict = field(default_factory=lambda: defaultdict(float))
    approved: set = field(default_factory=set)
    places: dict = field(default_factory=dict)
    moved: dict = field(default_factory=lambda: defaultdict(Moved))

    @property
    def released(self):
        return self.released_to()

    def released_to(self, place=None):
        """Return what may leave in all, for one address or for any."""
        return sum(
            quantity
            for release, quantity in self.asked.items()
            if release in self.approved and place in (None, self.places.get(release))
        )

    def places_left(self):
        """Return the ids of the addresses for which something may still leave."""
        return {
            place
            for place in (self.places[release] for release in self.approved)
            if any(self.left_of(product, place) > 0 for product in self.parts)
        }

    @property
    def pending(self):
        return sum(quantity for release, quantity in self.asked.items() if release not in self.approved)

    def gone(self, product, place=None):
        """Return how much of a part the customer holds behind the gate, in the part's unit."""
        return max(0.0, sum(moved.out - moved.back for moved in self._moved(product, place)))

    def held(self, product):
        """Return how much of a part the customer holds, however it came there, in the part's unit."""
        return sum(moved.out - moved.back + moved.free for moved in self._moved(product))

    def _moved(self, product, place=None):
        return [moved for key, moved in self.moved.items() if key[0] == product and place in (None, key[1])]

    @property
    def shipped(self):
        """What the customer holds of what was released: what came back may leave again. Of a kit as much as
        has left of each of its components.
        """
        return min((self.gone(product) / per for product, per in self.parts.items()), default=0.0)

    @property
    def free(self):
        """What the customer holds that left while no gate stood here."""
        return min(
            (
                max(0.0, sum(moved.free for moved in self._moved(product)) / per)
                for product, per in self.parts.items()
            ),
            default=0.0,
        )

    @property
    def left(self):
        """What may leave now."""
        return self.released - self.shipped

    def left_of(self, product, place=None):
        """Return how much of a part may leave now, for one address or for any, in the part's unit."""
        return self.released_to(place) * self.parts.get(product, 0.0) - self.gone(product, place)

    def open(self, besides=None):
        """What is still to release, besides what a given release asks for."""
        others = sum(quantity for release, quantity in self.asked.items() if release != besides)
        return self.ordered - self.free - others

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

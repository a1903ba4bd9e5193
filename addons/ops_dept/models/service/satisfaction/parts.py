"""What a customer's satisfaction is made of, as plain numbers: points of each part and the whole."""

from typing import NamedTuple

# A rating lies between these two; between them it is worth 0 to 100 points.
WORST, BEST = 1, 5
FULL = 100


class Part(NamedTuple):
    """One part: how many ratings or orders it rests on, their average, the points that it is worth.

    `average` is a rating (1 to 5), or the days between two orders. `points` is None where there is nothing
    to judge by.
    """

    count: int
    average: float
    points: float | None


NOTHING = Part(0, 0.0, None)


def of_ratings(count, average):
    """Return the part of ratings.

    :param float average: between 1 and 5
    """
    if not count:
        return NOTHING
    return Part(count, average, FULL * (average - WORST) / (BEST - WORST))


def of_orders(count, has_earlier, days, wanted):
    """Return the part of repeat orders: who ordered once only has not had the time to come again.

    :param int count: orders of the twelve months
    :param bool has_earlier: whether he ordered before them, too
    :param float days: between the first and the last of these orders
    :param int wanted: repeat orders of a loyal customer
    """
    repeated = count if has_earlier else max(count - 1, 0)
    if not repeated and not has_earlier:
        return NOTHING
    average = days / (count - 1) if count > 1 else 0.0
    return Part(repeated, average, FULL * min(repeated / wanted, 1))


def whole(parts, weights):
    """Return the one number, 0 to 100, None while no customer has rated anything: orders alone do not say
    that somebody is satisfied.

    :param dict parts: cases, visits, orders → Part
    :param dict weights: the same → how much it counts
    """
    if not any(parts[name].count and weights[name] for name in ("cases", "visits")):
        return None
    judged = {name: part for name, part in parts.items() if part.points is not None and weights[name]}
    total = sum(weights[name] for name in judged)
    return int(sum(part.points * weights[name] for name, part in judged.items()) / total + 0.5)

"""Counted Python calls of a measure, part by part: what a CPU target is held by.

CPU swings by a tenth and more on a shared machine; how many functions a step calls does not. Counted is what
`cProfile` sees: functions of Python and built-in ones. Its clock here is a counter that goes one on when a
call begins and when it ends, so that what it takes for the time spent in a function is twice the calls that
the function made, all through.
"""

import cProfile
import itertools
from collections import Counter, namedtuple
from pathlib import Path

OUR_ADDONS = Path(__file__).resolve().parent.parent / "addons"
SHOWN = 6

Function = namedtuple("Function", "calls name own within")


def profile():
    return cProfile.Profile(itertools.count().__next__, 1)


def count(profiled):
    """Return how many calls a profile saw (none: the part is not done there)."""
    return sum(entry.callcount for entry in profiled.getstats()) if profiled else 0


def our_functions(profiled):
    """Return those of our add-ons, what they call the most first.

    `own` is how often it was called, `within` how many calls it made with all that it called, itself
    included; what it hands on to `super()` is left out, as that is made without us too.
    """
    found = []
    for entry in profiled.getstats() if profiled else ():
        code = entry.code
        if isinstance(code, str) or not code.co_filename.startswith(str(OUR_ADDONS)):
            continue
        handed_on = [
            inner
            for inner in entry.calls or ()
            if not isinstance(inner.code, str) and inner.code.co_name == code.co_name
        ]
        within = _calls(entry) - sum(_calls(inner) for inner in handed_on)
        where = Path(code.co_filename).relative_to(OUR_ADDONS)
        found.append(Function(within, f"{where}:{code.co_qualname}", entry.callcount, within))
    return sorted(found, reverse=True)


def _calls(entry):
    """Return the calls inside a function, itself included: each takes two ticks, the outer ones one."""
    return round((entry.totaltime + entry.callcount - entry.reccallcount) / 2)


def called_more(plain, other):
    """Return (function, how much more often it is called in the second profile), the most first."""
    more = _counts(other)
    more.subtract(_counts(plain))
    return more.most_common(SHOWN)


def _counts(profiled):
    counts = Counter()
    for entry in profiled.getstats() if profiled else ():
        code = entry.code
        counts[code if isinstance(code, str) else f"{_where(code)}:{code.co_qualname}"] += entry.callcount
    return counts


def _where(code):
    """Return the file of some code, from its add-on on."""
    return "/".join(Path(code.co_filename).parts[-3:])


def show_calls(plain, other, names):
    """Print for each part how many calls were added, what is called more often, and where ours are.

    :param plain: part → profile of a run without what is measured
    :param other: part → profile of a run with it
    :param names: the parts to print
    """
    print("    calls added by step; ours: how often called/calls within, what goes on to super() left out:")
    for name in names:
        before, after = plain.get(name), other.get(name)
        print(f"      {name} {count(after) - count(before):+d}")
        for function, more in called_more(before, after):
            print(f"        {more:>+8}          {function}")
        for function in our_functions(after)[:SHOWN]:
            print(f"        {function.own:>8}/{function.within:<8} {function.name}")


def counted(profiles):
    """Return part → calls."""
    return Counter({name: count(profiled) for name, profiled in profiles.items()})

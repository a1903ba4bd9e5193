"""What one run costs, part by part: SQL statements, CPU and, in runs of their own, counted Python calls.

Each run works in a transaction of its own that is rolled back, so that all runs find the same database.
"""

import collections
import contextlib
import gc
import time

from .calls import profile
from .statements import Statements

WARM_UP = 2
# The calls are the same from run to run; three show that they are.
PROFILED = 3


class Parts:
    """SQL statements and CPU seconds of the parts of one run; each part ends as a request does: what it has
    changed is written, what it has to tell is sent.

    A part inside another one is counted by itself, and not for the outer one.

    :param bool requests: each part is a request of its own: it starts without what the one before has read
    :param bool profiled: count Python calls as well, which takes CPU of its own
    """

    def __init__(self, env, requests, profiled=False):
        self.env = env
        self.requests = requests
        self.statements = collections.Counter()
        self.seconds = collections.Counter()
        self.waited = collections.Counter()  # by the clock, the database's time included
        self.profiles = collections.defaultdict(profile) if profiled else None
        self.running = []
        self._since = (0, 0.0, 0.0)

    def name(self):
        """Return the part under way."""
        return self.running[-1] if self.running else None

    @contextlib.contextmanager
    def __call__(self, name, anew=True):
        """Count what is done inside for the part of this name.

        :param bool anew: starts as a request does; what a document does within a step goes on instead
        """
        self._count()
        if self.requests and anew:
            self.env.invalidate_all()
        self._go_on(self.running.append, name)
        yield
        self._count()
        self._go_on(self.running.pop)

    def _count(self):
        """Count what was done so far for the part that did it."""
        if self.running:
            self.env.cr.flush()
            if self.profiles is not None:
                self.profiles[self.running[-1]].disable()
            statements, started, began = self._since
            self.seconds[self.running[-1]] += time.process_time() - started
            self.waited[self.running[-1]] += time.monotonic() - began
            self.statements[self.running[-1]] += self.env.cr.sql_log_count - statements

    def _go_on(self, change, *arguments):
        change(*arguments)
        self._since = (self.env.cr.sql_log_count, time.process_time(), time.monotonic())
        if self.running and self.profiles is not None:
            self.profiles[self.running[-1]].enable()


def measure(side, work, requests, watch=contextlib.nullcontext, profiled=False):
    """Return the parts of one run. The garbage collector rests: when it comes depends on what was before.

    :param watch: a context manager that looks at the parts while they run
    """
    with side.environment() as env:
        parts = Parts(env, requests, profiled)
        gc.collect()
        gc.disable()
        try:
            with watch(parts):
                work(side, env, parts)
        finally:
            gc.enable()
        return parts


def statements(side, work, requests):
    """Return the statements of one run, by part and source."""
    noted = Statements()
    measure(side, work, requests, lambda parts: noted.watch(parts.name))
    return noted.counts


def compare(rounds, plain, plain_work, other, other_work, requests=False):
    """Run both in turn; return the pairs of their parts, and those of the runs whose calls were counted."""

    def pairs(number, profiled=False):
        return [
            (
                measure(plain, plain_work, requests, profiled=profiled),
                measure(other, other_work, requests, profiled=profiled),
            )
            for _run in range(number)
        ]

    return pairs(WARM_UP + rounds)[WARM_UP:], pairs(PROFILED, profiled=True)

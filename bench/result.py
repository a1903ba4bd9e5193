"""What the runs of two sides say, one beside the other."""

import statistics

from .calls import counted, show_calls
from .cycle import DOCUMENTS
from .show import show_target


def least(counts, names):
    """Return what these parts need once caches are warm, of some runs' counts by part."""
    return sum(min(count[name] for count in counts) for name in names)


class Side:
    """The runs of one side.

    :param runs: parts whose SQL and CPU count
    :param profiled: parts whose calls were counted
    """

    def __init__(self, runs, profiled):
        self.runs = runs
        self.profiles = profiled[-1].profiles
        self._calls = [counted(run.profiles) for run in profiled]

    def sql(self, names):
        return least([run.statements for run in self.runs], names)

    def calls(self, names):
        return least(self._calls, names)

    def spreads(self, names):
        """Return by how many calls each part differs from run to run, if it does."""
        for name in names:
            calls = [run[name] for run in self._calls]
            if max(calls) > min(calls):
                yield f"{name} {max(calls) - min(calls)}"

    def seconds(self, names):
        """Return the CPU seconds of these parts, run by run."""
        return [sum(run.seconds[name] for name in names) for run in self.runs]

    def waited(self, name):
        """Return the median of how long a part took by the clock, in milliseconds."""
        return statistics.median(run.waited[name] for run in self.runs) * 1000

    def milliseconds(self, names):
        return statistics.median(self.seconds(names)) * 1000


class Result:
    """What the pairs say: the least SQL and calls, held against targets; CPU's medians beside."""

    def __init__(self, pairs, profiled):
        sides = [
            Side(runs, counts)
            for runs, counts in zip(zip(*pairs, strict=True), zip(*profiled, strict=True), strict=True)
        ]
        self.plain, self.other = sides
        self.cycle = [name for name in self.other.runs[0].statements if name not in DOCUMENTS]

    def sql(self):
        return self.plain.sql(self.cycle), self.other.sql(self.cycle)

    def calls(self, names=None):
        names = names or self.cycle
        return self.plain.calls(names), self.other.calls(names)

    def cpu_ratio(self, names=None):
        """Return the median of the pairs' ratios."""
        sides = [side.seconds(names or self.cycle) for side in (self.plain, self.other)]
        return statistics.median(other / plain for plain, other in zip(*sides, strict=True))

    def show(self, title, target, kept):
        (sql, sql_other), (calls, calls_other) = self.sql(), self.calls()
        print(title)
        print(f"    SQL {sql} → {sql_other} ({sql_other - sql:+d}, {sql_other / sql:.3f}×)", end="   ")
        print(f"calls {calls} → {calls_other} ({calls_other - calls:+d}, {calls_other / calls:.4f}×)")
        print(f"    not held: CPU {self.plain.milliseconds(self.cycle):.0f} →", end=" ")
        print(f"{self.other.milliseconds(self.cycle):.0f} ms ({self.cpu_ratio():.3f}×);", end=" ")
        print(self.spread())
        show_target(target, kept)

    def spread(self):
        """Say whether each run made the same calls; if not, the least count is held, as with SQL."""
        sides = [", ".join(side.spreads(self.cycle)) or "none" for side in (self.plain, self.other)]
        return f"calls that differ from run to run: {' → '.join(sides)}"

    def show_parts(self):
        """Print where the cycle's cost is, and beside it that of each document the rulebook adds."""
        print("    of it, SQL, thousand calls and CPU ms:", end=" ")
        print("; ".join(f"{name} {' → '.join(self._part(name))}" for name in self.cycle))
        print("    not counted, the documents the rulebook adds:")
        for name in DOCUMENTS:
            sql, calls, cpu = self._numbers(self.other, name)
            print(f"      {name:<16} {sql:>4} SQL {calls:>6.1f} thousand calls {cpu:>5.0f} ms", flush=True)

    def _part(self, name):
        for side in (self.plain, self.other):
            sql, calls, cpu = self._numbers(side, name)
            yield f"{sql}/{calls:.1f}/{cpu:.0f}"

    @staticmethod
    def _numbers(side, name):
        return side.sql([name]), side.calls([name]) / 1000, side.milliseconds([name])

    def show_calls(self, names=None):
        """Print where the additional calls are."""
        show_calls(self.plain.profiles, self.other.profiles, names or self.cycle)

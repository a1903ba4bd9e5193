"""T16, on the side of script/bench: runs the steps of `half_year.py`, and kills a night halfway."""

import signal
import subprocess

from .show import show_target

CUSTOMERS = 10_000
# What a night may hold beside what it held after its first batch.
MOST_GROWTH_MB = 40


def measure(command, environment):
    """Fill, kill a night halfway, take it up again, look and print.

    :param command: returns the command of a step
    :param dict environment: how a process is started
    """
    print(f"T16 statements of {CUSTOMERS} customers with a million journal items", flush=True)
    subprocess.run(command("fill"), **environment, check=True)
    killed = _run_night(command("night"), environment, CUSTOMERS // 2)
    print(f"    killed after {killed[-1][0]} statements", flush=True)
    rows = _run_night(command("night"), environment)
    memories = [memory for _made, _took, _sql, memory in killed + rows]
    for made, took, sql, memory in rows[:: max(1, len(rows) // 4)]:
        print(f"    {made} more: {took:.2f} s a batch, {sql} SQL, {memory:.0f} MB")
    growth = max(rows[-1][3] - rows[0][3], killed[-1][3] - killed[0][3])
    print(f"    at most {max(memories):.0f} MB, {growth:.0f} MB more than after the first batch")
    show_target(f"memory flat: ≤ {MOST_GROWTH_MB} MB", growth <= MOST_GROWTH_MB)
    for step in ("check", "print"):
        subprocess.run(command(step), **environment, check=True)


def _run_night(command, environment, until=None):
    """Return what each batch took; kill the night once so many statements are made."""
    rows, made = [], 0
    with subprocess.Popen(command, **environment, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            name, *values = line.split()
            if name != "batch":
                continue
            made += int(values[0])
            rows.append((made, float(values[1]), int(values[2]), float(values[3])))
            if until and made >= until:
                process.send_signal(signal.SIGKILL)
                break
    return rows

"""How a measure's result and its target are printed."""


def show_target(target, kept):
    print(f"    target {target}: {'kept' if kept else 'MISSED'}", flush=True)


def spread(values, digits=0):
    """Return median, least and most of a list of numbers, as text."""
    ordered = sorted(values)
    middle = ordered[len(ordered) // 2]
    return f"{middle:.{digits}f} ({ordered[0]:.{digits}f}–{ordered[-1]:.{digits}f})"

from contextlib import contextmanager

# Where a transaction keeps what its moves may write; no client reaches it, and it ends with the transaction.
PERMITS = "ops_dept.permits"


class Permit:
    """What one call of a move may write past the guards of a model, used up as it is written.

    :param str model: name of the model
    :param str kind: "write", "create" or "unlink"
    :param left: record id → names that may still be written of it; one entry, False, for records to be made
    """

    def __init__(self, model, kind, ids, names=()):
        self.model, self.kind = model, kind
        self.left = {record_id: set(names) for record_id in ids}

    def covers(self, model, kind, ids, names):
        """Tell whether all of this may be written."""
        return (
            (self.model, self.kind) == (model, kind)
            and all(record_id in self.left for record_id in ids)
            and all(names <= self.left[record_id] for record_id in ids)
        )

    def use(self, ids, names):
        """Take back what is being written now: what an automation answers it with passes the guards."""
        for record_id in ids:
            self.left[record_id] -= names
            if not self.left[record_id]:
                del self.left[record_id]


@contextmanager
def permitted(cr, permit):
    """Let the permit lie in the transaction while the block runs."""
    permits = cr.cache.setdefault(PERMITS, [])
    permits.append(permit)
    try:
        yield
    finally:
        if permit in permits:
            permits.remove(permit)


def grant(cr, permit):
    """Let the permit lie in the transaction until it is used up or the transaction ends: for values that core
    itself stores a moment later.
    """
    cr.cache.setdefault(PERMITS, []).append(permit)


def take_permit(cr, model, kind, ids, names=()):
    """Tell whether a move permitted this, and use its permit up."""
    names = set(names)
    permits = cr.cache.get(PERMITS) or ()
    for permit in permits:
        if permit.covers(model, kind, ids, names):
            permit.use(ids, names)
            if not permit.left:
                permits.remove(permit)
            return True
    return False

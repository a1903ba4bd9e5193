import functools

# Where a transaction keeps them; core empties it with the transaction and when it goes back to a savepoint.
ANSWERS = "ops_dept.answers"


def kept_in_transaction(method):
    """Keep the answer of a model's method without arguments, by model, until `forget_answers`.

    Whoever lets the registry's caches be forgotten because the answer changed forgets it here, too.
    """

    @functools.wraps(method)
    def answer(self):
        cache = self.env.cr.cache
        try:
            return cache[ANSWERS][method, self._name]
        except KeyError:
            found = method(self)
            cache.setdefault(ANSWERS, {})[method, self._name] = found
            return found

    return answer


def forget_answers(env):
    """Let be asked anew what the registry and this transaction keep."""
    env.registry.clear_cache()
    env.cr.cache.pop(ANSWERS, None)

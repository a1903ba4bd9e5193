import functools


def kept_by_class(method):
    """Keep the answers of a method of guarded models that follow from the model's fields and classes alone.

    They lie in `_ops_answers` on the model's class in the registry, new whenever the models are set up.
    """

    @functools.wraps(method)
    def answer(self, *arguments):
        answers = self._ops_answers
        try:
            return answers[method, arguments]
        except KeyError:
            answers[method, arguments] = found = method(self, *arguments)
            return found

    return answer

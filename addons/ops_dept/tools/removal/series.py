"""Series of numbers that were made with the first document of a company and kind."""


def remove(scope):
    """Remove the series of the module's documents, with their years."""
    models = [scope.env.registry[name] for name in scope.models]
    codes = [model._name for model in models]
    codes += [code for model in models for code, _prefix in getattr(model, "_number_series", {}).values()]
    # a handful, through the ORM: it knows the counters in the database that belong to them
    sequences = scope.env["ir.sequence"].with_context(active_test=False).search([("code", "in", codes)])
    sequences.date_range_ids.unlink()
    sequences.unlink()

"""Fields of core that we let depend on fields of ours."""


def cut(scope):
    """Let nothing of core depend on the module's fields any more, in this registry, which is thrown away.

    With a field Odoo removes what a delegate has by it: of the invoice's button, which follows from a field
    of ours, the bank statement line has its own, and core's description of that would be gone.
    """
    registry = scope.env.registry
    everything = [(model, field) for model in registry.values() for field in model._fields.values()]
    names = {
        field.name
        for model, field in everything
        if field._module == scope.module and model._original_module != scope.module
    }
    for _model, field in everything:
        depends = registry.field_depends.get(field, ())
        if field._module != scope.module and not names.isdisjoint(".".join(depends).split(".")):
            registry.field_depends[field] = tuple(
                path for path in depends if names.isdisjoint(path.split("."))
            )
    registry._discard_fields([])  # forgets what it derived from the dependencies

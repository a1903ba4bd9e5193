"""Approvals go with the gates: what was asked, and who had to decide."""


def remove(scope):
    """Remove the reviews and tiers of the gates of the module, and what else is decided by one of our posts.

    Core's documents behind a gate are never reviewed without us: their reviews would wait for ever.
    """
    models = scope.gated_models
    scope.execute("DELETE FROM tier_review WHERE model = ANY(%(models)s)", models=models)
    ours = "ops.gated" in scope.models
    scope.execute(
        """
        WITH gone AS (
            DELETE FROM tier_definition
             WHERE model = ANY(%(models)s) OR (%(ours)s AND review_type = 'ops_post')
         RETURNING id
        ), reviews AS (
            DELETE FROM tier_review WHERE definition_id IN (SELECT id FROM gone)
        )
        DELETE FROM ir_model_data
         WHERE model = 'tier.definition' AND res_id IN (SELECT id FROM gone)
        """,
        models=models,
        ours=ours,
    )

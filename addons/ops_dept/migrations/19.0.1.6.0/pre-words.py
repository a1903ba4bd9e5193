"""Days of holidays were called as the values of a rule are: new words take the place of the old ones."""


def migrate(cr, version):
    if version:
        cr.execute(
            "UPDATE ir_model_fields SET field_description = field_description - 'zh_CN'"
            " WHERE model = 'ops.calendar.day' AND name IN ('date_from', 'date_to')"
        )

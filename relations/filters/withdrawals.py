"""The query names of the list of withdrawals, as a FilterSet. None of them reads a text that is withdrawn to anybody."""

import django_filters

from relations.filters import fields
from relations.filters.lookups import Column, Control
from relations.models import Change
from relations.vocabularies import RecordType, WithdrawalReason


class WithdrawalFilters(django_filters.FilterSet):
    """Names that the list of withdrawals understands."""

    dossier = Control(fields.DossierField, help_text="Id or address word of a dossier; without it, all of them.")
    type = Column("record__type", choices=RecordType.choices, help_text="Type of the record.")
    reason = Column(choices=WithdrawalReason.choices, help_text="Class of reason.")
    cursor = Control(fields.CursorField, help_text="Where the list goes on; follow page.next.")
    limit = Control(fields.LimitField, help_text="Acts per page, 1 to 200; 50 is the default.")

    class Meta:
        model = Change
        fields: list[str] = []

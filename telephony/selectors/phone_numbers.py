"""Reading the company's outside numbers."""

from django.db.models import OuterRef, QuerySet, Subquery

from telephony.carriers.models import PhoneNumber
from telephony.models import NumberTarget, Trunk
from tenants.context import current_tenant


def phone_number_list() -> QuerySet[PhoneNumber]:
    """The company's numbers with their lines (`trunk_title`: the own trunk's) and where they lead, in one query."""
    trunk_titles = Trunk.objects.filter(name=OuterRef("trunk")).values("title")
    return (
        PhoneNumber.objects.filter(tenant=current_tenant())
        .select_related(
            "carrier",
            "target__redirect",
            "target__flow",
            "target__internal_number__flow_number__flow",
            "target__internal_number__schedule",
            "target__internal_number__queue",
            "target__internal_number__extension__employee",
        )
        .annotate(trunk_title=Subquery(trunk_titles))
    )


def number_target(phone_number: PhoneNumber) -> NumberTarget:
    """What the company has said of a number; an unsaved empty one when it has not yet."""
    try:
        return phone_number.target
    except NumberTarget.DoesNotExist:
        return NumberTarget(phone_number=phone_number)

"""Writing the journal."""

from dataclasses import dataclass

from tenants.models import AuditEntry, Tenant


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, for the journal: the person, the company an operator acts for, the browser's address."""

    user_id: int | None = None
    acting_for_id: int | None = None
    address: str | None = None


SYSTEM = Actor()  # the installation itself: its schedule, its command line


def audit_write(
    action: str, *, actor: Actor, tenant: Tenant | None = None, subject: str = "", **data: object
) -> AuditEntry:
    """Add a line to the journal, in the transaction of what it records. `data` never holds secrets."""
    return AuditEntry.objects.create(
        action=action,
        tenant=tenant,
        actor_id=actor.user_id,
        acting_for_id=actor.acting_for_id,
        address=actor.address,
        subject=subject[:200],
        data=data,
    )

"""How far what all companies share has come on the nodes."""

from dataclasses import dataclass
from datetime import datetime

from telephony.carriers.models import NodePlatformState


@dataclass(frozen=True, slots=True)
class PlatformConfigState:
    """All nodes together: revisions are summed, so that `applied` reaches `requested` when every node has its newest.

    `applied_at` is when the last node confirmed, `error` what keeps one of them from it (as TenantConfigState's).
    """

    requested: int = 0
    applied: int = 0
    applied_at: datetime | None = None
    error: str = ""


def platform_config_state() -> PlatformConfigState:
    """The nodes' states as one; a state of nothing while there is no node."""
    states = list(NodePlatformState.objects.order_by("pk"))
    return PlatformConfigState(
        requested=sum(state.requested for state in states),
        applied=sum(min(state.applied, state.requested) for state in states),
        applied_at=max((s.applied_at for s in states if s.applied_at), default=None),
        error=next((state.error for state in states if state.error), ""),
    )

"""The frame of every change of what all companies of a node share."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import IntegrityError, transaction
from django.db.models import F

from telephony import dispatch
from telephony.carriers.models import NodePlatformState
from tenants.constraints import database_refusal
from tenants.context import platform_scope
from tenants.models import AsteriskNode

_is_inside: ContextVar[bool] = ContextVar("is_inside_platform_write", default=False)


def platform_changed(*nodes: AsteriskNode) -> None:
    """Ask for a new revision of what the companies of `nodes` share; of every node without any.

    Holds the nodes' rows until the transaction ends, so that whoever reads under that lock sees whole changes. Whoever
    also changes a company takes these rows first and the company's after them, as `config_write` does at its end.
    """
    wanted = list(nodes) or list(AsteriskNode.objects.order_by("pk"))
    NodePlatformState.objects.bulk_create(
        [NodePlatformState(node=node, requested=0) for node in wanted], ignore_conflicts=True
    )
    rows = NodePlatformState.objects.filter(node__in=wanted)
    list(rows.select_for_update().order_by("pk"))
    rows.update(requested=F("requested") + 1)
    for node in wanted:
        dispatch.platform_apply(node.name)


@contextmanager
def platform_write() -> Iterator[None]:
    """All or nothing, seeing the rows of every company, with one new revision of each node.

    Used as a decorator of the operator's services; writes inside a write make one revision together. A refusal by a
    constraint leaves as the error that it stands for.
    """
    is_outermost = not _is_inside.get()
    token = _is_inside.set(True)
    try:
        with transaction.atomic(), platform_scope():
            if is_outermost:
                platform_changed()  # first: its rows are locked before those of companies
            yield
    except IntegrityError as error:
        raise database_refusal(error) or error from error
    finally:
        _is_inside.reset(token)

"""This process's standing connection to the Asterisk of its node.

Tasks of the node's worker run one after another in one thread; the connection lives on an event loop in a thread
of its own, so that it is served between tasks and the next apply needs no login.
"""

import asyncio
import threading
from functools import cache

from django.conf import settings

from telephony.asterisk.ami import AmiError, AmiSession, AmiSettings
from telephony.asterisk.apply import ApplyReport, apply
from telephony.asterisk.files import NodePaths
from telephony.asterisk.snapshot import TenantConfig

APPLY_TIMEOUT_SECONDS = 60
# After a failed connect other tenants' jobs do not wait for the same failure again and again.
RECONNECT_SECONDS = 1.0


class NodeUnavailableError(Exception):
    """Asterisk of this node does not answer; it will be asked again."""


class NodeLink:
    """Applies configurations over one AMI session, made when first needed and again after a loss."""

    def __init__(self, settings_ami: AmiSettings, paths: NodePaths) -> None:
        self._settings = settings_ami
        self._paths = paths
        self._session: AmiSession | None = None
        self._connect_after = 0.0
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="node-link", daemon=True).start()

    def apply(self, config: TenantConfig, *, hang_up: bool = False) -> ApplyReport:
        """Bring `config` to the node, ending all its calls if asked; NodeUnavailableError when Asterisk is away."""
        future = asyncio.run_coroutine_threadsafe(self._apply(config, hang_up), self._loop)
        try:
            return future.result(APPLY_TIMEOUT_SECONDS)
        except (AmiError, ConnectionError, TimeoutError) as error:
            future.cancel()
            raise NodeUnavailableError(str(error)) from error

    async def _apply(self, config: TenantConfig, hang_up: bool) -> ApplyReport:
        """Apply once; a session that died unnoticed is replaced and the apply, which sends differences, repeated."""
        was_open = self._session is not None
        try:
            return await apply(config, node=self._paths, ami=await self._opened(), hang_up=hang_up)
        except (AmiError, ConnectionError, TimeoutError):
            await self._close()
            if not was_open:
                raise
        try:
            return await apply(config, node=self._paths, ami=await self._opened(), hang_up=hang_up)
        except (AmiError, ConnectionError, TimeoutError):
            await self._close()
            raise

    async def _opened(self) -> AmiSession:
        if self._session is None:
            now = asyncio.get_running_loop().time()
            if now < self._connect_after:
                raise AmiError("Asterisk was away a moment ago")
            self._connect_after = now + RECONNECT_SECONDS
            session = AmiSession(self._settings)
            await session.__aenter__()
            self._session, self._connect_after = session, 0.0
        return self._session

    async def _close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.__aexit__(None, None, None)


@cache
def node_link() -> NodeLink:
    """The link of this process to the node that its settings name."""
    login = AmiSettings(
        settings.AMI_HOST, settings.AMI_PORT, settings.AMI_USER, settings.AMI_SECRET
    )
    return NodeLink(login, NodePaths(settings.NODE_DIR))

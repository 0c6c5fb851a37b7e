"""Rows of `node.sqlite3` that all companies of a node share: the operator's carriers, sources of calls. Pure."""

from collections.abc import Iterable

from telephony.asterisk import names
from telephony.asterisk.tables import SOURCES_TABLE, row
from telephony.asterisk.trunk_rows import source_checked, trunks_rows
from telephony.dialling.config import PlatformConfig


def platform_rows(config: PlatformConfig) -> dict[str, dict[str, dict[str, str]]]:
    """All rows of the platform."""
    tables = trunks_rows(config.carriers)
    for carrier in config.carriers:
        if carrier.is_enabled:
            tables[SOURCES_TABLE] |= _sources(names.carrier(carrier.name), carrier.sources)
    for line in config.company_lines:
        endpoint = names.line_endpoint(line.line, code=line.tenant)
        tables[SOURCES_TABLE] |= _sources(endpoint, line.sources)
    return tables


def _sources(endpoint: str, sources: Iterable[str]) -> dict[str, dict[str, str]]:
    return {
        f"{endpoint}/{source}": row(SOURCES_TABLE, endpoint=endpoint, source=source)
        for source in map(source_checked, sources)
    }

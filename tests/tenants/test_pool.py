"""Connections wait between uses, and carry nothing from one to the next."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.db import connection

from tenants.postgresql import pool

ADVISORY_LOCKS = """
SELECT count(*) FROM pg_locks
WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@pytest.fixture
def parameters(django_db_setup: None) -> Iterator[dict[str, Any]]:
    """Parameters of the tests' own role, under a name that no other connection has."""
    own = {**connection.get_connection_params(), "application_name": "tests of the pool"}
    own.pop("cursor_factory", None)
    own.pop("context", None)
    yield own
    while (waiting := pool.take(own)) is not None:
        waiting.close()


def value(raw: Any, statement: str) -> Any:
    with raw.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def test_a_connection_is_used_again(parameters: dict[str, Any]) -> None:
    raw = psycopg2.connect(**parameters)
    pool.give(parameters, raw)
    assert pool.take(parameters) is raw
    assert pool.take(parameters) is None
    pool.give(parameters, raw)


def test_nothing_of_one_use_reaches_the_next(parameters: dict[str, Any]) -> None:
    raw = psycopg2.connect(**parameters)
    raw.autocommit = True
    with raw.cursor() as cursor:
        cursor.execute(
            "SET search_path = t_acme; SET vpbx.tenant = '1'; SET statement_timeout = 60000"
        )
        cursor.execute("SELECT pg_advisory_lock(4711)")
    pool.give(parameters, raw)
    raw = pool.take(parameters)
    assert "t_acme" not in value(raw, "SHOW search_path")
    assert value(raw, "SELECT current_setting('vpbx.tenant', true)") in {None, ""}
    assert value(raw, "SHOW statement_timeout") == "0"
    assert value(raw, ADVISORY_LOCKS) == 0
    assert value(raw, "SHOW TimeZone") == "UTC"
    pool.give(parameters, raw)


def test_an_open_transaction_is_rolled_back(parameters: dict[str, Any]) -> None:
    raw = psycopg2.connect(**parameters)
    value(raw, "SELECT set_config('vpbx.tenant', '7', true)")
    pool.give(parameters, raw)
    assert value(pool.take(parameters), "SELECT txid_current_if_assigned() IS NULL") is True


def test_a_connection_that_the_server_closed_is_not_given_out(parameters: dict[str, Any]) -> None:
    raw = psycopg2.connect(**parameters)
    pid = value(raw, "SELECT pg_backend_pid()")
    pool.give(parameters, raw)
    other = psycopg2.connect(**parameters)
    other.autocommit = True
    assert value(other, f"SELECT pg_terminate_backend({pid}, 5000)") is True
    assert pool.take(parameters) is None
    other.close()


def test_no_more_wait_than_enough(parameters: dict[str, Any]) -> None:
    many = [psycopg2.connect(**parameters) for _number in range(pool.MAXIMUM_IDLE + 2)]
    for raw in many:
        pool.give(parameters, raw)
    assert [raw.closed for raw in many].count(1) == 2


def test_other_parameters_get_other_connections(parameters: dict[str, Any]) -> None:
    pool.give(parameters, psycopg2.connect(**parameters))
    assert pool.take({**parameters, "application_name": "somebody else"}) is None


def test_a_child_process_has_none_of_its_parents(parameters: dict[str, Any]) -> None:
    pool.give(parameters, psycopg2.connect(**parameters))
    child = os.fork()
    if child == 0:
        os._exit(0 if pool.take(parameters) is None else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    raw = pool.take(parameters)
    assert value(raw, "SELECT 1") == 1
    raw.close()

"""Bench `provision` (G11): from the request that signs a company up until two of its phones are in a call.

Every step is counted: create, open the admin's link and set a password, give two phones passwords, wait until they
are in force, register both, call. Beside it, what django-tenants does by itself: a new schema by running migrations.
"""

import asyncio
import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass, field

from compose.provider.sip import Account
from tests.bench.company import known_phones, new_company, strong_password
from tests.bench.phone import SipPhone
from tests.bench.report import Report, percentile
from tests.bench.system import CLONE, Cabinet, Installation

RETRY_SECONDS = 0.005


@dataclass(frozen=True, slots=True)
class Size:
    """Companies signed up; schemas made by migrations and by cloning."""

    companies: int
    schemas: int


SIZES = {"full": Size(30, 3), "small": Size(2, 1)}


@dataclass(slots=True)
class Times:
    """Milliseconds since the sign-up request, one for each company."""

    created: list[float] = field(default_factory=list)
    signed_in: list[float] = field(default_factory=list)
    called: list[float] = field(default_factory=list)


def sign_up(installation: Installation, operator: Cabinet, times: Times) -> str:
    """One company from nothing to its first call; its code."""
    code, began = f"bench{secrets.token_hex(4)}", time.perf_counter()

    def elapsed() -> float:
        return (time.perf_counter() - began) * 1000

    link = operator.post("platform/tenants/", new_company(code))["admin_link"]
    times.created.append(elapsed())
    with Cabinet(f"{code}.localhost") as admin:
        admin.post(
            f"session/links/{link.rstrip('/').rsplit('/', 1)[-1]}/", {"password": strong_password()}
        )
        times.signed_in.append(elapsed())
        devices = {device["name"]: device for device in admin.everything("devices/")}
        accounts = known_phones(admin, [devices["200"], devices["201"]])
        asyncio.run(first_call(installation, *accounts))
        times.called.append(elapsed())
    return code


async def first_call(installation: Installation, caller: Account, callee: Account) -> None:
    """Register both as soon as the node lets them, and call."""
    phones = [await SipPhone.open(installation.sip) for _ in range(2)]
    for phone, account in zip(phones, (caller, callee), strict=True):
        while await phone.register(account) != 200:
            await asyncio.sleep(RETRY_SECONDS)
    call = await phones[0].call(caller, callee.login.partition("+")[2])
    while call.status == 404:
        call = await phones[0].call(caller, callee.login.partition("+")[2])
    if call.status != 200:
        raise RuntimeError(f"the first call got {call.status}")
    await phones[0].hang_up(call)
    for phone in phones:
        phone.close()


# Prints milliseconds: a schema by django-tenants' own means, a schema by ours. Both are dropped.
SCHEMAS = """
import sys, time
import django
django.setup()
from django.db import connection
from tenants.models import Tenant

def migrate(code):
    tenant = Tenant(code=code, schema_name=f"t_{code}", name="baseline")
    tenant.create_schema(check_if_exists=True, sync_schema=True, verbosity=0)

def clone(code):
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.tenant_schema_clone(%s)", [code])

for make in (migrate, clone):
    began = time.perf_counter()
    make(sys.argv[1])
    print((time.perf_counter() - began) * 1000)
    connection.set_schema_to_public()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "t_{sys.argv[1]}" CASCADE')
"""


def schemas_ms(installation: Installation) -> tuple[float, float]:
    """Milliseconds for one schema: as `Tenant.save()` of django-tenants makes it, by migrations; and cloned."""
    lines = (installation.data / "etc/env.owner").read_text().splitlines()
    owner = dict(line.split("=", 1) for line in lines if "=" in line)
    environment = {**os.environ, **owner, "DJANGO_SETTINGS_MODULE": "vpbx.settings.production"}
    command = [sys.executable, "-c", SCHEMAS, f"zbase{secrets.token_hex(3)}"]
    done = subprocess.run(
        command,
        cwd=CLONE,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"baseline failed: {done.stderr[-800:]}")
    migrated, cloned = done.stdout.split()[-2:]
    return float(migrated), float(cloned)


def run(installation: Installation, size_name: str) -> Report:
    """Called by `./run bench provision`."""
    size, times = SIZES[size_name], Times()
    report = Report("provision", {"companies": size.companies, "schemas": size.schemas})
    with installation.operator() as operator:
        for _ in range(size.companies):
            operator.post(f"platform/tenants/{sign_up(installation, operator, times)}/disable/")
    made = [schemas_ms(installation) for _ in range(size.schemas)]
    describe(report, times, *(percentile(kind, 0.5) for kind in zip(*made, strict=True)))
    return report


def describe(report: Report, times: Times, migrated: float, cloned: float) -> None:
    """Figures and gates."""
    for name, share, limit in (("p50", 0.5, 1000.0), ("p95", 0.95, 2000.0)):
        value = percentile(times.called, share)
        report.add(
            f"sign-up -> first call {name}",
            value,
            "ms",
            gate=f"<= {limit:g} ms",
            met=value <= limit,
        )
    report.add("of which until the company is made, p50", percentile(times.created, 0.5), "ms")
    report.add("of which until its admin is signed in, p50", percentile(times.signed_in, 0.5), "ms")
    faster = migrated / cloned
    report.add(
        "schema cloned, against migrations",
        cloned,
        "ms",
        baseline=migrated,
        ratio=faster,
        gate=">= 30x",
        met=faster >= 30,
    )

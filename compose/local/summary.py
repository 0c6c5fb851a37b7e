"""Prints where the system is found and how to sign in to its demo."""

from __future__ import annotations

import json
import sys
from typing import Any

import settings


def cabinet_url(values: dict[str, str]) -> str:
    """Address of the cabinet without a company's name."""
    host = values["VPBX_HOST"]
    shown = f"[{host}]" if ":" in host else host
    return f"https://{shown}:{values['VPBX_HTTPS_PORT']}/"


def addresses(values: dict[str, str]) -> list[str]:
    """Where cabinet and phones find the system."""
    sip = f"UDP and TCP {values['VPBX_SIP_PORT']}, TLS {values['VPBX_SIP_TLS_PORT']}"
    lines = [f"Cabinet         {cabinet_url(values)}"]
    if settings.is_address(values["VPBX_HOST"]):
        lines.append(
            "                (a company is chosen after sign-in: an address has no names below it)"
        )
    lines += [
        f"API             {cabinet_url(values)}api/docs/",
        f"SIP for phones  {values['VPBX_SIP_HOST']}  {sip}",
        f"Media           UDP {values['VPBX_RTP_START']}-{values['VPBX_RTP_END']}",
    ]
    if values["VPBX_BIND"] == "127.0.0.1":
        lines.append(
            "                reachable from this machine only; ./run up --host NAME_OR_ADDRESS opens it"
        )
    if not settings.read(settings.ETC / "choices").get("VPBX_TLS_CERT"):
        lines.append(
            "Certificate     self-made, so the browser warns once; ./run up --cert FILE --key FILE uses yours"
        )
    return lines


def sign_ins(demo: dict[str, Any]) -> list[str]:
    """The demo's people and phones."""
    operator = demo["operator"]
    lines = [f"Operator        {operator['email']}   {operator['password']}"]
    for company in demo["companies"]:
        admin = company["admin"]
        lines.append(
            f"{company['code']:<16}{admin['email']}   {admin['password']}   {company['url']}"
        )
        phones = "   ".join(f"{phone['login']} {phone['secret']}" for phone in company["phones"])
        lines.append(f"  phones        {phones}")
    return lines


def main() -> None:
    """Prints everything between two rules."""
    lines = addresses(settings.read(settings.ETC / "env"))
    demo = settings.ETC / "demo.json"
    if demo.exists():
        lines += ["", *sign_ins(json.loads(demo.read_text()))]
    rule = "-" * 100
    sys.stdout.write("\n".join([rule, *lines, rule]) + "\n")


if __name__ == "__main__":
    main()

"""Host names: which company a host belongs to, and which address a company's cabinet has."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from tenants.models import Domain, Tenant


def client_address(request: HttpRequest) -> str | None:
    """Address of the browser. Our own nginx is the only way in and appends it last to X-Forwarded-For."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return forwarded or request.META.get("REMOTE_ADDR") or None


def lockout_address(request: HttpRequest) -> str | None:
    """Whose failed sign-ins count together: the address, and of IPv6 the network of one line (/64), which has as many
    addresses as anybody cares to guess with."""
    address = client_address(request)
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((parsed.packed, 64), strict=False).network_address)


def host_name(raw: str) -> str:
    """The name in a Host header, without port, in lower case; "" for what cannot be one."""
    return split_domain_port(raw.strip())[0]


def host_code(host: str) -> str | None:
    """The code before one of the installation's own suffixes (`acme.localhost` -> `acme`), or None."""
    for suffix in settings.SITE_HOST_SUFFIXES:
        code, dot, _rest = host.partition(f".{suffix}")
        if dot and not _rest and code and "." not in code:
            return code
    return None


def host_is_bare(host: str) -> bool:
    """Whether the host is the installation's own name or an address: there the company is chosen after sign-in."""
    return host in settings.SITE_BARE_HOSTS


def host_is_below_ours(host: str) -> bool:
    """Whether the name is one that a company of this installation could have."""
    return host.endswith(tuple(f".{suffix}" for suffix in settings.SITE_HOST_SUFFIXES))


def host_tenant(host: str) -> Tenant | None:
    """The company of a host, whatever its state; None when the host belongs to nobody."""
    code = host_code(host)
    if code is not None:
        tenant: Tenant | None = Tenant.objects.filter(code=code).first()
        return tenant
    domain: Domain | None = Domain.objects.select_related("tenant").filter(domain=host).first()
    return domain.tenant if domain else None


def companies_have_hosts() -> bool:
    """Whether `<code>.<host>` can be a name: it cannot when the installation is known by an address."""
    try:
        ipaddress.ip_address(settings.SITE_HOST.strip("[]"))
    except ValueError:
        return True
    return False


def site_url(host: str, path: str = "/") -> str:
    """Absolute address of a page on a host of the installation."""
    port = settings.SITE_HTTPS_PORT
    return f"https://{host}{'' if port == 443 else f':{port}'}{path}"


def tenant_host(tenant: Tenant) -> str:
    """Host of a company's cabinet; the installation's own where companies have none."""
    return f"{tenant.code}.{settings.SITE_HOST}" if companies_have_hosts() else settings.SITE_HOST


def tenant_url(tenant: Tenant | None, path: str = "/") -> str:
    """Absolute address of a page of a company's cabinet, or of the operator's area."""
    return site_url(tenant_host(tenant) if tenant else settings.SITE_HOST, path)

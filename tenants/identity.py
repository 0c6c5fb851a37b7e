"""Who a request is of: company and member, from host, session and user."""

from django.utils import translation

from tenants.connection import connection
from tenants.context import SiteRequest
from tenants.models import Tenant, User
from tenants.selectors.members import member_get, session_tenant


def identify(request: SiteRequest, site_tenant: Tenant | None) -> None:
    """Set `request.tenant` and `request.member`, the connection's scope and the language.

    `site_tenant` is the company of the host, None on the installation's own host: there the session decides, and
    cannot lead into a company where the person is nobody.
    """
    request.site_tenant = site_tenant
    request.tenant, request.member = site_tenant, None
    user = request.user
    connection.set_schema_to_public()
    if isinstance(user, User):
        translation.activate(user.language)
        request.LANGUAGE_CODE = user.language
        if request.is_bare_site:
            request.tenant = session_tenant(request.session, user)
        acting_as = request.session.get("acting_as")
        request.member = member_get(user=user, tenant=request.tenant, acting_as=acting_as)
        if request.is_bare_site and request.member is None:
            request.tenant = None
    if request.tenant is not None:
        connection.set_tenant(request.tenant)

from tenants.models.asterisk_nodes import AsteriskNode
from tenants.models.audit import AuditEntry
from tenants.models.memberships import Membership, SignInLink
from tenants.models.tenants import Domain, Tenant, TenantBlock, TenantConfigState, TenantSearchTerm
from tenants.models.users import User

__all__ = [
    "AsteriskNode",
    "AuditEntry",
    "Domain",
    "Membership",
    "SignInLink",
    "Tenant",
    "TenantBlock",
    "TenantConfigState",
    "TenantSearchTerm",
    "User",
]

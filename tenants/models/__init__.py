from tenants.models.asterisk_nodes import AsteriskNode
from tenants.models.audit import AuditEntry
from tenants.models.memberships import Membership, SignInLink
from tenants.models.tenants import (
    CallClass,
    Domain,
    Tenant,
    TenantBlock,
    TenantConfigState,
    TenantRestriction,
    TenantSearchTerm,
)
from tenants.models.users import User

__all__ = [
    "AsteriskNode",
    "AuditEntry",
    "CallClass",
    "Domain",
    "Membership",
    "SignInLink",
    "Tenant",
    "TenantBlock",
    "TenantConfigState",
    "TenantRestriction",
    "TenantSearchTerm",
    "User",
]

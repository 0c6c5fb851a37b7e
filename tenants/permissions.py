"""Who may do what: permissions are names, roles are sets of them. Pure data, so that it can be tested row by row.

What no set holds is refused. Issue by issue the sets grow; checks in code always name a permission, never a role.
"""

from enum import StrEnum


class Role(StrEnum):
    """A person's role in one company."""

    ADMIN = "admin"
    USER = "user"


ROLE_CHOICES = [(role.value, role.value) for role in Role]


class Permission(StrEnum):
    # of the installation
    PLATFORM_VIEW = "platform.view"
    PLATFORM_EDIT = "platform.edit"
    PLATFORM_ACT_AS = "platform.act_as"
    # of one company
    COMPANY_VIEW = "company.view"
    COMPANY_EDIT = "company.edit"
    EMPLOYEE_VIEW = "employee.view"
    EMPLOYEE_EDIT = "employee.edit"
    EXTENSION_VIEW = "extension.view"
    EXTENSION_EDIT = "extension.edit"
    DEVICE_VIEW = "device.view"
    DEVICE_EDIT = "device.edit"
    QUEUE_VIEW = "queue.view"
    QUEUE_EDIT = "queue.edit"
    OUTSIDE_VIEW = "outside.view"  # lines, numbers, routes, rules and lists of outside calls
    OUTSIDE_EDIT = "outside.edit"
    FLOW_VIEW = "flow.view"  # call flows: drafts, versions, simulator
    FLOW_EDIT = "flow.edit"
    SCHEDULE_VIEW = "schedule.view"
    SCHEDULE_EDIT = "schedule.edit"
    MEDIA_VIEW = "media.view"  # sounds, music on hold, speech
    MEDIA_EDIT = "media.edit"
    VOICEMAIL_VIEW = "voicemail.view"  # messages left in the company's mailboxes
    VOICEMAIL_EDIT = "voicemail.edit"  # the boxes, and what becomes of messages
    CALL_VIEW = "call.view"
    CALL_EXPORT = "call.export"
    LIVE_VIEW = "live.view"
    # of one's own page
    OWN_VIEW = "own.view"
    OWN_EDIT = "own.edit"


PLATFORM_GRANTS: frozenset[Permission] = frozenset(
    {Permission.PLATFORM_VIEW, Permission.PLATFORM_EDIT, Permission.PLATFORM_ACT_AS}
)

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission) - PLATFORM_GRANTS,
    Role.USER: frozenset({Permission.OWN_VIEW, Permission.OWN_EDIT}),
}

"""Default deny: what an action needs is written down, and what is open to the world is listed here too."""

import pytest
from celery import current_app
from django.db import connection

from tenants.api.access import MemberPermission, SessionAuthentication
from tenants.api.base import Access, BaseViewSet
from tenants.api.session import PreferenceViewSet
from tenants.celery import PlatformTask, TenantOnlyTask
from tenants.permissions import GRANTS, PLATFORM_GRANTS, Permission, Role
from tests.support.clients import SiteClient
from tests.support.routes import Route, api_routes, view_sets

OWN_CODE = ("tenants.", "telephony.", "billing.", "vpbx.")
OPEN_TO_THE_WORLD = {
    "health/ retrieve",
    "health/ready/ ready",
    "session/ retrieve",
    "session/login/ login",
    "session/logout/ logout",
    "session/hand-over/{token}/ hand_over",
    "session/links/{token}/ retrieve",
    "session/links/{token}/ use",
    "device-setup/{token}/ retrieve",
    "device-setup/{token}/ create",
}
each_route = pytest.mark.parametrize("route", api_routes(), ids=str)


@each_route
def test_every_action_says_what_it_needs(route: Route) -> None:
    assert issubclass(route.view, BaseViewSet)
    missing = [
        action
        for _method, action in route.actions
        if not isinstance(route.needed(action), Permission | Access)
    ]
    assert missing == []


@pytest.mark.parametrize("view", view_sets(), ids=lambda view: view.__name__)
def test_no_view_goes_round_the_common_check(view: type[BaseViewSet]) -> None:
    assert tuple(view.permission_classes) == (MemberPermission,)
    assert tuple(view.authentication_classes) in {(SessionAuthentication,), ()}


def test_what_is_open_to_the_world_is_known() -> None:
    is_open = {
        f"{route} {action}"
        for route in api_routes()
        for _method, action in route.actions
        if route.is_public(action)
    }
    assert is_open == OPEN_TO_THE_WORLD


def test_an_unknown_address_of_the_api_is_not_found_by_anybody(
    operator_client: SiteClient, admin_client: SiteClient, anonymous_client: SiteClient
) -> None:
    for client in (operator_client, admin_client, anonymous_client):
        for path in ("/api/v1/nothing/", "/api/", "/api/v2/employees/", "/admin", "/ws/nothing"):
            response = client.get(path)
            assert response.status_code in {404, 200, 503}
            if path.startswith(("/api", "/ws")):
                assert response.json()["code"] == "not_found"


def test_an_action_that_is_not_listed_is_refused(admin_client: SiteClient, monkeypatch) -> None:
    monkeypatch.setattr(PreferenceViewSet, "permissions", {})
    assert admin_client.get("preferences/x/").status_code == 403


def test_companies_hold_no_permission_of_the_installation() -> None:
    for role in Role:
        assert not GRANTS[role] & PLATFORM_GRANTS


def test_a_user_may_only_see_and_change_the_own_page() -> None:
    assert GRANTS[Role.USER] == {Permission.OWN_VIEW, Permission.OWN_EDIT}


def test_every_job_says_whether_it_is_a_companys() -> None:
    current_app.loader.import_default_modules()
    own = {name: task for name, task in current_app.tasks.items() if name.startswith(OWN_CODE)}
    assert own
    undecided = [
        name for name, task in own.items() if not isinstance(task, TenantOnlyTask | PlatformTask)
    ]
    assert undecided == []


def test_every_scheduled_job_exists_and_is_the_installations() -> None:
    current_app.loader.import_default_modules()
    for name, entry in current_app.conf.beat_schedule.items():
        assert isinstance(current_app.tasks[entry["task"]], PlatformTask), name


def test_the_application_owns_nothing_and_cannot_pass_the_policies(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
        )
        assert cursor.fetchone() == (0,)


def test_tables_of_what_happened_are_guarded_by_forced_policies(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity"
            " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'p'"
        )
        guarded = dict(cursor.fetchall())
    assert guarded
    assert all(guarded.values()), guarded

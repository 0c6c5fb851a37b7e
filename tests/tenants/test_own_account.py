"""What people do about themselves: password, name, language, kept settings, one-time links."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tenants.errors import FieldErrors
from tenants.models import Membership, SignInLink, Tenant, User
from tenants.permissions import Role
from tenants.services.memberships import Invitee, admin_invite, memberships_invite
from tests.support.clients import SiteClient, field_codes, operator_site, tenant_site
from tests.support.people import ADMIN, PASSWORD, email_of, person

NEW = "a-much-better-one"


def token_of(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def invite(tenant: Tenant, email: str = "new@acme.example.org") -> str:
    """The token of a fresh link for a new person."""
    return token_of(memberships_invite([Invitee(email, "New", Role.USER)])[0].link_url)


def test_a_changed_password_ends_the_other_sessions(
    tenant: Tenant, admin_client: SiteClient
) -> None:
    elsewhere = tenant_site(tenant).signed_in(person(tenant, ADMIN))
    changed = admin_client.post("session/password/", {"current": PASSWORD, "new": NEW})
    assert changed.status_code == 204
    assert admin_client.get("session/").json()["is_authenticated"] is True
    assert elsewhere.get("session/").json()["is_authenticated"] is False


def test_a_wrong_current_password_changes_nothing(admin_client: SiteClient, tenant: Tenant) -> None:
    refused = admin_client.post("session/password/", {"current": "wrong", "new": NEW})
    assert field_codes(refused) == {"current": ["password_wrong"]}
    assert person(tenant, ADMIN).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_too_short"),
        ("1234567890123", "password_entirely_numeric"),
        ("password123", "password_too_common"),
        ("admin@acme.example.org", "password_too_similar"),
        ("x" * 129, "password_too_long"),
    ],
)
def test_weak_passwords_are_refused(admin_client: SiteClient, password: str, code: str) -> None:
    refused = admin_client.post("session/password/", {"current": PASSWORD, "new": password})
    assert code in field_codes(refused)["new"]


def test_a_link_tells_whose_it_is_and_lets_in_once(tenant: Tenant) -> None:
    token = invite(tenant)
    client = tenant_site(tenant)
    shown = client.get(f"session/links/{token}/").json()
    assert (shown["email"], shown["company"]["code"]) == ("new@acme.example.org", "acme")
    body = client.post(f"session/links/{token}/", {"password": NEW}).json()
    assert (body["is_authenticated"], body["role"]) == (True, "user")
    again = tenant_site(tenant).post(f"session/links/{token}/", {"password": "another-one-2"})
    assert (again.status_code, again.json()["code"]) == (404, "link_invalid")
    assert User.objects.get(email="new@acme.example.org").check_password(NEW)


def test_a_link_works_on_the_bare_host_and_leads_into_its_company(tenant: Tenant) -> None:
    body = operator_site().post(f"session/links/{invite(tenant)}/", {"password": NEW}).json()
    assert body["tenant"]["code"] == "acme"


def test_a_link_does_not_work_at_another_company(tenant: Tenant, other_tenant: Tenant) -> None:
    token = invite(tenant)
    refused = tenant_site(other_tenant).post(f"session/links/{token}/", {"password": NEW})
    assert refused.json()["code"] == "link_invalid"
    assert tenant_site(other_tenant).get(f"session/links/{token}/").status_code == 404
    assert not User.objects.get(email="new@acme.example.org").has_usable_password()


def test_a_weak_password_does_not_use_the_link_up(tenant: Tenant) -> None:
    token = invite(tenant)
    assert (
        tenant_site(tenant).post(f"session/links/{token}/", {"password": "short"}).status_code
        == 400
    )
    assert tenant_site(tenant).post(f"session/links/{token}/", {"password": NEW}).status_code == 200


def test_a_link_ends_after_three_days(tenant: Tenant) -> None:
    token = invite(tenant)
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        assert tenant_site(tenant).get(f"session/links/{token}/").status_code == 404


def test_a_newer_link_ends_the_earlier_one(tenant: Tenant) -> None:
    first = token_of(admin_invite(tenant, email="boss@acme.example.org"))
    second = token_of(admin_invite(tenant, email="boss@acme.example.org"))
    assert tenant_site(tenant).get(f"session/links/{first}/").status_code == 404
    assert tenant_site(tenant).get(f"session/links/{second}/").status_code == 200


def test_only_the_digest_of_a_token_is_stored(tenant: Tenant) -> None:
    token = invite(tenant)
    assert token not in str(list(SignInLink.objects.values_list()))


def test_language_and_name_are_ones_own(admin_client: SiteClient) -> None:
    body = admin_client.patch("session/profile/", {"language": "ru", "name": "Иван 😀"}).json()
    assert (body["user"]["language"], body["user"]["name"]) == ("ru", "Иван 😀")
    refused = admin_client.patch("session/profile/", {"language": "tlh", "name": "two\nlines"})
    assert field_codes(refused) == {"language": ["invalid_choice"], "name": ["control_characters"]}


def test_messages_are_in_the_persons_language(admin_client: SiteClient) -> None:
    english = admin_client.get("nothing/").json()["message"]
    admin_client.patch("session/profile/", {"language": "ru"})
    russian = admin_client.get("nothing/").json()["message"]
    assert (english, russian) == ("Not found.", "Не найдено.")


def test_before_sign_in_messages_are_in_the_browsers_language(tenant: Tenant) -> None:
    refused = tenant_site(tenant).get("preferences/x/", HTTP_ACCEPT_LANGUAGE="ru,en;q=0.5")
    assert refused.json()["message"] == "Сначала войдите."


def test_settings_of_the_cabinet_are_kept(
    admin_client: SiteClient, user_client: SiteClient
) -> None:
    columns = {"columns": ["name", "number"], "page_size": 20}
    assert admin_client.get("preferences/employees.table/").json() == {"value": None}
    assert admin_client.put("preferences/employees.table/", {"value": columns}).status_code == 200
    assert admin_client.get("preferences/employees.table/").json() == {"value": columns}
    assert user_client.get("preferences/employees.table/").json() == {"value": None}


def test_kept_settings_have_a_limit(admin_client: SiteClient) -> None:
    refused = admin_client.put("preferences/large/", {"value": "x" * 20_000})
    assert field_codes(refused) == {"value": ["preference_too_large"]}
    assert admin_client.put("preferences/Bad Key/", {"value": 1}).status_code == 404


def test_an_administrator_cannot_take_over_an_account_of_another_company(
    tenant: Tenant, other_tenant: Tenant
) -> None:
    with pytest.raises(FieldErrors) as refused:
        memberships_invite([Invitee(email_of("globex", ADMIN), "", Role.USER)])
    assert refused.value.errors[0].code == "email_not_available"
    assert refused.value.errors[0].field == "0.email"


def test_a_person_who_left_a_company_can_be_invited_by_it_again(tenant: Tenant) -> None:
    invited = memberships_invite([Invitee("back@acme.example.org", "", Role.USER)])[0]
    Membership.objects.filter(pk=invited.membership.pk).update(is_active=False)
    again = memberships_invite([Invitee("BACK@acme.example.org", "", Role.ADMIN)])[0]
    assert (again.membership.pk, again.membership.role) == (invited.membership.pk, "admin")


def test_a_thousand_people_are_invited_with_few_queries(
    tenant: Tenant, django_assert_max_num_queries
) -> None:
    people = [Invitee(f"p{n}@acme.example.org", f"Person {n}", Role.USER) for n in range(1000)]
    with django_assert_max_num_queries(14):
        invited = memberships_invite(people)
    assert len({item.link_url for item in invited}) == 1000

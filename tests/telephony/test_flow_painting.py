"""Weeks that have much in them: painted by quarters of an hour, or refused."""

from tests.support.flow_documents import document, element


def test_what_changes_every_minute_is_painted_by_quarters(admin_client, tenant):
    layers = [
        element(
            f"l{index}",
            "hangup",
            level=1,
            settings={"cause": "busy" if index % 2 else "normal"},
            when={
                "lists": [],
                "days": [],
                "minutes": [
                    [24 * index + 2 * each, 24 * index + 2 * each + 1] for each in range(12)
                ],
            },
        )
        for index in range(60)
    ]
    body = document(element("start", "start", exits={"next": "level:1"}), *layers)
    answer = admin_client.post("flows/week/", {"document": body})
    assert answer.status_code == 200, answer.json()
    found = answer.json()
    assert found["grain_minutes"] == 15
    assert 1 < len(found["segments"]) <= 7 * 24 * 4
    assert [each["to"] for each in found["segments"][:-1]] == [
        each["from"] for each in found["segments"][1:]
    ]


def test_a_week_that_takes_too_long_to_paint_is_refused(admin_client, tenant):
    """Hundreds of elements on the way of a call that goes another way every few minutes."""
    levels = [{"lists": [], "days": [], "minutes": [[at, at + 1]]} for at in range(0, 1440, 18)]
    rows = [element(f"l{n}", "hangup", level=1, when=when) for n, when in enumerate(levels)]
    chain = [element(f"a{n}", "set", exits={"next": f"a{n + 1}"}) for n in range(400)]
    body = document(
        element("start", "start", exits={"next": "a0"}),
        *chain,
        element("a400", "set", exits={"next": "level:1"}),
        *rows,
    )
    admin_client.patch("session/profile/", {"language": "ru"})
    refused = admin_client.post("flows/week/", {"document": body})
    assert (refused.status_code, refused.json()["code"]) == (400, "painting_too_large")
    assert refused.json()["message"].startswith("В этой схеме слишком много всего")

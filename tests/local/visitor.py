"""Signs in to a cabinet that is believed only with its certificate: `visitor.py URL CA_FILE [EMAIL PASSWORD]`.

Prints the status and the session, as JSON.
"""

import json
import ssl
import sys

import httpx


def visit(url: str, ca_file: str, *person: str) -> tuple[int, object]:
    """The session after the sign-in, or of nobody."""
    trust = ssl.create_default_context(cafile=ca_file)
    with httpx.Client(base_url=f"{url}/api/v1/", verify=trust, timeout=20) as client:
        answer = client.get("session/")
        if person:
            headers = {"X-CSRFToken": client.cookies["csrftoken"], "Referer": url}
            body = dict(zip(("email", "password"), person, strict=True))
            answer = client.post("session/login/", json=body, headers=headers)
        return answer.status_code, answer.json()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(visit(*sys.argv[1:])))

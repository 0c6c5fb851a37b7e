"""The lines that a company's calls may leave by."""

from dataclasses import dataclass

from telephony.carriers.models import Carrier
from telephony.models import Trunk
from tenants.context import current_tenant


@dataclass(frozen=True, slots=True)
class LineChoice:
    """A line as routes name it, with its name for people; `kind` is trunk or carrier."""

    line: str
    title: str
    kind: str


def company_lines() -> list[LineChoice]:
    """The company's own trunks, then the carriers by which its numbers arrive."""
    own = [LineChoice(each.line, str(each), "trunk") for each in Trunk.objects.defer("secret")]
    carriers = Carrier.objects.filter(numbers__tenant=current_tenant()).distinct().defer("secret")
    return own + [LineChoice(each.line, str(each), "carrier") for each in carriers]

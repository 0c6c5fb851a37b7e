"""Write this host's Asterisk node, with the addresses that phones are told, into the list of nodes."""

from typing import Any

from django.core.management.base import BaseCommand

from tenants.services.nodes import node_register


class Command(BaseCommand):
    """Run at every start: addresses may have changed."""

    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(node_register().name)

"""Tests of the simulated provider itself: with real phones, and with SIP by hand."""

from tests.provider.fixtures import new_provider, provider, running_provider

__all__ = ["new_provider", "provider", "running_provider"]

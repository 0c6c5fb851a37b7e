"""Names in Redis. Whatever writes or reads Redis takes the name from here; every tenant's name starts with its schema."""


def registrations(schema: str) -> str:
    """Hash: device name -> JSON {address, agent, transport, since, expires_at}; moments are epoch seconds."""
    return f"{schema}:registrations"


def attempts(schema: str, device_name: str) -> str:
    """List, newest first: JSON {at, address, agent, reason} of a device's last attempts to register or call."""
    return f"{schema}:attempts:{device_name}"


def tenant_channel(code: str) -> str:
    """Publish/subscribe channel of everything that a company's open pages must learn at once."""
    return f"vpbx:tenant:{code}"

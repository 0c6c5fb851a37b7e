"""What the layers above may listen to. Each is sent inside the company's scope and the writing transaction."""

from django.dispatch import Signal

# kwargs: tenant, with_starter_kit (bool). A receiver that raises undoes the whole creation.
tenant_provisioned = Signal()

# kwargs: tenant, hang_up (bool: end the running calls), has_other_status (bool: taken out of service, or put back).
# Blocks, limits, language or status changed: publish anew.
tenant_state_changed = Signal()

# kwargs: tenant, wanted (int). Answers a list of {"login", "secret", "extension"} of demo phones, made when missing.
demo_phones_wanted = Signal()

# no kwargs. Answers how to try calls with the outside; sent outside of companies and of transactions.
demo_outside_wanted = Signal()

"""A simulated telephone provider: a real SIP peer with accounts, numbers, sound and bad manners.

For tests (`Provider`, in a thread of the test's process) and for the demonstration (`python -m compose.provider`).
"""

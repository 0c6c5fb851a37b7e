"""Calls to and from the outside world: what a dialled string means, who may call it, by which route. Pure.

The node's dialplan does the same with the same facts; tests/asterisk compares the two.
"""

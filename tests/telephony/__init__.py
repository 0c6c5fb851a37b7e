"""Tests of the PBX of one company."""

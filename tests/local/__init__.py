"""Tests of the installation behind `./run`."""

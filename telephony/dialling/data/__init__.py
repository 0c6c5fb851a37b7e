"""Numbering data shipped with the product; see README.md."""

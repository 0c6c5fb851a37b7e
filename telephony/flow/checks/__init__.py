"""What may be wrong with a flow, a file for each way to look at it. Pure; `validate` puts them together."""

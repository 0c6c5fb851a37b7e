"""Sound files: what an uploaded one is, and what is made of it for calls and for the browser. Pure of the framework."""

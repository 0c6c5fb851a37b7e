"""Call flows as values: what a company drew, whether it makes sense, and what becomes of a call in it. Pure.

Nothing here knows the framework, the database or a node. The document that the editor keeps is read by `parse` into
the frozen `Flow` of `graph`; all else works on that. A kind of element is one file of `elements`, see
docs/flow-elements.md.
"""

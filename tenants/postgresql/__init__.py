"""Database backend: the tenant of a connection decides its schema and what the row policies let it see."""

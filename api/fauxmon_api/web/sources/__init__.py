"""The page of the Sources."""

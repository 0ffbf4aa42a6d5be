"""The page of Chapters."""

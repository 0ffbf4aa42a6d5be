"""The page of Profiles and their Channels."""

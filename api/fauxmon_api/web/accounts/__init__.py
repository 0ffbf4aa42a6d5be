"""The pages of users and roles."""

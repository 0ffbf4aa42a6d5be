"""The pages of Reports and e-mail reports."""

"""The pages of black lists and business hours."""

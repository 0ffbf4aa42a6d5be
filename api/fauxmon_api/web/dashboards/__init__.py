"""The page of the Dashboards: their Widgets on a grid of twelve columns."""

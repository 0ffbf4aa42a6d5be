"""Words that all of the model as code shares."""

ALL = "*"
"""Stands for every Channel, later ones too."""
WORDS = {
    "profiles": "profile",
    "chapters": "chapter",
    "reports": "report",
    "dashboards": "dashboard",
    "widgets": "widget",
    "blacklists": "black list",
}
"""Kinds of things, in the order of what needs what, and what one of each is called."""

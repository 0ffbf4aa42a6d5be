"""Words that all of the model as code shares."""

ALL = "*"
"""Stands for every Channel, later ones too."""
WORDS = {
    "profiles": "profile",
    "channels": "channel",
    "chapters": "chapter",
    "reports": "report",
    "topologies": "topology",
    "dashboards": "dashboard",
    "widgets": "widget",
    "blacklists": "black list",
}
"""Kinds of things, in the order of what needs what, and what one of each is called."""


def gone(id_: str | int) -> str:
    """What stands for a thing that something names by an id, and that the collector does not have any more: the name of
    nothing."""
    return f"(gone) {id_}"

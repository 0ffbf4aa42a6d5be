from __future__ import annotations

from fauxmon_api.model_files import PlannedChange, PlannedModel

CREATE, UPDATE = PlannedChange("create", "chapter a"), PlannedChange("update", "chapter b", ("filter: any → tcp",))
WAITS, REFUSED = PlannedChange("waits", "chapter c", ("profile p",)), PlannedChange("refused", "profile p", ("why",))


def test_what_waits_is_not_to_be_done() -> None:
    plan = PlannedModel((CREATE, UPDATE, WAITS), ("Board",))
    assert (plan.to_do, plan.refused) == (2, False)


def test_one_refusal_is_the_whole_plans() -> None:
    assert PlannedModel((CREATE, REFUSED), ()).refused

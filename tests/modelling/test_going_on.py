"""A collector that stops answering in the midst of an apply: the next one goes on from there."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING

from tests.modelling.whole_model import BEFORE, WHOLE

from fauxmon.client import Client, Login, Target, UnreachableError
from fauxmon.client.request import Answer, Request
from fauxmon.modelling.apply import apply
from fauxmon.modelling.export import exported
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.model_file import read
from fauxmon.modelling.plan import plan
from fauxmon.modelling.writing import write

if TYPE_CHECKING:
    from tests.modelling.conftest import Collector


class Failing(Client):
    """Stands for a collector that is ended, by calls that do not arrive after so many that change something."""

    def __init__(self, target: Target, calls: int) -> None:
        super().__init__(target)
        self._left = calls

    def send(self, request: Request) -> Answer:
        if request.method != "GET":
            if self._left == 0:
                raise UnreachableError("it is gone")
            self._left -= 1
        return super().send(request)


def test_each_apply_goes_on_where_the_last_one_ended(collector: Collector, another: Collector) -> None:
    """Two calls at a time: a Widget needs as many."""
    wanted = read(WHOLE)
    collector.apply(BEFORE)
    target = Target(url=collector.url, login=Login("admin", "admin"))
    for rounds in itertools.count():
        with Failing(target, 2) as client:
            before = Inventory.of(client)
            made = plan(wanted, before, prune=True)
            if not made.changes or rounds == 30:
                break
            with contextlib.suppress(UnreachableError):
                apply(client, before, made, lambda _: None)
    assert 5 < rounds < 30
    another.apply(write(wanted))
    assert write(exported(Inventory.of(collector.client)).model) == write(exported(Inventory.of(another.client)).model)

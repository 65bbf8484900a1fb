"""The gate: few run, some wait, the rest hears so at once."""

import threading
import time

import pytest

from server.load import Gate, Rate
from server.problems import ProblemError


def test_one_runs_one_waits_the_third_is_refused_at_once() -> None:
    gate = Gate(running=1, waiting=1, deadline_seconds=5)
    order: list[str] = []
    entered = threading.Event()

    def second() -> None:
        with gate.slot():
            order.append("second")

    with gate.slot():
        waiter = threading.Thread(target=second)
        waiter.start()
        while gate._places.acquire(blocking=False):  # until the second has taken the last place
            gate._places.release()
            entered.wait(0.001)
        began = time.monotonic()
        with pytest.raises(ProblemError) as refused, gate.slot():
            pass
        assert time.monotonic() - began < 1
        assert refused.value.code == "busy"
        assert refused.value.headers["Retry-After"]
        order.append("first")
    waiter.join(5)
    assert order == ["first", "second"]


def test_places_come_free_whatever_happens_inside() -> None:
    gate = Gate(running=1, waiting=0, deadline_seconds=5)
    for _ in range(3):
        with pytest.raises(RuntimeError), gate.slot():
            raise RuntimeError


def test_waiting_ends_with_the_deadline() -> None:
    gate = Gate(running=1, waiting=1, deadline_seconds=0.05)
    with gate.slot() as check:
        with pytest.raises(ProblemError) as refused, gate.slot():
            pass
        assert refused.value.code == "busy"
        with pytest.raises(ProblemError) as late:
            check("claims")
        assert late.value.code == "past-deadline"


def test_a_rate_is_kept_for_each_caller_by_itself() -> None:
    rate = Rate(per_minute=1)
    rate.take("a")
    rate.take("b")
    with pytest.raises(ProblemError):
        rate.take("a")


def test_a_gate_that_stops_refuses_the_patient_only() -> None:
    gate = Gate(running=1, waiting=1, deadline_seconds=5)
    with gate.slot(patient=True):
        gate.stop()
    with gate.slot():
        pass
    with pytest.raises(ProblemError) as refused, gate.slot(patient=True):
        pass
    assert refused.value.code == "stopping"

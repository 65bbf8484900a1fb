"""Stages: own time of each, nothing where nobody watches."""

import time

from server.annotation.stages import STAGES, stage, watched


@stage("document")
def _read() -> str:
    time.sleep(0.02)
    return "read"


@stage("encoder")
def _encode() -> None:
    _read()
    time.sleep(0.01)


def test_a_stage_within_another_counts_only_once() -> None:
    with watched() as watch:
        _encode()
        _encode()
    laps = watch.laps()
    assert list(laps) == ["document", "encoder"]
    assert 0.04 <= laps["document"] < 0.08
    assert 0.02 <= laps["encoder"] < 0.04


def test_a_stage_that_fails_ends_too() -> None:
    with watched() as watch:
        for _ in range(2):
            try:
                with stage("claims"):
                    raise ValueError
            except ValueError:
                time.sleep(0.02)
    assert watch.laps()["claims"] < 0.02


def test_unwatched_work_is_done_all_the_same() -> None:
    assert _read() == "read"


def test_stages_are_told_in_the_order_of_the_work() -> None:
    with watched() as watch:
        for name in reversed(STAGES):
            with stage(name):
                pass
    assert tuple(watch.laps()) == STAGES

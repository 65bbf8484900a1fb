"""Logistic regression: it finds the feature that tells, and gives chances that come true."""

from server.training.logistic import fitted


def test_the_telling_feature_gets_the_weight() -> None:
    described = [{"tells": float(n % 2), "noise": float(n % 3), "same": 1.0} for n in range(120)]
    line = fitted(described, [n % 2 == 1 for n in range(120)], ["noise", "same", "tells"], penalty=1.0)
    assert line.weights["tells"] > 10 * abs(line.weights["noise"])
    assert "same" not in line.weights
    assert line.chance({"tells": 1.0, "same": 1.0}) > 0.9 > 0.1 > line.chance({"same": 1.0})


def test_chances_come_true() -> None:
    described = [{"half": float(n % 2)} for n in range(400)]
    answers = [n % 2 == 1 and n % 4 == 1 for n in range(400)]
    line = fitted(described, answers, ["half"], penalty=0.1)
    assert abs(line.chance({"half": 1.0}) - 0.5) < 0.05
    assert line.chance({}) < 0.05

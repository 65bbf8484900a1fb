"""The heads: linear models over the words and the vectors of labelled texts."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from server.training.topics.recipe import COST, COST_PLAIN, RAISED_PLAIN, SEED
from server.training.topics.teacher import Vectors

_UNSEEN = -3.0  # height of a topic of which nothing was seen
Numbers = NDArray[Any]


class Features(NamedTuple):
    """tf × idf of each text's stems, length 1 (n × V), and its vector (n × D)."""

    words: csr_matrix
    vectors: Vectors


class Head(NamedTuple):
    """Weights of words (V × N), of the vector (D × N), and offsets (N)."""

    words: Vectors
    dense: Vectors
    offsets: Vectors


def features_of(counts: csr_matrix, idf: Numbers, vectors: Vectors) -> Features:
    """Features as `server.annotation.topics.voters` makes them, from what terms count."""
    tamed = counts.copy()
    tamed.data = np.log1p(tamed.data)
    words = tamed @ diags(idf)
    lengths = np.sqrt(np.asarray(words.multiply(words).sum(axis=1)).ravel())
    placed = np.asarray(tamed @ vectors)
    placed /= np.maximum(np.linalg.norm(placed, axis=1, keepdims=True), 1e-9)
    return Features((diags(1 / np.maximum(lengths, 1e-9)) @ words).tocsr(), placed.astype(np.float32))


def svm(features: Features, answers: Numbers, weights: Numbers, topics: int, raised: float) -> Head:
    """A support vector machine for each topic against all others; rare topics count more by `raised` (0..1)."""
    model = LinearSVC(C=COST, random_state=SEED)
    both = hstack([features.words, csr_matrix(features.vectors)]).tocsr()
    model.fit(both, answers, sample_weight=weights * _raised(answers, weights, raised))
    return _head(model, features.words.shape[1], topics)


def plain(features: Features, answers: Numbers, topics: int) -> Head:
    """A logistic regression on vectors alone."""
    model = LogisticRegression(C=COST_PLAIN, max_iter=200, tol=1e-3)
    model.fit(features.vectors, answers, sample_weight=_raised(answers, np.ones(len(answers)), RAISED_PLAIN))
    return _head(model, 0, topics)


def _raised(answers: Numbers, weights: Numbers, how_far: float) -> Numbers:
    """By how much each example counts more, as its topic is rarer than others."""
    counts = np.bincount(answers, weights)
    raised: Numbers = (weights.sum() / (np.count_nonzero(counts) * counts[answers])) ** how_far
    return raised


def _head(model: LinearSVC | LogisticRegression, stems: int, topics: int) -> Head:
    weights = np.zeros((model.coef_.shape[1], topics), np.float32)
    offsets = np.full(topics, _UNSEEN, np.float32)
    weights[:, model.classes_] = model.coef_.T
    offsets[model.classes_] = model.intercept_
    return Head(weights[:stems], weights[stems:], offsets)

"""The teachers: each learns from labels alone, those of attribution and those who judge what is worth checking."""

import random

import torch

from server.training.reader.attributing import attributing
from server.training.reader.fit import epochs, fit, repeated
from server.training.reader.judging import drawn, judging
from server.training.reader.material import Material
from server.training.reader.recipe import Teacher


def taught(material: Material, teacher: Teacher) -> None:
    """Trains a teacher, or goes on with it; it is left in its checkpoint."""
    torch.manual_seed(teacher.seed)
    reader = material.reader(teacher.dropout)
    if teacher.like:
        reader.load_state_dict(material.taught(teacher.like).state_dict())
    if teacher.alone:
        alone = random.Random(teacher.seed).sample(material.alone(), teacher.alone)  # noqa: S311 (repeatable, not secret)
        batches = drawn(material.graded(), alone, teacher.epochs, teacher.seed)
        losses = judging(teacher.hidden)
    else:
        batches = epochs(repeated(material.annotated()), teacher.epochs, teacher.seed)
        losses = attributing(teacher.hidden)
    fit(reader, batches, teacher.seed, material.checkpoint(teacher.seed), losses, teacher.scale)

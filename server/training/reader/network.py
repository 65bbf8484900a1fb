"""The network: a small encoder with letter case and quotation state, a head for cues, one for the roles of each cue.

The role head follows semantic role labelling: for every cue each unit is source, content or neither, given the unit,
the cue and the distance between them. One encoding serves both conventions; only the heads know which is asked for.
"""

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from server.annotation.heads import ATTENTION_HEADS, DISTANCES, FARTHEST, JUDGEMENTS, KINDS, Convention
from server.annotation.windows import CASES, STATES

WIDTH = 384  # of the encoder's vectors
ROLE_WIDTH = 128
SENTENCE_WIDTH = 128
REACH = 5  # units that a convolution sees at once


class Batch(NamedTuple):
    """Windows side by side: pieces (windows × length), units (windows × units), a row for each cue and sentence."""

    ids: Tensor
    mask: Tensor
    case: Tensor
    state: Tensor
    heads: Tensor
    convention: Tensor
    cues: Tensor
    flat: Tensor
    cue_window: Tensor
    cue_first: Tensor
    cue_last: Tensor
    roles: Tensor
    sentence_window: Tensor
    sentence_first: Tensor
    sentence_last: Tensor
    grades: Tensor
    kinds: Tensor
    debates: Tensor


class Encoder(nn.Module):
    """Pieces, case and state to one vector for each piece; the embeddings of the pieces stay as they came."""

    def __init__(self, folder: Path, rows: list[int], dropout: float) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager")
        words = self.bert.embeddings.word_embeddings.weight.data[torch.tensor(rows)].clone()
        self.bert.embeddings.word_embeddings = nn.Embedding.from_pretrained(words, freeze=True)
        self.case = nn.Embedding(CASES, WIDTH)
        self.state = nn.Embedding(STATES, WIDTH)
        for table in (self.case, self.state):
            nn.init.normal_(table.weight, std=0.02)
        for module in self.bert.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout

    def forward(self, ids: Tensor, mask: Tensor, case: Tensor, state: Tensor) -> Tensor:
        """Vectors, windows × length × WIDTH."""
        words = self.bert.embeddings.word_embeddings(ids) + self.case(case) + self.state(state)
        hidden: Tensor = self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return hidden


class RoleHead(nn.Module):
    """For each cue a label for each unit of its window: neither, source (begin, inside), content (begin, inside)."""

    def __init__(self) -> None:
        super().__init__()
        self.unit = nn.Linear(WIDTH, 2 * ROLE_WIDTH)
        self.cue = nn.Linear(WIDTH, 2 * ROLE_WIDTH)
        self.distance = nn.Embedding(DISTANCES, ROLE_WIDTH)
        self.convention = nn.Embedding(len(Convention), ROLE_WIDTH)
        self.first_norm = nn.LayerNorm(ROLE_WIDTH)
        self.convolution = nn.Conv1d(ROLE_WIDTH, ROLE_WIDTH, REACH, padding=REACH // 2)
        self.attention_norm = nn.LayerNorm(ROLE_WIDTH)
        self.query_key_value = nn.Linear(ROLE_WIDTH, 3 * ROLE_WIDTH)
        self.attended = nn.Linear(ROLE_WIDTH, ROLE_WIDTH)
        self.last_norm = nn.LayerNorm(ROLE_WIDTH)
        self.inner = nn.Linear(ROLE_WIDTH, 2 * ROLE_WIDTH)
        self.outer = nn.Linear(2 * ROLE_WIDTH, ROLE_WIDTH)
        self.label = nn.Linear(ROLE_WIDTH, 5)
        self.dropout = nn.Dropout(0.1)

    def forward(self, units: Tensor, cue: Tensor, distance: Tensor, convention: Tensor, mask: Tensor) -> Tensor:
        """Heights of the labels, cues × units × 5; `units` are cues × units × WIDTH, `mask` is true where one is."""
        unit, unit_scale = self.unit(self.dropout(units)).chunk(2, -1)
        said, said_scale = self.cue(self.dropout(cue)).unsqueeze(1).chunk(2, -1)
        x = unit + said + unit_scale * said_scale + self.distance(distance) + self.convention(convention).unsqueeze(1)
        x = functional.gelu(self.first_norm(x)) * mask.unsqueeze(-1)
        x = (x + functional.gelu(self.convolution(x.transpose(1, 2)).transpose(1, 2))) * mask.unsqueeze(-1)
        x = x + self._attend(self.attention_norm(x), mask)
        x = x + self.outer(functional.gelu(self.inner(self.last_norm(x))))
        heights: Tensor = self.label(self.dropout(x))
        return heights

    def _attend(self, x: Tensor, mask: Tensor) -> Tensor:
        cues, length, _ = x.shape
        split = self.query_key_value(x).view(cues, length, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(*split.unbind(0), attn_mask=mask[:, None, None, :])
        attended: Tensor = self.attended(seen.transpose(1, 2).reshape(cues, length, ROLE_WIDTH))
        return attended


class Reader(nn.Module):
    """Encoder and heads; each convention has its own lines for cues and for the flat labels, none for sentences."""

    def __init__(self, folder: Path, rows: list[int], dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = Encoder(folder, rows, dropout)
        self.cue = nn.Linear(WIDTH, 3 * len(Convention))
        self.flat = nn.Linear(WIDTH, 3 * len(Convention))
        self.role = RoleHead()
        self.sentence = nn.Linear(WIDTH, SENTENCE_WIDTH)
        self.judgement = nn.Linear(SENTENCE_WIDTH, JUDGEMENTS + len(KINDS))
        self.dropout = nn.Dropout(0.1)

    def units(self, batch: Batch) -> Tensor:
        """The vector of each unit's first piece, windows × units × WIDTH."""
        pieces = self.encoder(batch.ids, batch.mask, batch.case, batch.state)
        return pieces.gather(1, batch.heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, WIDTH))

    def by_convention(self, head: nn.Linear, units: Tensor, convention: Tensor) -> Tensor:
        """The three heights of a head for the convention of each window."""
        heights = head(self.dropout(units)).view(*units.shape[:2], len(Convention), 3)
        return heights[torch.arange(len(convention)), :, convention]

    def roles(self, units: Tensor, batch: Batch) -> Tensor:
        """The heights of the roles for each cue of the batch."""
        of, cue = units[batch.cue_window], _mean(units, batch.cue_window, batch.cue_first, batch.cue_last)
        place = torch.arange(units.shape[1]).unsqueeze(0)
        first, last = batch.cue_first.unsqueeze(1), batch.cue_last.unsqueeze(1)
        mask = batch.heads[batch.cue_window] >= 0
        heights: Tensor = self.role(of, cue, distances(place, first, last), batch.convention[batch.cue_window], mask)
        return heights

    def judge_as(self, other: "Reader") -> None:
        """Takes over the head by which another judges sentences."""
        self.sentence.load_state_dict(other.sentence.state_dict())
        self.judgement.load_state_dict(other.judgement.state_dict())

    def judgements(self, units: Tensor, batch: Batch) -> Tensor:
        """For each sentence the heights of the judgements, then those of the kinds of claims."""
        mean = _mean(units, batch.sentence_window, batch.sentence_first, batch.sentence_last)
        heights: Tensor = self.judgement(self.dropout(functional.gelu(self.sentence(self.dropout(mean)))))
        return heights


def _mean(units: Tensor, window: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """The mean vector of units `first` to `last` (exclusive) of each window named."""
    place = torch.arange(units.shape[1]).unsqueeze(0)
    inside = ((place >= first.unsqueeze(1)) & (place < last.unsqueeze(1))).unsqueeze(-1).to(units.dtype)
    mean: Tensor = (units[window] * inside).sum(1) / inside.sum(1).clamp(min=1)
    return mean


def distances(place: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """The distance of each place from a cue as a number from 0: before it, in it (the middle), behind it."""
    before, behind = (first - place).clamp(0, FARTHEST), (place - last + 1).clamp(0, FARTHEST)
    return behind - before + FARTHEST

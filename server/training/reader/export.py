"""Exports what was trained: the encoder as int8 ONNX, the heads as arrays, the tokenizer beside them."""

import shutil
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from server.training.reader.network import Encoder, Reader

_EXAMPLE_LENGTH = 16


class _Whole(nn.Module):
    """The encoder on windows that nothing fills up."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, case: Tensor, state: Tensor) -> Tensor:
        vectors: Tensor = self.encoder(ids, torch.ones_like(ids), case, state)
        return vectors


def export(reader: Reader, work: Path, folder: Path) -> None:
    """Writes `encoder.onnx`, `heads.npz` and `tokenizer.json` into `folder`."""
    reader.eval()
    example = torch.zeros((1, _EXAMPLE_LENGTH), dtype=torch.int64)
    full = work / "encoder.full.onnx"
    torch.onnx.export(
        _Whole(reader.encoder),
        (example, example, example),
        str(full),
        input_names=["ids", "case", "state"],
        output_names=["vectors"],
        dynamic_axes={name: {0: "windows", 1: "pieces"} for name in ("ids", "case", "state", "vectors")},
        opset_version=17,
        dynamo=False,
    )
    # Without `reduce_range` sums of products overflow on processors without VNNI.
    quantize_dynamic(full, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    heads = {
        name: value.float().numpy() for name, value in reader.state_dict().items() if not name.startswith("encoder.")
    }
    np.savez(folder / "heads.npz", allow_pickle=False, **heads)
    shutil.copy(work / "tokenizer.json", folder / "tokenizer.json")

"""Exports what was trained: the encoder as int8 ONNX, the heads as arrays, the tokenizer beside them."""

import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.onnx_model import OnnxModel
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from server.training.reader.network import Encoder, Reader

_EXAMPLE_LENGTH = 16
_HEADS, _WIDTH = 12, 384  # of all-MiniLM-L6-v2


class _Whole(nn.Module):
    """The encoder on windows that nothing fills up."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, case: Tensor, state: Tensor) -> Tensor:
        vectors: Tensor = self.encoder(ids, torch.ones_like(ids), case, state)
        return vectors


def _fused(full: Path) -> OnnxModel:
    """The encoder with each layer's attention as one operator; norms stay as they are, fused ones are slower."""
    options = FusionOptions("bert")
    options.enable_skip_layer_norm = options.enable_bias_skip_layer_norm = options.enable_embed_layer_norm = False
    return optimize_model(
        str(full), "bert", num_heads=_HEADS, hidden_size=_WIDTH, optimization_options=options, opt_level=0
    )


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
    _fused(full).save_model_to_file(str(full))
    # Without `reduce_range` sums of products overflow on processors without VNNI.
    quantize_dynamic(
        full,
        folder / "encoder.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},  # fused operators do not tell theirs
    )
    heads = {
        name: value.float().numpy() for name, value in reader.state_dict().items() if not name.startswith("encoder.")
    }
    np.savez(folder / "heads.npz", allow_pickle=False, **heads)
    shutil.copy(work / "tokenizer.json", folder / "tokenizer.json")

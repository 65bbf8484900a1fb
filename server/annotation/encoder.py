"""The encoder: one pass over a document's windows, one vector for each unit, for every annotator that wants them."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from server.annotation import weights
from server.annotation.document import Document
from server.annotation.stages import stage
from server.annotation.windows import Floats, Reading, Units, Window


@dataclass(frozen=True)
class Encoded:
    """A document as the heads read it: its units, the windows that hold them, a vector for each unit."""

    units: Units
    windows: tuple[Window, ...]
    vectors: Floats

    def of(self, window: Window) -> Floats:
        """The vectors of the window's units."""
        return self.vectors[window.first : window.first + len(window.heads)]


class Encoder:
    """all-MiniLM-L6-v2 (Wang et al. 2020), fine-tuned, with letter case and quotation state, as int8 ONNX.

    Windows are read one by one: filling them up to equal lengths would cost more than batches save on a CPU.
    """

    def __init__(self) -> None:
        self._tokenizer = Tokenizer.from_str(weights.read("tokenizer.json").decode())
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # workers share the cores out
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            weights.read("encoder.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # slower on a CPU than what it fuses, by a seventh of all
        )
        # Annotators ask one after the other for the same document; it is encoded once, and forgotten with it.
        self._known: WeakKeyDictionary[Document, Encoded] = WeakKeyDictionary()

    def encode(self, document: Document) -> Encoded:
        """The vectors of all units of `document`."""
        if document not in self._known:
            self._known[document] = self._encode(document)
        return self._known[document]

    @stage("encoder")
    def _encode(self, document: Document) -> Encoded:
        reading = Reading(document, self._tokenizer)
        windows = tuple(reading.windows())
        vectors = [self._run(window) for window in windows]
        width = self._session.get_outputs()[0].shape[-1]
        return Encoded(reading.units, windows, np.concatenate([np.zeros((0, width), dtype=np.float32), *vectors]))

    def _run(self, window: Window) -> Floats:
        inputs = {"ids": window.ids[None], "case": window.case[None], "state": window.state[None]}
        pieces: Floats = self._session.run(["vectors"], inputs)[0][0]
        return pieces[window.heads]

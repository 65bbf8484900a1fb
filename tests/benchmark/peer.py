"""One side of `tests.benchmark.peers`: reads texts again and again, and tells how long that took.

`python peer.py TEXTS.jsonl whosaid`, or a spaCy pipeline's name in the place of "whosaid": that pipeline, and textacy's
extractor of direct quotations. Runs in the environment of its side. For each line on standard input it reads all texts
once and prints the seconds that took and the number of quotations.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

Read = Callable[[str], int]
"""Reads a text and returns the number of quotations found."""


def main() -> None:
    """Loads the side, reads one text to warm up, then answers line for line."""
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    read = _whosaid() if sys.argv[2] == "whosaid" else _textacy(sys.argv[2])
    read(texts[0])
    print("ready", flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        found = sum(map(read, texts))
        print(time.perf_counter() - began, found, flush=True)


def _whosaid() -> Read:
    """Everything that Whosaid marks."""
    from server.service import AnnotateRequest, Service

    service = Service()
    return lambda text: len(service.annotate(AnnotateRequest(text, language="en")).annotations.quotations)


def _textacy(name: str) -> Read:
    """Direct quotations, paragraph by paragraph: textacy refuses a text with an odd number of marks."""
    import spacy
    from textacy.extract.triples import direct_quotations

    pipeline = spacy.load(name)

    def read(text: str) -> int:
        found = 0
        for document in pipeline.pipe(paragraph for paragraph in text.split("\n") if paragraph.strip()):
            try:
                found += sum(1 for _ in direct_quotations(document))
            except ValueError:
                continue
        return found

    return read


if __name__ == "__main__":
    main()

"""What a peer does with a text: spaCy's small English pipeline and textacy's extractor of direct quotations.

Run by `tests.benchmark.peers` in an environment of its own, with a file of texts as JSON lines and the name of the
pipeline. Then, for each line on standard input, it reads all texts once and prints the seconds that took and the number
of quotations.
"""

import json
import sys
import time
from pathlib import Path

import spacy
from textacy.extract.triples import direct_quotations


def main() -> None:
    """Loads the pipeline, reads one text to warm up, then answers line for line."""
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    pipeline = spacy.load(sys.argv[2])
    _read(pipeline, texts[0])
    print("ready", flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        found = sum(_read(pipeline, text) for text in texts)
        print(time.perf_counter() - began, found, flush=True)


def _read(pipeline: spacy.Language, text: str) -> int:
    """The number of quotations, paragraph by paragraph: textacy refuses a text with an odd number of marks."""
    found = 0
    for document in pipeline.pipe(paragraph for paragraph in text.split("\n") if paragraph.strip()):
        try:
            found += sum(1 for _ in direct_quotations(document))
        except ValueError:
            continue
    return found


if __name__ == "__main__":
    main()

"""What Whosaid does with a text, for `tests.benchmark.peers`: everything it marks, in the peer's protocol."""

import json
import sys
import time
from pathlib import Path

from server.service import AnnotateRequest, Service


def main() -> None:
    """Loads the service, reads one text to warm up, then answers line for line."""
    texts = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    service = Service()
    _read(service, texts[0])
    print("ready", flush=True)
    for _ in sys.stdin:
        began = time.perf_counter()
        found = sum(_read(service, text) for text in texts)
        print(time.perf_counter() - began, found, flush=True)


def _read(service: Service, text: str) -> int:
    return len(service.annotate(AnnotateRequest(text, language="en")).annotations.quotations)


if __name__ == "__main__":
    main()

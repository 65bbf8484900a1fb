"""Answers annotated articles, in the shapes that scorers of quotations read.

`python -m server.training.answers ARTICLES OUT [--shape response|quotations] [--thoughts | --as-annotated]`. `ARTICLES`
is a JSONL file or a folder of JSON files with `id` and `text`. A line of `OUT` is {"id", "response"}, the body of
POST /v1/annotate, or {"id", "quotations": [{"content", "cue", "speaker", "speaker_name"}]}, spans in code points; a
quotation without a mention of its own takes its speaker's last one before it. `--as-annotated` marks everything by the
convention of PolNeAR alone, without names.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from server.annotation.document import Document
from server.annotation.encoder import Encoder
from server.annotation.heads import Heads
from server.annotation.pipeline import Options
from server.annotation.quotations.reader import load
from server.annotation.results import Quotation, Speaker
from server.presentation import present
from server.service import AnnotateRequest, Answer, Service
from server.training.articles import articles


def main() -> None:
    """Reads the command line and does what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--shape", choices=("response", "quotations"), default="quotations")
    parser.add_argument("--thoughts", action="store_true")
    parser.add_argument("--as-annotated", action="store_true")
    arguments = parser.parse_args()
    lines = _as_annotated(arguments.articles) if arguments.as_annotated else _answered(arguments)
    with arguments.out.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(line) + "\n" for line in lines)


def _answered(arguments: argparse.Namespace) -> Iterator[dict[str, Any]]:
    service = Service()
    options = Options(thoughts=arguments.thoughts)
    for article in articles(arguments.articles):
        answer = service.annotate(AnnotateRequest(article["text"], language="en", options=options))
        told = {"response": present(answer)} if arguments.shape == "response" else {"quotations": _quotations(answer)}
        yield {"id": article["id"], **told}


def _quotations(answer: Answer) -> list[dict[str, Any]]:
    speakers = {speaker.id: speaker for speaker in answer.annotations.speakers}
    return [_shaped(quotation, speakers.get(quotation.speaker or "")) for quotation in answer.annotations.quotations]


def _shaped(quotation: Quotation, speaker: Speaker | None) -> dict[str, Any]:
    start = quotation.content[0].start
    before = [span for span in (speaker.mentions if speaker else ()) if span.end <= start]
    mention = quotation.mention or (before[-1] if before else None)
    return {
        "content": quotation.content,
        "cue": quotation.cue,
        "speaker": mention,
        "speaker_name": speaker.name if speaker else None,
    }


def _as_annotated(path: Path) -> Iterator[dict[str, Any]]:
    reader = load(Encoder(), Heads.load())
    for article in articles(path):
        found = reader.read_as_annotated(Document(article["text"]))
        told = [{"content": a.content, "cue": a.cue, "speaker": a.mention, "speaker_name": None} for a in found]
        yield {"id": article["id"], "quotations": told}


if __name__ == "__main__":
    main()

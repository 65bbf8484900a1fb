"""The output's rows and their columns: an article with all that is in it, or flat tables with the article's key."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from server.corpora.records import Article
from server.presentation import present
from server.service import Answer

Row = dict[str, Any]
Tables = dict[str, list[Row]]

_span = pa.struct([("start", pa.int64()), ("end", pa.int64()), ("exact", pa.string())])
_strings = pa.list_(pa.string())
_text, _number, _score, _flag = pa.string(), pa.int64(), pa.float64(), pa.bool_()

_ARTICLE = [
    ("key", _text),
    ("source", _text),
    ("row", _number),
    ("title", _text),
    ("url", _text),
    ("date", pa.date32()),
]
_SPEAKER = pa.struct(
    [
        ("id", _text),
        ("name", _text),
        ("kind", _text),
        ("role", _text),
        ("mentions", pa.list_(_span)),
        ("quotations", _strings),
    ]
)
_QUOTATION = pa.struct(
    [
        ("id", _text),
        ("kind", _text),
        ("act", _text),
        ("content", pa.list_(_span)),
        ("cue", _span),
        ("mention", _span),
        ("speaker", _text),
        ("also", _strings),
        ("score", _score),
    ]
)
_CLAIM = pa.struct(
    [
        ("id", _text),
        ("span", _span),
        ("sentence", _span),
        ("score", _score),
        ("highlight", _flag),
        ("kind", _text),
        ("claimer", _text),
        ("quotation", _text),
        ("reasons", _strings),
    ]
)
_TOPIC = pa.struct(
    [
        ("id", _text),
        ("label", _text),
        ("level", _number),
        ("broader", _text),
        ("path", _strings),
        ("primary", _flag),
        ("score", _score),
        ("confidence", _text),
        ("evidence", pa.list_(_span)),
    ]
)
_NESTED = [
    ("words", _number),
    ("id", _text),
    ("model", pa.struct([("name", _text), ("version", _text)])),
    ("language", _text),
    ("offset_unit", _text),
    ("length", _number),
    ("speakers", pa.list_(_SPEAKER)),
    ("quotations", pa.list_(_QUOTATION)),
    ("claims", pa.list_(_CLAIM)),
    ("topics", pa.list_(_TOPIC)),
    ("key_phrases", pa.list_(pa.struct([("text", _text), ("score", _score), ("mentions", pa.list_(_span))]))),
    ("warnings", pa.list_(pa.struct([("code", _text), ("detail", _text)]))),
]
_FLAT = {
    "articles": [
        *_ARTICLE,
        ("topic", _text),
        ("language", _text),
        ("words", _number),
        ("length", _number),
        ("quotations", _number),
        ("claims", _number),
        ("key_phrases", _text),
        ("warnings", _text),
    ],
    "quotations": [
        ("key", _text),
        ("date", pa.date32()),
        ("topic", _text),
        ("id", _text),
        ("kind", _text),
        ("act", _text),
        ("start", _number),
        ("end", _number),
        ("spans", _text),
        ("exact", _text),
        ("words", _number),
        ("cue", _text),
        ("mention", _text),
        ("speaker", _text),
        ("speaker_kind", _text),
        ("speaker_role", _text),
        ("also", _text),
        ("score", _score),
    ],
    "claims": [
        ("key", _text),
        ("date", pa.date32()),
        ("topic", _text),
        ("id", _text),
        ("kind", _text),
        ("start", _number),
        ("end", _number),
        ("exact", _text),
        ("sentence_start", _number),
        ("sentence_end", _number),
        ("sentence", _text),
        ("score", _score),
        ("highlight", _flag),
        ("claimer", _text),
        ("claimer_kind", _text),
        ("quotation", _text),
        ("reasons", _text),
    ],
    "topics": [
        ("key", _text),
        ("date", pa.date32()),
        ("id", _text),
        ("label", _text),
        ("level", _number),
        ("path", _text),
        ("primary", _flag),
        ("score", _score),
        ("confidence", _text),
        ("evidence", _text),
    ],
}


def schemas(*, flat: bool, kept: tuple[str, ...]) -> dict[str, pa.Schema]:
    """The columns of every table of the output; `kept` columns follow the articles' own."""
    carried = [(name, _text) for name in kept]
    if not flat:
        return {"articles": pa.schema([*_ARTICLE, *carried, *_NESTED])}
    return {name: pa.schema([*fields, *(carried if name == "articles" else [])]) for name, fields in _FLAT.items()}


def reserved() -> frozenset[str]:
    """The articles' own columns, whose names nothing else may take."""
    return frozenset(name for name, _ in (*_ARTICLE, *_NESTED, *_FLAT["articles"]))


def nested(article: Article, answer: Answer) -> Tables:
    """One row for the article, with the service's whole answer in it."""
    presented = present(answer)
    presented["warnings"] += article.cautions
    return {"articles": [{**_place(article, answer), **article.kept, "words": _words(answer), **presented}]}


def flat(article: Article, answer: Answer) -> Tables:
    """One row for the article, and one for each quotation, claim and topic of it."""
    found = present(answer)
    speakers = {speaker["id"]: speaker for speaker in found["speakers"]}
    topic = next((topic["path"][0] for topic in found["topics"] if topic["primary"]), None)
    common = {"key": article.key, "date": article.date, "topic": topic}
    whole = {
        **_place(article, answer),
        "topic": topic,
        "language": found["language"],
        "words": _words(answer),
        "length": found["length"],
        "quotations": len(found["quotations"]),
        "claims": len(found["claims"]),
        "key_phrases": _joined(phrase["text"] for phrase in found["key_phrases"]),
        "warnings": _joined(warning["code"] for warning in (*found["warnings"], *article.cautions)),
        **article.kept,
    }
    return {
        "articles": [whole],
        "quotations": [common | _quotation(quotation, speakers) for quotation in found["quotations"]],
        "claims": [common | _claim(claim, speakers) for claim in found["claims"]],
        "topics": [{"key": article.key, "date": article.date} | _topic(topic) for topic in found["topics"]],
    }


def _place(article: Article, answer: Answer) -> Row:
    return {
        "key": article.key,
        "source": article.source,
        "row": article.row,
        "title": answer.request.title,
        "url": answer.request.url,
        "date": article.date,
    }


def _quotation(quotation: Row, speakers: dict[str, Row]) -> Row:
    content, speaker = quotation["content"], speakers.get(quotation["speaker"], {})
    exact = " … ".join(span["exact"] for span in content)
    return {
        "id": quotation["id"],
        "kind": quotation["kind"],
        "act": quotation["act"],
        "start": content[0]["start"],
        "end": content[-1]["end"],
        "spans": _joined(f"{span['start']}-{span['end']}" for span in content),
        "exact": exact,
        "words": sum(len(span["exact"].split()) for span in content),
        "cue": quotation["cue"] and quotation["cue"]["exact"],
        "mention": quotation["mention"] and quotation["mention"]["exact"],
        "speaker": speaker.get("name"),
        "speaker_kind": speaker.get("kind"),
        "speaker_role": speaker.get("role"),
        "also": _joined(speakers[id_]["name"] for id_ in quotation["also"]),
        "score": quotation["score"],
    }


def _claim(claim: Row, speakers: dict[str, Row]) -> Row:
    span, sentence, claimer = claim["span"], claim["sentence"], speakers.get(claim["claimer"], {})
    return {
        "id": claim["id"],
        "kind": claim["kind"],
        "start": span["start"],
        "end": span["end"],
        "exact": span["exact"],
        "sentence_start": sentence["start"],
        "sentence_end": sentence["end"],
        "sentence": sentence["exact"],
        "score": claim["score"],
        "highlight": claim["highlight"],
        "claimer": claimer.get("name"),
        "claimer_kind": claimer.get("kind"),
        "quotation": claim["quotation"],
        "reasons": _joined(claim["reasons"]),
    }


def _topic(topic: Row) -> Row:
    return {
        "id": topic["id"],
        "label": topic["label"],
        "level": topic["level"],
        "path": " > ".join(topic["path"]),
        "primary": topic["primary"],
        "score": topic["score"],
        "confidence": topic["confidence"],
        "evidence": _joined(span["exact"] for span in topic["evidence"]),
    }


def _words(answer: Answer) -> int:
    return len(answer.request.text.split())


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)

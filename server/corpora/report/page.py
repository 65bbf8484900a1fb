"""Figures become one self-contained HTML page, in which every number leads to its quotations, and CSV tables."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from server.corpora.report import charts
from server.corpora.report.figures import CLAIM_KINDS, KINDS, SOURCES, Figures, Row, figures_of
from server.corpora.report.views import opened
from server.corpora.storage import Storage
from server.page import EXTENSION

_CHARTED_SPEAKERS, _CHARTED_LINES = 12, 5
_STYLE = Path(__file__).with_name("report.css")
_SOURCE_NAMES = {
    "person": "persons",
    "organization": "organizations",
    "group": "groups",
    "unnamed": "unnamed sources",
    "none": "nobody found",
}


def write_report(out: str, into: str | None, *, speakers: int, quotations: int) -> list[str]:
    """Writes report.html and its tables about the output in `out` into folder `into` (None: report, in it).

    Returns where they are, the page first; raises CorpusError where there is no output.
    """
    storage = Storage(out)
    database, manifest = opened(storage)
    with database:
        figures = figures_of(database, speakers, quotations)
    target = Storage(into or storage.url("report"))
    name = storage.root.rstrip("/").rpartition("/")[2]
    files = {"report.html": page(figures, name, manifest).encode()} | tables(figures)
    for file, content in files.items():
        target.write(file, content)
    return [target.url(file) for file in files]


def page(figures: Figures, name: str, manifest: dict[str, Any]) -> str:
    """The whole page; `name` is the corpus's."""
    environment = Environment(
        loader=PackageLoader("server.corpora.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["share"] = lambda part, whole: f"{part / whole:.0%}" if whole else "–"
    anchors = Anchors(figures)
    return environment.get_template("report.html").render(
        figures=figures,
        name=name,
        manifest=manifest,
        anchors=anchors,
        kinds=KINDS,
        sources=SOURCES,
        source_names=_SOURCE_NAMES,
        claim_kinds=CLAIM_KINDS,
        lined=list(figures.periods_of)[:_CHARTED_LINES],
        charts=_Charts(figures, anchors),
        style=(EXTENSION / "shared" / "tokens.css").read_text(encoding="utf-8") + _STYLE.read_text(encoding="utf-8"),
    )


class Anchors:
    """The page's ids: of each list, and of each part of one that a number counts."""

    def __init__(self, figures: Figures) -> None:
        self.speakers = {name: f"s{index}" for index, name in enumerate(figures.speaker_lists, 1)}
        self.topics = {row["topic"]: f"t{index}" for index, row in enumerate(figures.topics, 1)}
        self.periods = [row["period"] for row in figures.periods]

    def part(self, filter_: str, value: str | None) -> str:
        """The class of the rows whose `filter_` is `value`."""
        if filter_ == "topic":
            return f"topic-{self.topics.get(value or '', 't0')}"
        return f"{filter_}-{value or 'none'}"

    def parts(self) -> list[str]:
        """All classes that a list can be narrowed to."""
        kinds = [self.part("kind", kind) for kind in dict.fromkeys((*KINDS, *CLAIM_KINDS))]
        sources = [self.part("source", source) for source in SOURCES]
        topics = [self.part("topic", topic) for topic in self.topics]
        return [*kinds, *sources, *topics, *(self.part("period", period) for period in self.periods)]


class _Charts:
    def __init__(self, figures: Figures, anchors: Anchors) -> None:
        self._figures, self._anchors = figures, anchors

    def speakers(self) -> charts.Chart:
        """Who is quoted most, directly to indirectly."""
        rows = self._figures.speakers[:_CHARTED_SPEAKERS]
        series = [
            charts.Series(kind, f"var(--{kind})", [self._of_speaker(row["speaker"], kind, row[kind]) for row in rows])
            for kind in KINDS
        ]
        return charts.bars("speakers", "Quotations of who is quoted most", [row["speaker"] for row in rows], series)

    def periods(self) -> charts.Chart:
        """How often the first few are quoted over time."""
        periods = self._anchors.periods
        series = []
        for index, (speaker, counts) in enumerate(list(self._figures.periods_of.items())[:_CHARTED_LINES]):
            anchor = self._anchors.speakers[speaker]
            points = [
                charts.Point(
                    counts.get(period, 0),
                    f"{speaker}, {period}: {counts.get(period, 0):,}",
                    f"#{anchor}-period-{period}" if counts.get(period) else f"#{anchor}",
                )
                for period in periods
            ]
            series.append(charts.Series(speaker, f"var(--line-{index})", points))
        return charts.lines("periods", "Quotations over time", periods, series)

    def sources(self) -> charts.Chart:
        """What sources each topic is told by."""
        topics = [topic for topic in self._figures.topics if topic["quotations"]]
        series = [
            charts.Series(
                _SOURCE_NAMES[source],
                f"var(--{source})",
                [self._of_topic(topic, source) for topic in topics],
            )
            for source in SOURCES
        ]
        return charts.bars("sources", "Sources by topic, in percent", [topic["topic"] for topic in topics], series)

    def _of_speaker(self, speaker: str, kind: str, count: int) -> charts.Point | None:
        href = f"#{self._anchors.speakers[speaker]}-kind-{kind}"
        return charts.Point(count, f"{speaker}, {kind}: {count:,}", href) if count else None

    def _of_topic(self, topic: Row, source: str) -> charts.Point | None:
        count = topic["sources"].get(source, 0)
        share = 100 * count / topic["quotations"]
        tooltip = f"{topic['topic']}, {_SOURCE_NAMES[source]}: {count:,} ({share:.0f} %)"
        href = f"#{self._anchors.topics[topic['topic']]}-source-{source}"
        return charts.Point(share, tooltip, href) if count else None


def tables(figures: Figures) -> dict[str, bytes]:
    """The page's figures as CSV, by file name."""
    topics = [
        {"topic": row["topic"], "articles": row["articles"], "quotations": row["quotations"], "words": row["words"]}
        | {source: row["sources"].get(source, 0) for source in SOURCES}
        for row in figures.topics
    ]
    over_time = [
        {"speaker": speaker, "period": period, "quotations": count}
        for speaker, counts in figures.periods_of.items()
        for period, count in counts.items()
    ]
    by_topic = [row for topic in figures.topics for row in topic["speakers"]]
    claims = [
        {"topic": topic, "kind": kind, "claims": count}
        for topic, counts in figures.claims.items()
        for kind, count in counts.items()
    ]
    return {
        "totals.csv": _csv([figures.totals]),
        "speakers.csv": _csv(figures.speakers),
        "speakers_over_time.csv": _csv(over_time),
        "speakers_by_topic.csv": _csv(by_topic),
        "periods.csv": _csv(figures.periods),
        "topics.csv": _csv(topics),
        "claims.csv": _csv(claims),
        "top_claims.csv": _csv(figures.top_claims),
    }


def _csv(rows: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    rows = list(rows)
    writer = csv.DictWriter(text, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()

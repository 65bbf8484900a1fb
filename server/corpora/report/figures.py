"""What a report tells, counted by DuckDB: who is quoted, when, on what topic, by which sources; which claims."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

Row = dict[str, Any]

KINDS = ("direct", "mixed", "indirect")
SOURCES = ("person", "organization", "group", "unnamed", "none")
CLAIM_KINDS = ("quantity", "event", "causal", "law", "prediction", "other")
NO_TOPIC = "no topic"

# Of each number that can be pointed at, at least so many are listed where a list is not whole.
_LEAST_LISTED = 10
_BEST = "score DESC, key, start, id"

# What all figures count: speech, with its period, its source's kind, and a name only where it is one.
_SAID = """
    CREATE VIEW said AS
    SELECT key, date, id, kind, exact, words, start, score, speaker_role,
        coalesce(topic, '{no_topic}') AS topic, coalesce(speaker_kind, 'none') AS source,
        strftime(date, '{period}') AS period, speaker AS told,
        CASE WHEN speaker_kind <> 'unnamed' THEN speaker END AS speaker
    FROM quotations WHERE act = 'speech'"""
_TO_CHECK = """
    CREATE VIEW to_check AS
    SELECT key, date, id, kind, exact, start, score, claimer, coalesce(topic, '{no_topic}') AS topic
    FROM claims WHERE highlight"""

_TOTALS = """
    SELECT * FROM
        (SELECT count(*) AS articles, coalesce(sum(words), 0)::BIGINT AS words, min(date) AS first, max(date) AS last,
            count(date) AS dated FROM articles),
        (SELECT count(*) AS quotations, coalesce(sum(words), 0)::BIGINT AS quoted_words,
            count(DISTINCT speaker) AS speakers, count(*) FILTER (source = 'unnamed') AS unnamed FROM said),
        (SELECT count(*) AS claims FROM to_check)"""
_SPEAKERS = """
    SELECT speaker, arg_max(speaker_role, (roles, speaker_role)) AS role, arg_max(source, (roles, source)) AS kind,
        sum(quotations)::BIGINT AS quotations, sum(words)::BIGINT AS words, sum(direct)::BIGINT AS direct,
        sum(mixed)::BIGINT AS mixed, sum(indirect)::BIGINT AS indirect
    FROM (SELECT speaker, speaker_role, source, count(*) AS quotations, count(speaker_role) AS roles,
            sum(words) AS words, count(*) FILTER (kind = 'direct') AS direct,
            count(*) FILTER (kind = 'mixed') AS mixed, count(*) FILTER (kind = 'indirect') AS indirect
        FROM said WHERE speaker IS NOT NULL GROUP BY ALL)
    GROUP BY speaker ORDER BY quotations DESC, words DESC, speaker LIMIT ?"""
_TOPICS = """
    SELECT topic, source, count(*) AS quotations, sum(words)::BIGINT AS words FROM said GROUP BY ALL
    ORDER BY topic, source"""
_TOPICS_ARTICLES = f"""
    SELECT coalesce(topic, '{NO_TOPIC}') AS topic, count(*) AS articles FROM articles GROUP BY ALL ORDER BY topic"""
_TOPICS_SPEAKERS = """
    SELECT topic, speaker, count(*) AS quotations FROM said WHERE speaker IS NOT NULL GROUP BY topic, speaker
    QUALIFY row_number() OVER (PARTITION BY topic ORDER BY quotations DESC, speaker) <= 5
    ORDER BY topic, quotations DESC, speaker"""
_PERIODS = """
    SELECT period, count(*) AS quotations, count(*) FILTER (source = 'unnamed') AS unnamed
    FROM said WHERE period IS NOT NULL GROUP BY ALL ORDER BY period"""
_SPEAKERS_PERIODS = """
    SELECT speaker, period, count(*) AS quotations FROM said
    WHERE period IS NOT NULL AND list_contains(?, speaker) GROUP BY ALL ORDER BY speaker, period"""
_CLAIMS = """
    SELECT topic, kind, count(*) AS claims FROM to_check GROUP BY ALL ORDER BY topic, kind"""
_TOP_CLAIMS = """
    SELECT topic, kind, exact, max(score) AS best, arg_min(claimer, key) AS claimer, arg_min(key, key) AS key,
        count(DISTINCT key) AS articles
    FROM to_check GROUP BY topic, kind, exact
    QUALIFY row_number() OVER (PARTITION BY topic, kind ORDER BY best DESC, exact) <= 3
    ORDER BY topic, kind, best DESC, exact"""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a number counts, best scored first, where not all are listed; `counts` has what each filter would show."""

    rows: list[Row]
    total: int
    counts: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything in a report."""

    totals: Row
    speakers: list[Row]
    topics: list[Row]
    periods: list[Row]
    periods_of: dict[str, dict[str, int]]
    claims: dict[str, dict[str, int]]
    top_claims: list[Row]
    speaker_lists: dict[str, Listing]
    topic_lists: dict[str, Listing]
    unnamed: Listing
    period_lists: dict[str, Listing]
    claim_lists: dict[str, Listing]
    articles: dict[str, Row]


def figures_of(database: duckdb.DuckDBPyConnection, speakers: int, listed: int) -> Figures:
    """Counts all that a report tells: `speakers` rows of who is quoted, `listed` quotations for each of them."""
    return _Counting(database, listed).figures(speakers)


class _Counting:
    def __init__(self, database: duckdb.DuckDBPyConnection, listed: int) -> None:
        self._database = database
        self._listed = listed
        first, last = database.execute("SELECT min(date), max(date) FROM articles").fetchall()[0]
        database.execute(_SAID.format(no_topic=NO_TOPIC, period=_period(first, last)))
        database.execute(_TO_CHECK.format(no_topic=NO_TOPIC))

    def figures(self, number: int) -> Figures:
        speakers = self._rows(_SPEAKERS, [number])
        names = [row["speaker"] for row in speakers]
        topics = self._topics()
        named = list(dict.fromkeys([*names, *(one["speaker"] for topic in topics for one in topic["speakers"])]))
        claims: dict[str, dict[str, int]] = defaultdict(dict)
        for row in self._rows(_CLAIMS):
            claims[row["topic"]][row["kind"]] = row["claims"]
        speaker_lists = self._lists("said", "speaker", ("kind", "topic", "period"), named)
        topic_lists = self._lists("said", "topic", ("source",), [topic["topic"] for topic in topics])
        unnamed = self._lists("said", "source", ("topic", "period"), ["unnamed"])
        periods = self._rows(_PERIODS)
        period_lists = self._lists("said", "period", ("source",), [row["period"] for row in periods])
        claim_lists = self._lists("to_check", "topic", ("kind",), list(claims))
        groups = (speaker_lists, topic_lists, unnamed, period_lists, claim_lists)
        lists = [one for group in groups for one in group.values()]
        top_claims = self._rows(_TOP_CLAIMS)
        keys = {row["key"] for one in lists for row in one.rows} | {row["key"] for row in top_claims}
        return Figures(
            totals=self._rows(_TOTALS)[0],
            speakers=speakers,
            topics=topics,
            periods=periods,
            periods_of=self._periods_of(names),
            claims=dict(claims),
            top_claims=top_claims,
            speaker_lists=speaker_lists,
            topic_lists=topic_lists,
            unnamed=unnamed.get("unnamed", Listing([], 0, {})),
            period_lists=period_lists,
            claim_lists=claim_lists,
            articles=self._articles(sorted(keys)),
        )

    def _topics(self) -> list[Row]:
        """One row a topic, most quotations first: articles, quotations by source, words, who is quoted most."""
        topics: dict[str, Row] = {}
        for row in self._rows(_TOPICS_ARTICLES):
            empty = {"quotations": 0, "words": 0, "sources": {}, "speakers": []}
            topics[row["topic"]] = {**row, **empty}
        for row in self._rows(_TOPICS):
            topic = topics[row["topic"]]
            topic["quotations"] += row["quotations"]
            topic["words"] += row["words"]
            topic["sources"][row["source"]] = row["quotations"]
        for row in self._rows(_TOPICS_SPEAKERS):
            topics[row["topic"]]["speakers"].append(row)
        return sorted(topics.values(), key=lambda topic: (-topic["quotations"], topic["topic"]))

    def _periods_of(self, speakers: list[str]) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {speaker: {} for speaker in speakers}
        for row in self._rows(_SPEAKERS_PERIODS, [speakers]):
            counts[row["speaker"]][row["period"]] = row["quotations"]
        return counts

    def _lists(self, view: str, by: str, filters: Sequence[str], values: list[str]) -> dict[str, Listing]:
        """For each of `values` in column `by` of `view`: its best rows, and how many there are by each of `filters`."""
        ranks = ", ".join(f"row_number() OVER (PARTITION BY {by}, {name} ORDER BY {_BEST})" for name in filters)
        rows = self._rows(
            f"""SELECT * FROM {view} WHERE list_contains(?, {by})
                QUALIFY row_number() OVER (PARTITION BY {by} ORDER BY {_BEST}) <= ? OR least({ranks}) <= ?
                ORDER BY {by}, date NULLS LAST, key, start, id""",
            [values, self._listed, min(self._listed, _LEAST_LISTED)],
        )
        grouped: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            grouped[row[by]].append(row)
        counts = {name: self._counts(view, by, name, values) for name in filters}
        totals = {value: sum(counts[filters[0]][value].values()) for value in grouped}
        return {
            value: Listing(grouped[value], totals[value], {name: counts[name][value] for name in filters})
            for value in values
            if value in grouped
        }

    def _counts(self, view: str, by: str, name: str, values: list[str]) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = defaultdict(dict)
        query = f"SELECT {by} AS one, {name} AS other, count(*) AS number FROM {view}"
        for row in self._rows(f"{query} WHERE list_contains(?, {by}) GROUP BY ALL ORDER BY ALL", [values]):
            found[row["one"]][row["other"]] = row["number"]
        return found

    def _articles(self, keys: list[str]) -> dict[str, Row]:
        """Title and address of the articles that are pointed at; of several with one key, one's."""
        query = "SELECT key, min(title) AS title, min(url) AS url, min(date) AS date FROM articles"
        return {
            row["key"]: row
            for row in self._rows(f"{query} WHERE list_contains(?, key) GROUP BY key ORDER BY key", [keys])
        }

    def _rows(self, query: str, parameters: list[Any] | None = None) -> list[Row]:
        found = self._database.execute(query, parameters or [])
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _period(first: Any, last: Any) -> str:  # noqa: ANN401 (dates or None)
    """Days where the articles are of two months, months where they are of five years, else years."""
    days = (last - first).days if first else 0
    return "%Y-%m-%d" if days <= 62 else "%Y-%m" if days <= 5 * 366 else "%Y"

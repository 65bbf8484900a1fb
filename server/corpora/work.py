"""The one way from a batch to its part of the output, whatever engine sends it here."""

from collections import Counter, defaultdict

import orjson

from server.corpora import tables
from server.corpora.forms import encoded
from server.corpora.job import Batch, Done, Job
from server.corpora.ledger import Ledger
from server.corpora.records import article_and_request, rejected
from server.corpora.storage import Storage
from server.corpora.tables import Row, Tables
from server.service import Service


class Worker:
    """Loads the annotators once; then annotates and writes batch after batch.

    A batch can be given to several workers, or twice to one: each writes the same bytes to the same place. It counts as
    done when its line in the ledger is there, which is written last.
    """

    def __init__(self, job: Job) -> None:
        self._job = job
        self._service = Service()
        self.model = self._service.model
        self._storage = Storage(job.out)
        self._schemas = tables.schemas(flat=job.flat, kept=job.columns.kept)

    def __call__(self, batch: Batch) -> Done:
        """Annotates `batch` and writes its part; a record that cannot be annotated is written to the rejects."""
        found: Tables = defaultdict(list)
        rejects: list[Row] = []
        for record in batch.records:
            try:
                article, request = article_and_request(record, self._job)
                answer = self._service.annotate(request)
                rows = tables.flat(article, answer) if self._job.flat else tables.nested(article, answer)
            except Exception as failure:
                rejects.append(rejected(record, failure, self._job))
                continue
            for name, some in rows.items():
                found[name] += some
        self._write(batch, found, rejects)
        words = sum(row["words"] for row in found["articles"])
        reasons = Counter(str(row["code"]) for row in rejects)
        done = Done(batch.id, len(found["articles"]), words, dict(sorted(reasons.items())), batch.size)
        Ledger(self._storage).enter(done)
        return done

    def _write(self, batch: Batch, found: Tables, rejects: list[Row]) -> None:
        form = self._job.form
        for name, schema in self._schemas.items():
            self._storage.write(part(name, batch.id, form), encoded(found[name], schema, form))
        if rejects:
            lines = b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rejects)
            self._storage.write(part("rejects", batch.id, "jsonl"), lines)


def part(table: str, batch: str, form: str) -> str:
    """The name of a batch's part of `table`."""
    return f"{table}/part-{batch}.{form}"

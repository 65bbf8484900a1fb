"""`flask corpus`: a whole archive annotated; `flask corpus-report`: what stands in it, as a page.

What they need beyond the service is imported when they run: the service itself never loads it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from flask import Blueprint

from server.annotation.pipeline import ANNOTATORS, AnnotatorName, Options
from server.state import state

if TYPE_CHECKING:
    from server.corpora.job import Job
    from server.corpora.ledger import Totals
    from server.corpora.run import Engine
    from server.corpora.sources import Source

bp = Blueprint("corpora", __name__, cli_group=None)

_EXTRA_OF_MODULE = {
    **dict.fromkeys(("backports", "duckdb", "filelock", "fsspec", "pyarrow", "pygal"), "corpora"),
    "ray": "ray",
}


@bp.cli.command("corpus")
@click.argument("sources", metavar="IN...", nargs=-1, required=True)
@click.argument("out", metavar="OUT")
@click.option("--format", "form", type=click.Choice(["parquet", "jsonl", "csv"]), default="parquet", show_default=True)
@click.option(
    "--flat", is_flag=True, help="Tables of articles, quotations, claims and topics, not one nested row each."
)
@click.option("--one-file", is_flag=True, help="At the end, one file a table instead of many parts.")
@click.option("--input-format", type=click.Choice(["jsonl", "parquet", "csv", "text"]), help="Default: by suffix.")
@click.option("--text-column", help="Holds the article.  [default: text]")
@click.option("--title-column", help="[default: title]")
@click.option("--url-column", help="[default: url]")
@click.option("--key-column", help="Each record's own id.  [default: id; without one, file and row]")
@click.option("--date-column", help="ISO 8601, or as in e-mail and RSS.  [default: date]")
@click.option("--language-column", help="BCP 47.  [default: none; detected]")
@click.option("--keep", multiple=True, metavar="COLUMN", help="Carry this column over to the articles; repeatable.")
@click.option("--annotators", metavar="LIST", default=",".join(ANNOTATORS), show_default=True, help="With commas.")
@click.option("--language", help="BCP 47, for every article; left out = detected.")
@click.option("--thoughts", is_flag=True, help="Also mark attributed beliefs, wishes and intentions.")
@click.option("--claim-share", type=click.FloatRange(0, 1), default=0.15, show_default=True, help="Share highlighted.")
@click.option(
    "--batch-size", type=click.IntRange(1, 100_000), default=100, show_default=True, help="Articles in a part."
)
@click.option("--workers", type=click.IntRange(1), help="Processes.  [default: one a core]")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True)
@click.option("--address", help="Of the Ray cluster, or 'auto'.  [default: a Ray of its own on this machine]")
def corpus(
    sources: tuple[str, ...],
    out: str,
    form: Any,  # noqa: ANN401 (click has checked it)
    flat: bool,
    one_file: bool,
    input_format: Any,  # noqa: ANN401 (as above)
    keep: tuple[str, ...],
    annotators: str,
    language: str | None,
    thoughts: bool,
    claim_share: float,
    batch_size: int,
    workers: int | None,
    engine: str,
    address: str | None,
    **columns: str | None,
) -> None:
    """Annotate the articles in IN into the folder OUT.

    IN is JSONL, Parquet, CSV (also .gz, .zst) or a folder of texts: paths, patterns, or URLs that fsspec knows. OUT has
    one row an article. A run that was stopped goes on when the same command is given again; files that have come since
    are annotated too. Records that cannot be annotated are listed in OUT/rejects, each with the reason.
    """
    if form == "csv" and not flat:
        raise click.UsageError("CSV has no nested rows: add --flat.")
    if address and engine != "ray":
        raise click.UsageError("--address is for --engine ray.")
    if len(set(keep)) < len(keep):
        raise click.UsageError("--keep names a column twice.")
    given = {name.removesuffix("_column"): column for name, column in columns.items() if column}
    options = Options(_annotators(annotators), thoughts, claim_share)
    with _stopping_clearly():
        from server.corpora.job import Columns, Job

        limit = state().settings.max_text_length
        job = Job(out, Columns(**given, kept=keep), options, language, limit, form, flat, batch_size)
        read = _sources(sources, input_format, out, [job.columns.text, *given.values(), *keep])
        totals = _run(job, read, _engine(engine, address, workers), one_file=one_file)
    _tell(totals, out)


@bp.cli.command("corpus-report")
@click.argument("out", metavar="OUT")
@click.option("--into", metavar="FOLDER", help="Where the page and the tables go.  [default: OUT/report]")
@click.option("--speakers", type=click.IntRange(1, 500), default=25, show_default=True, help="Rows of who is quoted.")
@click.option("--quotations", type=click.IntRange(1), default=100, show_default=True, help="Listed at most together.")
def corpus_report(out: str, into: str | None, speakers: int, quotations: int) -> None:
    """Write a page about the annotated corpus in OUT (who is quoted, on what, which claims), and its figures as CSV."""
    with _stopping_clearly():
        from server.corpora.report import write_report

        for path in write_report(out, into, speakers=speakers, quotations=quotations):
            click.echo(path)


def _annotators(names: str) -> frozenset[AnnotatorName]:
    wanted = frozenset(name.strip() for name in names.split(",") if name.strip())
    known = frozenset(name for name in ANNOTATORS if name in wanted)
    if not wanted or wanted != known:
        raise click.BadParameter(f"Any of {', '.join(ANNOTATORS)}, with commas.", param_hint="--annotators")
    return known


def _sources(paths: tuple[str, ...], form: Any, out: str, required: list[str]) -> "list[Source]":  # noqa: ANN401 (as above)
    from server.corpora.reading import check_columns
    from server.corpora.sources import sources_of

    found = sources_of(paths, form, out)
    check_columns(found[0], required)
    return found


def _engine(name: str, address: str | None, workers: int | None) -> "Engine":
    if name == "ray":
        from server.corpora.engines.ray import RayEngine

        return RayEngine(address, workers)
    from server.corpora.engines.local import LocalEngine

    return LocalEngine(workers or _cores())


def _run(job: "Job", sources: "list[Source]", engine: "Engine", *, one_file: bool) -> "Totals":
    from server.corpora.progress import Progress
    from server.corpora.run import Run

    with Progress() as progress:
        return Run(job, state().service.model, sources).through(engine, progress, one_file=one_file)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _stopping_clearly() -> Iterator[None]:
    """What stops a run becomes one line that says what to do."""
    from server.corpora.errors import CorpusError

    try:
        yield
    except CorpusError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise click.ClickException(
            f"{why}: {error.filename or 'the output'}. The same command goes on from here."
        ) from None
    except KeyboardInterrupt:
        raise click.ClickException("Stopped. The same command goes on from here.") from None
    except ModuleNotFoundError as error:
        extra = _EXTRA_OF_MODULE.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        raise click.ClickException(f"This needs {error.name}. Install it with: pip install -e '.[{extra}]'") from None


def _tell(totals: "Totals", out: str) -> None:
    """The sums on standard error; exit code 1 if records were rejected and none was annotated."""
    click.echo(f"{totals.articles:,} articles of {totals.words:,} words annotated into {out}.", err=True)
    if totals.rejected:
        reasons = ", ".join(f"{code} {number:,}" for code, number in totals.rejected.items())
        click.echo(
            f"{sum(totals.rejected.values()):,} rejected ({reasons}); {out}/rejects says which and why.", err=True
        )
        if not totals.articles:
            raise SystemExit(1)

"""The report: its numbers are those of a query, every number leads to what it counts, in a real browser."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from flask.testing import FlaskCliRunner
from playwright.sync_api import Browser, Page, Playwright

from server.corpora.job import Job
from server.corpora.report import write_report
from server.corpora.report.figures import Figures, figures_of
from server.corpora.report.views import opened
from server.corpora.storage import Storage
from tests.browser.conftest import ARGUMENTS
from tests.corpora.conftest import NUMBER, annotate

# What each number that stands for a count of quotations or claims shows when it is followed.
_FOLLOW = """() => {
  const wrong = [];
  const links = [...document.querySelectorAll("td a, .top a")].filter((link) =>
    /^[0-9,]+$/.test(link.textContent) && !["Words", "Articles"].includes(head(link)));
  for (const link of links) {
    location.hash = link.getAttribute("href");
    const target = document.querySelector(":target");
    const shown = [...target.closest(".list").querySelectorAll("li")].filter((item) => item.checkVisibility()).length;
    if (shown !== Number(link.textContent)) wrong.push([link.hash, link.textContent, shown]);
  }
  return [links.length, wrong];
  function head(link) {
    const cell = link.closest("td");
    return cell?.closest("table").tHead.rows[0].cells[cell.cellIndex].textContent;
  }
}"""


@pytest.fixture(scope="module")
def folder(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus with its report."""
    out = tmp_path_factory.mktemp("report") / "gazette"
    annotate(Job(str(out), flat=True, batch_size=5), archive)
    write_report(str(out), None, speakers=25, quotations=100)
    return out


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def page(folder: Path, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The report, opened; it must load nothing and not complain."""
    context = chromium.new_context(
        java_script_enabled=getattr(request, "param", False), viewport={"width": 1200, "height": 900}
    )
    page = context.new_page()
    complaints: list[str] = []
    requested: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requested.append(request.url))
    page.goto((folder / "report" / "report.html").as_uri())
    yield page
    context.close()
    assert complaints == []
    assert len({url.partition("#")[0] for url in requested}) == 1


def _rows(folder: Path, query: str) -> list[Any]:
    with duckdb.connect() as database:
        for name in ("articles", "quotations", "claims"):
            database.execute(f"CREATE VIEW {name} AS FROM read_parquet('{folder}/{name}/*.parquet')")
        return database.execute(query).fetchall()


def _table(page: Page, section: str) -> list[list[str]]:
    rows = page.locator(f"#{section} tbody tr").all()
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows]


@pytest.mark.browser
def test_the_numbers_are_those_of_a_query(page: Page, folder: Path) -> None:
    expected = _rows(
        folder,
        """SELECT speaker, count(*), sum(words), sum((kind = 'direct')::INT), sum((kind = 'mixed')::INT),
            sum((kind = 'indirect')::INT)
        FROM quotations WHERE speaker_kind IN ('person', 'organization', 'group') GROUP BY speaker
        ORDER BY 2 DESC, 3 DESC, 1 LIMIT 25""",
    )
    shown = [[row[0].partition("\n")[0], *map(int, row[1:])] for row in _table(page, "quoted")]
    assert shown == [list(row) for row in expected]
    assert len(shown) > 5
    with (folder / "report" / "speakers.csv").open(encoding="utf-8") as file:
        assert [[row["speaker"], int(row["quotations"])] for row in csv.DictReader(file)] == [row[:2] for row in shown]

    [(quotations, unnamed, quoted)] = _rows(
        folder, "SELECT count(*), sum((speaker_kind = 'unnamed')::INT), sum(words) FROM quotations"
    )
    [(articles, words)] = _rows(folder, "SELECT count(*), sum(words) FROM articles")
    [(claims,)] = _rows(folder, "SELECT count(*) FROM claims WHERE highlight")
    totals = dict(
        zip(page.locator(".totals dt").all_inner_texts(), page.locator(".totals dd").all_inner_texts(), strict=True)
    )
    assert unnamed >= 3
    assert totals["quotations"] == str(quotations)
    assert totals["of all words, quoted"] == f"{quoted / words:.0%}"
    assert totals["of quotations, from unnamed sources"] == f"{unnamed / quotations:.0%}"
    assert totals["claims worth checking"] == str(claims)
    assert f"{articles} articles of {words:,} words" in page.locator(".lead").inner_text()

    by_topic = _rows(
        folder, "SELECT coalesce(topic, 'no topic'), count(*) FROM quotations GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    assert [(row[0], int(row[2])) for row in _table(page, "topics") if int(row[2])] == by_topic
    by_month = _rows(folder, "SELECT strftime(date, '%Y-%m'), count(*) FROM quotations GROUP BY 1 ORDER BY 1")
    assert [(row[0], int(row[1])) for row in _table(page, "time")] == by_month
    by_kind = _rows(folder, "SELECT count(*) FROM claims WHERE highlight AND kind = 'quantity'")
    assert sum(int(row[1]) for row in _table(page, "claims")) == by_kind[0][0]


@pytest.mark.browser
@pytest.mark.parametrize("page", [True], indirect=True)
def test_every_number_leads_to_what_it_counts(page: Page) -> None:
    number, wrong = page.evaluate(_FOLLOW)
    assert wrong == []
    assert number > 50


@pytest.mark.browser
def test_followed_without_scripts(page: Page, folder: Path) -> None:
    [(speaker, direct)] = _rows(
        folder,
        """SELECT speaker, count(*) FROM quotations WHERE kind = 'direct' AND speaker_kind <> 'unnamed'
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1""",
    )
    page.locator("#quoted tbody tr", has=page.get_by_role("rowheader", name=speaker)).locator(
        "td:nth-of-type(3) a"
    ).click()
    listed = page.locator(".list", has=page.get_by_role("heading", name=speaker)).first
    assert listed.locator("li:visible").count() == direct
    assert listed.locator("h3").is_visible()
    assert set(listed.locator("li:visible .said").evaluate_all("items => items.map(item => item.className)")) == {
        "said direct"
    }
    for figure in page.locator("figure.chart svg").all():
        assert figure.locator("a").count() > 5
        assert figure.get_attribute("aria-label")
    assert page.locator("script").count() == 0


@pytest.mark.browser
def test_what_an_archive_holds_stays_text(page: Page) -> None:
    assert page.get_by_text("<script>alert(1)</script>").count() > 0
    assert page.locator("a[href^=javascript]").count() == 0
    assert page.locator("a[href='https://news.example/0']").count() > 0


@pytest.mark.browser
def test_nothing_is_wider_than_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def _figures(folder: Path, listed: int = 100) -> Figures:
    database, _ = opened(Storage(str(folder)))
    with database:
        return figures_of(database, 25, listed)


@pytest.mark.parametrize(("form", "flat"), [("jsonl", False), ("parquet", False), ("jsonl", True), ("csv", True)])
def test_every_form_tells_the_same(archive: Path, folder: Path, tmp_path: Path, form: Any, flat: bool) -> None:
    annotate(Job(str(tmp_path / "out"), form=form, flat=flat), archive, one_file=flat)
    assert _figures(tmp_path / "out") == _figures(folder)


def test_long_lists_are_cut_and_say_so(folder: Path) -> None:
    figures = _figures(folder, listed=1)
    name, listing = max(figures.topic_lists.items(), key=lambda item: item[1].total)
    assert len(listing.rows) < listing.total == sum(listing.counts["source"].values())
    assert {row["source"] for row in listing.rows} == set(listing.counts["source"]), name


def test_a_folder_without_output(runner: FlaskCliRunner, tmp_path: Path) -> None:
    result = runner.invoke(args=["corpus-report", str(tmp_path)])
    assert result.exit_code == 1
    assert "holds no output of flask corpus" in result.stderr


def test_a_run_without_speakers_or_dates(tmp_path: Path, runner: FlaskCliRunner) -> None:
    (tmp_path / "in").mkdir()
    for index in range(NUMBER // 4):
        (tmp_path / "in" / f"{index}.txt").write_text("The bridge is open. It cost $12 million.")
    annotate(Job(str(tmp_path / "out"), form="jsonl"), tmp_path / "in")
    result = runner.invoke(args=["corpus-report", str(tmp_path / "out"), "--into", str(tmp_path / "elsewhere")])
    assert result.exit_code == 0, result.output
    page = (tmp_path / "elsewhere" / "report.html").read_text(encoding="utf-8")
    assert "Nobody is quoted by name." in page
    assert "Over time" not in page

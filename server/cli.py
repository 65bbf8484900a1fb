"""`flask annotate`: the same annotations on the command line; `flask create-token`: a token for callers elsewhere.

`flask extension-package`: the browser extension as stores take it.
"""

import hashlib
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import click
import orjson
from flask import Blueprint

from server.annotation.language import UnsupportedLanguageError
from server.annotation.pipeline import Options
from server.annotation.stages import stage, watched
from server.exports import markdown, w3c
from server.packaging import write_packages
from server.page import EXTENSION
from server.presentation import present
from server.service import AnnotateRequest, Answer
from server.state import state
from server.terminal import coloured, stages

bp = Blueprint("cli", __name__, cli_group=None)

_FORMATS: dict[str, Callable[[Answer], str]] = {
    "json": lambda answer: orjson.dumps(present(answer)).decode() + "\n",
    "w3c": lambda answer: orjson.dumps(w3c(answer)).decode() + "\n",
    "markdown": markdown,
    "text": coloured,
}


def development_host() -> str | None:
    """The address that `flask run --host` was given, if that is what runs."""
    context = click.get_current_context(silent=True)
    return context.params.get("host") if context and context.info_name == "run" else None


@bp.cli.command("annotate")
@click.argument("files", nargs=-1, required=True, type=click.File(encoding="utf-8"))
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), help="Default: text on a terminal, else json.")
@click.option("--title", help="The headline, if it is not part of the text.")
@click.option("--language", help="BCP 47; left out = detected.")
@click.option("--thoughts", is_flag=True, help="Also mark attributed beliefs, wishes and intentions.")
@click.option("--profile", is_flag=True, help="Also print, on standard error, how long each stage took.")
@click.option("--claim-share", type=click.FloatRange(0, 1), default=0.15, show_default=True, help="Share highlighted.")
def annotate(
    files: tuple[TextIO, ...],
    form: str | None,
    title: str | None,
    language: str | None,
    thoughts: bool,
    profile: bool,
    claim_share: float,
) -> None:
    """Annotate FILES (- is standard input): one line of JSON each, or on a terminal the article in colour."""
    form = form or ("text" if sys.stdout.isatty() else "json")
    failed = False
    for file in files:
        try:
            text = file.read()
            request = AnnotateRequest(
                text, title, language=language, options=Options(thoughts=thoughts, claim_share=claim_share)
            )
            with watched() as watch:
                answer = state().service.annotate(request)
                with stage("serialise"):
                    written = _FORMATS[form](answer)
            click.echo(written, nl=False)
            if profile:
                click.echo(stages(watch, len(text.split())), err=True)
        except UnsupportedLanguageError as error:
            failed = True
            click.echo(
                f"{file.name}: {error} (this is “{error.language}”). --language en reads it all the same.", err=True
            )
        except UnicodeDecodeError as error:
            failed = True
            click.echo(f"{file.name}: not UTF-8 at byte {error.start}.", err=True)
    if failed:
        raise SystemExit(1)


@bp.cli.command("create-token")
def create_token() -> None:
    """Print a new API token, and the setting by which the service knows it."""
    token = secrets.token_urlsafe(32)
    click.echo(f"Give this to the caller:   {token}")
    click.echo(f"Set this for the service:  WHOSAID_TOKEN_SHA256={hashlib.sha256(token.encode()).hexdigest()}")


@bp.cli.command("extension-package")
@click.argument("folder", default="dist", type=click.Path(file_okay=False, path_type=Path))
def extension_package(folder: Path) -> None:
    """Write the browser extension into FOLDER (dist): one zip for Chromium's stores, one for Firefox's."""
    for package in write_packages(EXTENSION, folder):
        click.echo(package)

"""The pages at / and /docs with their files: an article can be pasted and read annotated, with no extension."""

import mimetypes
from pathlib import Path

from flask import Blueprint, Response, render_template, send_from_directory

# Some systems register other types for these, and with `nosniff` a browser then refuses the module or the sheet.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/css", ".css")

_HERE = Path(__file__).resolve().parent
# The page has its modules from the extension: an installed service carries it in the package, a checkout beside it.
_PLACES = (_HERE / "extension", _HERE.parents[1] / "extension")
EXTENSION = next((place for place in _PLACES if place.is_dir()), _PLACES[0])

bp = Blueprint("page", __name__, static_folder="static", static_url_path="/static", template_folder="templates")


@bp.get("/")
def annotate() -> str:
    """The page on which an article is pasted and shown annotated."""
    return render_template("page.html")


@bp.get("/docs")
def docs() -> str:
    """The page that shows the OpenAPI document and tries it out."""
    return render_template("docs.html")


@bp.get("/shared/<path:name>")
def shared(name: str) -> Response:
    """One of the modules that page and extension share, or their strings."""
    folder = EXTENSION / "_locales" / "en" if name == "messages.json" else EXTENSION / "shared"
    return send_from_directory(folder, name)

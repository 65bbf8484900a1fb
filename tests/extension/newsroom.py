"""A news site of our own invention on a loopback port: one page for each thing that real sites do to extensions."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from tests.serving import QuietHandler, listening, running

# Every name, place and number here is made up.
HEADLINE = "Council backs harbour tram after nine-hour debate"
PARAGRAPHS = (
    "PORT ELLERY — The city council voted 7 to 4 on Tuesday night to build a tram along the harbour, ending a nine-hour"
    " debate over a project whose cost has risen by <a href='/cost'>38 percent since 2021</a>.",
    "“This is the day we stop talking about the harbour and <em>start getting people to it</em>,” Mayor Ottoline Brask"
    " said after the vote. She added that the first rails would be laid next spring.",
    "The line, 6.4 kilometres long, will cost 212 million crowns, of which the province of Westmark pays 40 percent. It"
    " is expected to carry 18,000 passengers a day.",
    "“I have nothing against trams,” said Lucan Thorngate, who leads the\n      opposition on the council, “but I"
    " have a great deal against signing a bill that nobody has read.” He accused the mayor of hiding a report that"
    " puts the cost at 260 million crowns.",
    "A senior official in the transport office said the figure of 260 million was “a worst case that nobody here"
    " believes in.” The official confirmed that the report existed.",
    "Brask denied that anything had been withheld. The report, she said, will be published on Friday.",
    "According to the provincial audit office, four of the last five tram lines in Westmark were finished late, and two"
    " cost more than twice the sum agreed.",
)
MORE = (
    "The ferry company said on Wednesday that it would cut its harbour line to three sailings a day once trams run.",
    "“We carried 412,000 people last year,” said Imre Valdane, its director. “Half of them will not come back.”",
)
GERMAN = (
    "Der Stadtrat hat am Dienstagabend mit sieben zu vier Stimmen beschlossen, eine Straßenbahn am Hafen zu bauen, und"
    " damit eine neunstündige Debatte über ein Vorhaben beendet, dessen Kosten seit 2021 um 38 Prozent gestiegen sind.",
    "„Heute hören wir auf, über den Hafen zu reden, und bringen die Menschen dorthin“, sagte die Bürgermeisterin nach"
    " der Abstimmung. Die ersten Schienen sollen im nächsten Frühjahr gelegt werden, wie sie hinzufügte.",
)
STYLE = """
  body { margin: 0 auto; max-width: 42rem; padding: 2rem; font: 18px/1.65 Georgia, 'Liberation Serif', serif; }
  header, footer, aside { font: 14px/1.5 sans-serif; color: #666; }
"""
_DARK = "html { background: #15171a; color: #e8e6e1; } a { color: #8cc4ee; }"
_STRICT = "default-src 'none'; require-trusted-types-for 'script'"


def paragraphs(texts: tuple[str, ...]) -> str:
    """The texts as HTML."""
    return "\n".join(f"    <p>{text}</p>" for text in texts)


def page(body: str, *, title: str = HEADLINE, style: str = STYLE, script: str = "", language: str = "en") -> str:
    """A whole document."""
    return f"""<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><title>{title} | The Ellery Courier</title><style>{style}</style></head>
<body>
  <header>The Ellery Courier · <a href="/">Home</a> · <a href="/harbour">Harbour</a></header>
{body}
  <footer>© The Ellery Courier</footer>
  <script>{script}</script>
</body>
</html>
"""


def article(texts: tuple[str, ...] = PARAGRAPHS, headline: str = HEADLINE) -> str:
    """An article with a caption and a box inside it, as they stand on news sites."""
    return f"""  <article id="story">
    <h1>{headline}</h1>
{paragraphs(texts)}
    <aside class="newsletter"><p>Sign up for our newsletter</p></aside>
  </article>"""


# Replaces every paragraph by an equal one, as a framework does that draws its components anew.
_RENDERS = """
  globalThis.renderAnew = () => {
    for (const old of document.querySelectorAll("#story p")) old.replaceWith(old.cloneNode(true));
  };
"""
_STORIES = {"first": article(), "second": article((*MORE, *PARAGRAPHS[2:5]), "Ferries to sail less")}
_ROUTES = f"""
  const stories = {json.dumps(_STORIES)};
  globalThis.go = (name) => {{
    history.pushState({{}}, "", "/app/" + name);
    document.querySelector("main").innerHTML = stories[name] ?? "<p>Nothing here yet.</p>";
  }};
"""
_LATE = f"""
  globalThis.bringMore = () => document.querySelector("#story").insertAdjacentHTML(
    "beforeend", {json.dumps(paragraphs(MORE))});
"""
_FRONT = "".join(f"<li><a href='/{n}'>Headline number {n} about the harbour and its tram</a></li>" for n in range(30))
_PAID = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'

PAGES: dict[str, str] = {
    "/article": page(article()),
    "/strict": page(article()),
    "/dark": page(article(), style=STYLE + _DARK),
    "/renders": page(article(), script=_RENDERS),
    "/app/first": page(f"  <main>{article()}</main>", script=_ROUTES),
    "/late": page(article(), script=_LATE),
    "/front": page(f"  <main><ul>{_FRONT}</ul></main>", title="Home"),
    "/german": page(article(GERMAN * 2, "Stadtrat beschließt Hafenbahn"), title="Hafenbahn", language="de"),
    "/paid": page(article() + _PAID),
    "/empty": page("  <main></main>", title="Empty"),
    "/long": page(article(tuple(f"{text} (Part {n}.)" for n in range(120) for text in PARAGRAPHS))),
}
HEADERS = {"/strict": {"Content-Security-Policy": _STRICT}}


class _Handler(QuietHandler):
    def get(self) -> None:
        path = self.path.partition("?")[0]
        body = PAGES.get(path, "").encode()
        kind = {"Content-Type": "text/html; charset=utf-8"}
        self.answer(200 if body else 404, body, kind | HEADERS.get(path, {}))


@contextmanager
def newsroom() -> Iterator[int]:
    """The port on which the site answers meanwhile."""
    with running(listening(_Handler)) as port:
        yield port

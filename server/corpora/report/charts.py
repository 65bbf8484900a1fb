"""Charts as SVG that needs no script and takes its colours from the page, on light and on dark; every bar is a link."""

import sys
from collections.abc import Sequence
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pygal
from markupsafe import Markup
from pygal.style import Style

# pygal looks for plug-ins of its own at every later import of the process, in a way that Python warns of.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

_WIDTH = 760
_ROW = 27


class Point(NamedTuple):
    """One value of a chart: what it says when pointed at, and where it leads."""

    value: float
    tooltip: str
    href: str


class Chart(NamedTuple):
    """A drawn chart and what its colours mean: names and colours."""

    svg: Markup
    legend: list[tuple[str, str]]


class Series(NamedTuple):
    """Points of one colour; a missing one is None."""

    name: str
    colour: str
    points: Sequence[Point | None]


def bars(id_: str, title: str, labels: Sequence[str], series: Sequence[Series]) -> Chart:
    """Horizontal bars, one a label from above down, with the series one after the other in each."""
    chart = pygal.HorizontalStackedBar(
        **_common(series),
        height=40 + _ROW * len(labels),
        spacing=9,
        truncate_label=28,
        show_y_guides=False,
        show_x_guides=True,
    )
    chart.x_labels = list(reversed(labels))
    for one in series:
        chart.add(one.name, [_value(point) for point in reversed(one.points)])
    return Chart(_drawn(chart, id_, title), [(one.name, one.colour) for one in series])


def lines(id_: str, title: str, labels: Sequence[str], series: Sequence[Series]) -> Chart:
    """One line a series over `labels`."""
    step = max(len(labels) // 8, 1)
    chart = pygal.Line(
        **_common(series),
        height=280,
        dots_size=3.5,
        show_minor_x_labels=False,
        truncate_label=12,
        x_labels_major_every=step,
        min_scale=2,
    )
    chart.x_labels = list(labels)
    for one in series:
        chart.add(one.name, [_value(point) for point in one.points])
    return Chart(_drawn(chart, id_, title), [(one.name, one.colour) for one in series])


def _common(series: Sequence[Series]) -> dict[str, Any]:
    faded, rule = "var(--faded)", "var(--rule)"
    style = Style(
        background="transparent",
        plot_background="transparent",
        foreground=faded,
        foreground_strong=faded,
        foreground_subtle=faded,
        guide_stroke_color=rule,
        major_guide_stroke_color=rule,
        guide_stroke_dasharray="0",
        major_guide_stroke_dasharray="0",
        colors=tuple(one.colour for one in series),
        opacity="1",
        opacity_hover="0.75",
        transition="0s",
        font_family="inherit",
        label_font_size=13,
        major_label_font_size=13,
    )
    return {
        "title": None,
        "style": style,
        "js": (),
        "width": _WIDTH,
        "margin": 6,
        "margin_right": 28,
        "show_legend": False,  # the page has its own, in words that wrap
        "stroke_style": {"width": 2},
        "print_values": False,
        "include_x_axis": True,
        "order_min": 0,
        "formatter": lambda value: f"{value:,.0f}",
    }


def _value(point: Point | None) -> dict[str, Any] | None:
    if point is None:
        return None
    return {"value": point.value, "tooltip": point.tooltip, "xlink": {"href": point.href, "target": "_self"}}


def _drawn(chart: Any, id_: str, title: str) -> Markup:  # noqa: ANN401 (pygal has no types)
    chart.uuid = id_
    root = chart.render_tree()
    root.set("role", "group")
    root.set("aria-label", title)
    for parent in list(root.iter()):
        for child in list(parent):
            # What a page without scripts has no use for: settings for pygal's own script, its tooltip, its comments.
            if child.tag in ("script", "desc", ElementTree.Comment) or "tooltip-overlay" in child.get("class", ""):
                parent.remove(child)
            elif child.tag == "title" and parent is root:
                child.text = title
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 (escaped by ElementTree)

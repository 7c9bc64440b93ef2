"""The curves of risk against coverage as a picture; the only file that imports leather."""

from collections.abc import Mapping, Sequence
from math import ceil
from pathlib import Path

import leather

from retrieval.evaluation import Point, area_under

# More points than this on a curve are not told apart by the eye.
_POINTS = 200
_WIDTH, _HEIGHT = 900, 560
_MOST_GUIDES = 6
_ROUND = (1, 2, 5, 10, 20)
# Okabe and Ito's palette, which the colour-blind tell apart.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999", "#000000")
_FONT = "DejaVu Sans, Verdana, sans-serif"
_INK = "#333333"


def draw(curves: Mapping[str, Sequence[Point]], file: Path) -> None:
    """Write an SVG with one line a curve; the same curves give the same bytes."""
    _dress()
    step = _step(curves)
    top = step * ceil(_highest(curves) / step)
    titles = {name: f"{name}: {area_under(curve):.3f}" for name, curve in curves.items()}
    # a single curve gets no legend
    told = "each" if len(titles) > 1 else next(iter(titles.values()), "each")
    chart = leather.Chart(f"Wrong answers among the surest answers; area under the curve, {told}")
    chart.add_x_scale(0, 100)
    chart.add_y_scale(0, top)
    chart.add_x_axis(range(0, 101, 20), _percent, "coverage: answers given, the surest first")
    chart.add_y_axis(range(0, top + 1, step), _percent, "risk: wrong ones among them")
    for place, (name, curve) in enumerate(curves.items()):
        colour = _COLOURS[place % len(_COLOURS)]
        chart.add_line(_line(curve), name=titles[name], stroke_color=colour)
    file.write_text(chart.to_svg(None, _WIDTH, _HEIGHT), encoding="utf-8")


def _dress() -> None:
    """Dress all charts: the library keeps their looks in one place."""
    theme = leather.theme
    theme.background_color = "#ffffff"
    theme.margin = 0.03
    theme.label_color = theme.axis_title_color = theme.legend_color = theme.title_color = _INK
    theme.tick_font_family = theme.axis_title_font_family = _FONT
    theme.legend_font_family = theme.title_font_family = _FONT


def _line(curve: Sequence[Point]) -> list[tuple[float, float]]:
    step = max(1, len(curve) // _POINTS)
    points = [*curve[::step], *curve[-1:]]
    return [(100 * point.coverage, 100 * point.risk) for point in points] or [(0.0, 0.0)]


def _step(curves: Mapping[str, Sequence[Point]]) -> int:
    """The percents between two guides: round ones, so that there are not too many."""
    return next(step for step in _ROUND if step * _MOST_GUIDES >= _highest(curves))


def _highest(curves: Mapping[str, Sequence[Point]]) -> float:
    """The highest risk in percent; something above zero where there is none."""
    return max((100 * p.risk for curve in curves.values() for p in curve), default=0.0) or 1.0


def _percent(value: float, _place: int, _ticks: int) -> str:
    return f"{value:.0f} %"

"""Line charts as SVG, small enough to need no library."""

import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 640, 360, 60, 44, 190, 50
_COLOURS = ("#1b6ca8", "#d1495b", "#3a7d44", "#edae49", "#6d597a", "#555555")

Points = Sequence[tuple[float, float]]


def lines(
    title: str, x: str, y: str, series: Mapping[str, Points], *, log: bool = False, note: str = ""
) -> str:
    """One line a series; *log* spaces x by its logarithm. Both axes begin at 0, or x at its least."""
    points = [point for some in series.values() for point in some]
    low, high = (min(p[0] for p in points) if log else 0.0), max(p[0] for p in points)
    top = _ceiling(max(p[1] for p in points))

    def at(point: tuple[float, float]) -> tuple[float, float]:
        share = math.log(point[0] / low) / math.log(high / low) if log else point[0] / high
        return _LEFT + share * _wide(), _TOP + (1 - point[1] / top) * _high()

    ticks = sorted({p[0] for p in points}) if log else [high * n / 5 for n in range(6)]
    parts = [_frame(title, x, y, top, note)]
    parts += [_text(at((tick, 0))[0], _HEIGHT - 34, f"{tick:,.4g}", "middle") for tick in ticks]
    for number, (name, some) in enumerate(series.items()):
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in map(at, some))
        colour = _COLOURS[number % len(_COLOURS)]
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>'
            for px, py in map(at, some)
        ]
        parts.append(_legend(number, name))
    return _svg(parts)


def _wide() -> float:
    return _WIDTH - _LEFT - _RIGHT


def _high() -> float:
    return _HEIGHT - _TOP - _BOTTOM


def _ceiling(value: float) -> float:
    """The next round number."""
    step = 10 ** math.floor(math.log10(max(value, 1e-9)))
    return next(step * n for n in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * n >= value)


def _frame(title: str, x: str, y: str, top: float, note: str) -> str:
    parts = [_text(_LEFT, 18, title, "start", 14), _text(_LEFT, 34, f"{y}. {note}", "start", 10)]
    for n in range(5):
        height = _TOP + _high() * n / 4
        parts.append(
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{height}" y2="{height}" stroke="#ddd"/>'
        )
        parts.append(_text(_LEFT - 6, height + 4, f"{top * (4 - n) / 4:.4g}", "end"))
    return "".join([*parts, _text(_LEFT + _wide() / 2, _HEIGHT - 14, x, "middle")])


def _legend(number: int, name: str) -> str:
    y = _TOP + 10 + 18 * number
    square = f'<rect x="{_WIDTH - _RIGHT + 14}" y="{y - 9}" width="10" height="10" fill="{_COLOURS[number % 6]}"/>'
    return square + _text(_WIDTH - _RIGHT + 30, y, name, "start")


def _text(x: float, y: float, text: str, anchor: str, size: int = 11) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{escape(text)}</text>'


def _svg(parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif">'
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *parts, "</svg>\n"])

"""The checked text as one self-contained page: its numbers in place, below them each verdict with its evidence."""

from dataclasses import dataclass

from markupsafe import Markup

from summarizer.renderers import words
from summarizer.renderers.draft import Judged, Language, Piece, left_why, lines_of, pieces, told, why
from summarizer.renderers.html import policy
from summarizer.renderers.html.parts import environment, resource
from summarizer.schema import Check, Evidence


@dataclass(frozen=True, slots=True)
class Quote:
    """A run of the source, cut at the figure that is meant."""

    before: str
    number: str
    after: str


def to_html(judged: Judged, language: Language) -> str:
    """``judged`` as one HTML document without script."""
    at = ("zh", "en").index(language)
    cut, style = pieces(judged), resource("draft.css")
    counted = [(name, getattr(judged.counts, name)) for name in words.SIGNS]
    left = list(dict.fromkeys((one.text, left_why(one, language)) for one in judged.found.unchecked))
    return environment().get_template("draft.html.jinja").render(
        judged=judged, language=language, pieces=cut, lines=lines_of(cut), signs=words.SIGNS, left=left,
        style=Markup(style), policy=policy(style, ""),
        hint=lambda piece: _hint(piece, judged, language),
        told=lambda check: told(check, judged, language),
        quotes=lambda check: [quoted(piece, check, judged) for piece in check.evidence],
        said={
            "against": ("依据：", "Against:")[at],
            "verdicts": [(name, f"{words.SIGNS[name]} {words.VERDICTS[name][at]} {count}") for name, count in counted],
            "left": f"{words.UNCHECKED[at]} {len(judged.found.unchecked)}",
            "numbers": ("逐数核对", "Each number")[at],
            "unchecked": ("未核对的数字", "Numerals that were not checked")[at],
            "reasons": {reason: both[at] for reason, both in words.REASONS.items()},
        },
    )  # fmt: skip


def quoted(piece: Evidence, check: Check, judged: Judged) -> Quote:
    """``piece`` of the source cut at the figure that ``check`` names, where it names one in it."""
    for name in check.figures:
        span = judged.figures.get(name)
        if span is not None and piece.start <= span.start and span.end <= piece.end:
            start, end = span.start - piece.start, span.end - piece.start
            return Quote(piece.text[:start], piece.text[start:end], piece.text[end:])
    return Quote(piece.text, "", "")


def _hint(piece: Piece, judged: Judged, language: Language) -> str:
    if piece.left is not None:
        return left_why(piece.left, language)
    return "\n".join(why(piece.check, judged, language)) if piece.check is not None else ""

"""Claims that are true by construction: the source's own clause, shortened, or worded in English by template."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from summarizer.base.resources import text as resource
from summarizer.language.glossary import Glossary
from summarizer.outline.structure import Outline
from summarizer.quantities.figure import Figure
from summarizer.quantities.locate import locate
from summarizer.quantities.wording import english_quantity

_BREAK = re.compile(r"[，。；;！？：\n]|,(?!\d)")
_END = re.compile(r"[。；;！？\n]")
_WHITE = re.compile(r"\s+")
#: Two cells of a table are not glued into one number; a number typed digit by digit is one.
#: A number broken by a line's or a page's end is written in one piece in a claim.
_PAGE_BREAK = re.compile(r"[ \t\u3000]*\n\s*(?:[-—–－─]\s*\d{1,4}\s*[-—–－─]?\s*\n\s*)?")
_APART = re.compile(r"(?<=\d\d)\s+(?=\d)|(?<=\d)\s+(?=\d\d)|(?<=\d)\s*\n\s*(?=\d)")
#: So many characters at least must say what a number is.
_LEAST = 4
#: How far to the left the words stand that say what a number is.
_LEFT = 45
#: Two figures farther apart than this are no neighbours.
_NEAR = 80
#: Words that make a number a goal: a claim that cuts them off must put one in.
_GOAL = re.compile(r"力争|确保|争取|计划|预期|目标|拟|力求|努力|奋力|将")
#: Share of a measure's characters that must be known before it is told in English.
_KNOWN = 0.6


@dataclass(frozen=True, slots=True)
class Told:
    """One number in a claim: where it stands, how it is written, and the source's figure that it tells."""

    start: int
    end: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Claim:
    """A true text; ``told`` are the numbers to play with, ``style`` how it was made."""

    text: str
    language: str
    style: str
    told: tuple[Told, ...]

    def written(self, at: int = 0) -> str:
        """The number ``told[at]`` as it is written here."""
        return self.text[self.told[at].start : self.told[at].end]


def claims_of(outlined: Outline, figures: Sequence[Figure]) -> Iterator[Claim]:
    """True claims about the figures of one report, in both languages, in text order; always the same."""
    text = outlined.document.text
    # A cell of money has its unit from the table's head: told without the head it is another amount.
    kept = [figure for figure in figures if figure.is_figure and not (figure.kind == "money" and figure.text.isascii())]
    for index, figure in enumerate(kept):
        window = _window(text, (figure,))
        if _says_something(window) and not _among_glued(kept, index):
            yield window
        # Cut from its 由, what was before would be told as what is.
        if len(figure.measure) >= _LEAST and figure.aspect != "earlier" and _bears(figure):
            yield _short((figure,))
        english = _english((figure,))
        if english:
            yield english
        near = _neighbour(text, kept, index)
        if near is not None and not _among_glued(kept, index):
            pair = (figure, near)
            yield _window(text, pair)
            if figure.measure and near.measure and figure.measure != near.measure:
                yield _short(pair)
                told = _english(pair)
                if told:
                    yield told


def _bears(figure: Figure) -> bool:
    """Whether measure and number alone say the figure's qualifier: one 以上 behind a list is said of each number."""
    read = locate(f"{figure.measure}{figure.text}", language="zh")
    return any(one.text == figure.text and one.qualifier == figure.qualifier for one in read)


def _says_something(claim: Claim) -> bool:
    """Whether there are words beside the number: 国23个 out of a broken table is no claim."""
    words = claim.text.removeprefix("计划：").replace(claim.written(), "")
    return sum("\u3400" <= letter <= "\u9fff" for letter in words) >= _LEAST


def _among_glued(figures: Sequence[Figure], index: int) -> bool:
    """Whether cells of a table that were run together (41815092 for 418 and 15092) stand in the figure's window."""
    near = [
        one for one in figures[max(0, index - 12) : index + 12] if abs(one.start - figures[index].start) < 2 * _LEFT
    ]
    return any(one.end == other.start for one, other in pairwise(near))


def _neighbour(text: str, figures: Sequence[Figure], index: int) -> Figure | None:
    """The next figure of the same unit with another value in the same statement."""
    one = figures[index]
    for other in figures[index + 1 : index + 8]:
        between = text[one.end : other.start]
        if len(between) > _NEAR or _END.search(between):
            return None
        same = other.unit == one.unit and other.direction == one.direction and other.kind == one.kind
        if same and other.value is not None and one.value is not None and other.value != one.value:
            return other
    return None


def _window(text: str, figures: Sequence[Figure]) -> Claim:
    """The source's own words around the figures, from a clause's beginning to a clause's end."""
    first, last = figures[0], figures[-1]
    left = text[max(0, first.start - 2 * _LEFT) : first.start]
    stops = [match.end() for match in _END.finditer(left)]
    left = left[stops[-1] :] if stops else left
    breaks = [match.end() for match in _BREAK.finditer(left) if len(left) - match.end() <= _LEFT]
    if len(left) > _LEFT and breaks:
        left = left[breaks[0] :]
    right = text[last.end : last.end + 30]
    stop = _BREAK.search(right)
    right = right[: stop.start()] if stop else ""
    return _assembled("zh", "window", [*_lead(figures, left), *_interleaved(text, figures, left, right)])


def _lead(figures: Sequence[Figure], left: str) -> list[str | Figure]:
    """计划 before a goal that is cut out of the plan it stands in."""
    return ["计划："] if any(figure.aspect == "target" for figure in figures) and not _GOAL.search(left) else []


def _interleaved(text: str, figures: Sequence[Figure], left: str, right: str) -> list[str | Figure]:
    pieces: list[str | Figure] = [_set_apart(_squeezed(left))]
    for at, figure in enumerate(figures):
        pieces.append(figure)
        follows = figures[at + 1].start if at + 1 < len(figures) else None
        pieces.append(_set_apart(_squeezed(text[figure.end : follows])) if follows is not None else _squeezed(right))
    return [*pieces, "。"]


def _set_apart(left: str) -> str:
    """``left`` with a space where the number behind it would go on with its last digit."""
    return f"{left} " if left[-1:].isdigit() else left


def _squeezed(text: str) -> str:
    return " ".join(_WHITE.sub("", piece) for piece in _APART.split(text))


def _short(figures: Sequence[Figure]) -> Claim:
    pieces: list[str | Figure] = []
    for figure in figures:
        pieces += [_said(figure), figure, "，"]
    return _assembled("zh", "short", [*_lead(figures, "".join(f.measure for f in figures)), *pieces[:-1], "。"])


def _said(figure: Figure) -> str:
    """The measure with the change, as a clause that leads up to the number."""
    measure = _squeezed(figure.measure).replace("：", "中")
    if figure.aspect == "earlier":
        return f"{measure}原为"
    return f"{measure}{_squeezed(figure.change)}" if figure.change and not measure.endswith(figure.change) else measure


def _assembled(language: str, style: str, pieces: Sequence[str | Figure]) -> Claim:
    text, told = "", []
    for piece in pieces:
        if isinstance(piece, Figure):
            written = _PAGE_BREAK.sub("", piece.text)
            told.append(Told(len(text), len(text) + len(written), piece))
            text += written
        else:
            text += piece
    return Claim(text, language, style, tuple(told))


# --- English ------------------------------------------------------------------------------------------------------


def _english(figures: Sequence[Figure]) -> Claim | None:
    """ "Administrative penalties: …" by the glossary's terms; None where it knows too little of a measure."""
    text, told = "", []
    names = [english_measure(figure.measure) for figure in figures]
    if not all(names) or len(set(names)) < len(names):
        return None
    for at, (figure, name) in enumerate(zip(figures, names, strict=True)):
        quantity = english_quantity(figure)
        if not re.search(r"\d", quantity):
            return None
        lead = "" if not at else " and "
        text += f"{lead}{name} {_verb(figure)} "
        told.append(Told(len(text), len(text) + len(quantity), figure))
        text += quantity
    return Claim(text[:1].upper() + text[1:] + ".", "en", "template", tuple(told))


def _verb(figure: Figure) -> str:
    if figure.aspect == "earlier":
        return "was previously"
    if figure.aspect == "target":
        return {"up": "is to rise by", "down": "is to fall by", "": "will be"}[figure.direction]
    return {"up": "rose by", "down": "fell by", "": "was"}[figure.direction]


def english_measure(measure: str) -> str:
    """A measure word by word, "" where too little of it is known.

    The glossary's terms first, between them the words of the matching lexicon. That is the vocabulary of the verifier
    too: these claims try the binding of numbers, not the translation of words. For words of a translator's own see
    the sentences that a model wrote (``benchmarks.model_sentences``).
    """
    squeezed = _squeezed(measure)
    words = _by_first_letter()
    found: list[str] = []
    letters = covered = at = 0
    terms = {span.start: (span.end, term.en) for span, term in Glossary.load().spans_in(squeezed)}
    while at < len(squeezed):
        letters += "\u3400" <= squeezed[at] <= "\u9fff"
        end, english = terms.get(at) or _word_at(words, squeezed, at)
        if english:
            found.append(english.partition(" (")[0])
            covered += end - at
            letters += end - at - 1
        at = max(end, at + 1)
    return ", ".join(dict.fromkeys(found)) if letters and covered >= _KNOWN * letters else ""


def _word_at(words: dict[str, list[tuple[str, str]]], text: str, at: int) -> tuple[int, str]:
    for chinese, english in words.get(text[at], ()):
        if text.startswith(chinese, at):
            return at + len(chinese), english
    return at, ""


@cache
def _by_first_letter() -> dict[str, list[tuple[str, str]]]:
    """The lexicon turned around: Chinese words by their first character, the longest first, each with its English."""
    found: dict[str, dict[str, str]] = {}
    for line in resource("prompts", "lexicon.tsv").splitlines():
        if line and not line.startswith("#"):
            english, chinese = line.split("\t")[:2]
            if not chinese:
                continue  # a word that tells nothing of a thing
            word = chinese.split()[0]  # the others are looser
            found.setdefault(word[0], {}).setdefault(word, english.split()[0])
    return {head: sorted(group.items(), key=lambda item: -len(item[0])) for head, group in found.items()}

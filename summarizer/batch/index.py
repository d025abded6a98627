"""index.html over a batch: one row for each report, self-contained, nothing in it that runs.

A Content-Security-Policy allows the one style sheet by its hash and nothing else; every word is escaped, and control
characters are shown, never sent.
"""

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from summarizer.batch.table import FINISHED, Job, Table
from summarizer.renderers.visible import visible

_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", sans-serif }
body { margin: 2rem auto; max-width: 76rem; padding: 0 1rem }
h1 { font-size: 1.4rem } .scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; min-width: 56rem }
abbr { text-decoration: none }
th, td { border-bottom: 1px solid #8884; padding: .35rem .6rem; text-align: left; vertical-align: top }
.q { text-align: right; font-variant-numeric: tabular-nums } .failed, .rejected { color: #c22 }
.incomplete, .review { color: #a60 } small { opacity: .75 }
"""
_HEADS = (
    "报告 Report", "发文机关 Issuer", "年度 Year", "状态 State", '<abbr title="有据 supported">✓</abbr>',
    '<abbr title="待核 review">?</abbr>', '<abbr title="不符 rejected">✗</abbr>', "未用 Unused", "令牌 Tokens",
)  # fmt: skip
_LEGEND = (
    "每份报告中数字的核对结果：✓ 有据，? 待核，✗ 不符；未用：原文有而简报未提的数据。 The numbers of each brief: "
    "✓ supported, ? for review, ✗ rejected; unused: figures of the report that its brief leaves out."
)


def page(table: Table, way: str | None = "") -> Iterator[str]:
    """The page, part by part, in the order of the jobs; ``way`` leads to their folders, None where no link can."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    status = table.status()
    yield (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n<title>简报 Briefs</title>\n<style>{_STYLE}</style>\n</head>\n'
    )
    counted = " · ".join(f"{count} {state}" for state, count in status.items() if count)
    total = table.totals()
    tokens = f"{total.prompt_tokens:,} + {total.completion_tokens:,} tokens, {total.calls:,} calls"
    yield (
        f"<body>\n<h1>简报 Briefs</h1>\n<p>{_text(counted)}<br><small>{tokens}</small></p>\n"
        f"<p><small>{_LEGEND}</small></p>\n"
        '<p><a href="figures.csv">figures.csv</a> · <a href="items.jsonl">items.jsonl</a></p>\n'
        '<div class="scroll"><table>\n<thead><tr>'
        + "".join(f'<th scope="col"{_right(at)}>{head}</th>' for at, head in enumerate(_HEADS))
        + "</tr></thead>\n<tbody>\n"
    )
    for job in table.each():
        yield _row(job, table.names(job.id), way)
    yield "</tbody></table></div>\n</body>\n</html>\n"


def _row(job: Job, paths: list[str], way: str | None) -> str:
    title = job.about.get("title") or job.name
    shown = _text(title)
    if job.state in FINISHED and way is not None:
        shown = f'<a href="{way}{quote(job.folder, safe="")}/{job.about.get("page", "brief.json")}">{shown}</a>'
    names = ", ".join(dict.fromkeys(path.rpartition("/")[2] for path in paths)) or job.name
    reason = f"<br><small>{_text(job.reason)}</small>" if job.reason else ""
    counts, usage = job.counts, job.usage
    tokens = f"{usage.prompt_tokens:,} + {usage.completion_tokens:,}"
    # What was never checked has no counts: a row of noughts would read as "all numbers fine".
    checked = job.state in FINISHED
    cells = (
        f"{shown}<br><small>{_text(names)}</small>",
        _text(job.about.get("issuer", "")),
        _text(job.about.get("year", "")),
        f'<span class="{job.state}">{job.state}</span>{reason}',
        _count(counts.supported, "", checked),
        _count(counts.review, "review", checked),
        _count(counts.rejected, "rejected", checked),
        _count(job.unused, "", checked),
        tokens,
    )
    return "<tr>" + "".join(f"<td{_right(at)}>{cell}</td>" for at, cell in enumerate(cells)) + "</tr>\n"


def _count(number: int, kind: str, checked: bool) -> str:
    if not checked:
        return "–"
    return f'<span class="{kind}">{number:,}</span>' if number and kind else f"{number:,}"


def _right(column: int) -> str:
    return ' class="q"' if column >= 4 else ""


def _text(words: str) -> str:
    return escape(visible(words))

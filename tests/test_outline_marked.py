"""Reports in the genre's many styles, with their outline marked in them: as text, page, Word file and PDF."""

import html
import re

import pytest

from benchmarks.marked import Marked, marked_reports
from summarizer.outline import outline
from summarizer.readers import read
from tests.made_pdf import pdf, prose
from tests.test_readers_docx import NUMBERING, numbered, p, packed

REPORTS = {report.name: report for report in marked_reports()}
FORMS = ["a01_education_bureau", "a03_court", "b01_three_level_ordinals", "b06_tail_semicolon"]


@pytest.mark.parametrize("name", REPORTS)
def test_the_outline_is_the_one_that_is_marked(name: str) -> None:
    report = REPORTS[name]
    found = outline(read(report.text))
    assert report.untold(found) == {}
    assert min(report.scores(found).values()) > 0.99, report.scores(found)


def page(report: Marked) -> bytes:
    title = report.told["title"]
    body = "".join(f"<p>　　{html.escape(line)}</p>" for line in report.text.split("\n") if line.strip())
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_青岚区人民政府</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2025-01-19 10:21"></head><body>
<div><a href="/">设为首页</a>|<a href="#">加入收藏</a></div><ul><li><a>首页</a></li><li><a>办事服务</a></li></ul>
<div>您现在的位置：<a>首页</a> &gt; <a>政务公开</a> &gt; <a>工作总结</a> &gt; 正文</div><div><h1>{title}</h1>
<div>发布时间：<span>2025-01-19</span>　作者：办公室　浏览次数：<span>1283</span>　字体：<a>大</a> <a>中</a>
<a>小</a>　<a>打印</a></div>
<div>分享到：<a>微信</a><a>微博</a></div><div>{body}</div><div>扫一扫在手机打开当前页</div><div>【打印本页】【关闭窗口】</div>
<p>上一篇：<a>2024年第四季度政府网站检查情况的通报</a></p><p>下一篇：<a>没有了</a></p></div>
<div>相关文章<ul><li><a>某局2021年工作总结</a></li></ul></div>
<div>版权所有：青岚区人民政府　主办：区政府办公室　网站标识码：1000000001　某ICP备10000001号-1</div></body></html>
""".encode()


def word(report: Marked) -> bytes:
    """The numbers of its headings left to Word to count."""
    levels = ((r"[一二三四五六七八九十]+、", 0), (r"（[一二三四五六七八九十]+）", 1), (r"\d+[.．、]", 2))
    body = ""
    for line in filter(str.strip, report.text.split("\n")):
        level = next(((match.end(), n) for pattern, n in levels if (match := re.match(pattern, line))), None)
        body += p(html.escape(line)) if level is None else p(html.escape(line[level[0] :]), numbered(level[1]))
    return packed(body, numbering=NUMBERING)


def printed(report: Marked) -> bytes:
    """With a running head, and page numbers inside the sentences."""
    pages: list[list[tuple[object, ...]]] = [[]]
    top = 100.0
    for line in filter(str.strip, report.text.split("\n")):
        for _, left, _, words in prose(line, 0.0):
            if top > 745:
                pages.append([])
                top = 100.0
            pages[-1].append(("text", left, top, words))
            top += 27
    for number, each in enumerate(pages, 1):
        each += [("text", 280, 800, f"- {number} -"), ("text", 200, 50, "青岚区年度报告汇编")]
    return pdf(*pages)


@pytest.mark.parametrize("form", [page, word, printed])
@pytest.mark.parametrize("name", FORMS)
def test_the_same_report_as_it_is_published_has_the_same_items(name: str, form: object) -> None:
    report = REPORTS[name]
    assert callable(form)
    found = outline(read(form(report)))
    assert report.untold(found) == {}

    def bare(words: str) -> str:
        return re.sub(r"\s|^[（(]?[一二三四五六七八九十\d]+[）)、.．]|[。；]$", "", words)

    for kind in ("problems", "plans"):
        told = [bare(item.text) for item in found.items if item.kind == kind]
        assert told == [bare(bare(report.text[start:end])) for start, end in report.items[kind]] or [
            bare(words) for words in told
        ] == [bare(report.text[start:end]) for start, end in report.items[kind]]

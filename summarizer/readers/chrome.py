"""Page furniture in a text: navigation, buttons, counters, header fields, page numbers.

Marked as regions, never deleted. Fields such as 发布时间 are furniture only around the report, not inside
it; buttons and page numbers are furniture wherever they stand on a line of their own.
"""

import re
from collections.abc import Iterator

from summarizer.base.document import Region
from summarizer.language.lexicon import Rule
from summarizer.language.sentences import PAGE_LINE

_LINE = re.compile(r"[^\r\n\f\v]+")
# Longer ones before those that they begin with: a word once taken is not given back, so that no line, however it
# repeats them, is tried in more ways than one.
_BUTTON_WORDS = (
    r"返回(?:顶部|首页|列表|上页)|回到顶部|(?:关闭|打印|收藏|分享|保存)(?:本页|本文|此页|当前页|窗口|页面|文章)[：:]?"
    r"|(?:我要)?(?:打印|收藏|分享|下载)(?:本?页面?|本文|到)?[：:]?|关闭|点击关闭|[上下]一[篇页条]"
    r"|(?:用)?手机(?:扫一扫|查看|浏览)|一键分享|语音播[报放]|我要纠错|视力保护色[：:]?"
    r"|扫一扫[ ]?[^。\s]{0,20}|(?:浏览|点击|访问|阅读)(?:数|量|次数)?[：:][ \-—\d次]*"
    r"|(?:浏览(?:次数|量)|(?:点击|访问|阅读)(?:数|量|次数))[ \-—\d次]*|微信|微博|新浪微博|QQ空间|QQ好友|朋友圈"
    r"|附件下载|相关(?:附件|链接|文章|稿件|文档|信息)[：:]?|【?字[体号][：:]?[大中小]{0,3}】?|【?[ ]?[大中小][ ]?】?"
    r"|\[[大中小]\]|网站地图|联系我们|设为首页|加入收藏|无障碍(?:浏览|阅读)?|长者模式|简体|繁体|EN|RSS"
    r"|A[+-]"
)
_PARTED = r"[ \t\u3000\xa0|｜丨/·•，,【】\[\]（）()「」<>]*+"
_BUTTONS = Rule(
    "buttons of a page",
    rf"{_PARTED}(?:(?>{_BUTTON_WORDS}){_PARTED})++",
    yes=("⟨打印 关闭⟩", "⟨字体：大中小⟩", "⟨返回顶部⟩"),
    no=("打通断头路",),
)
_NAVIGATION = Rule(
    "the path to a page",
    r"[^。；]{0,20}(?:当前(?:所在)?(?:的)?位置|您?(?:现在)?所在(?:的)?位置|您的位置)[ ]?[：:]?[^。；]{0,160}"
    r"|首页[ \xa0]*(?:>|›|»|/|＞|→|-)[^。；]{0,160}|今天是[^。；]{0,60}|欢迎(?:访问|光临|您)[^。；]{0,40}"
    r"|[ \t\u3000【]*(?:上|下)一[篇页条][：:】][^。；]{0,80}"
    r"|[^。]{0,40}(?:版权所有|ICP备|公网安备|网站标识码|技术支持[：:]|主办单位[：:][^。]{0,40}承办)[^。]{0,120}"
    r"|[=＝*＊_-]{4,}[^。]{0,12}[=＝*＊_-]{4,}|页面链接与图片[^。]{0,40}",
    yes=("⟨当前位置：首页 > 政务公开⟩", "⟨首页 > 政务公开⟩", "⟨版权所有 云河县人民政府⟩"),
    no=("位置优越",),
)
_FIELD = Rule(
    "a field of a page",
    r"[ \t\u3000]*[\[【]?(?:标题|题名|名称|发布(?:时间|日期|机构|单位)|发文(?:时间|日期|单位|机关|字号)"
    r"|成文(?:时间|日期)|生成日期|公开(?:时间|日期)|更新时间|时间|日期|文号|栏目|分类"
    r"|索引号|主题词|主题分类|信息(?:来源|类别|分类)|(?:文章|稿件)?来源(?: ?URL)?|原文链接|网址|链接"
    r"|本地目录|作者|(?:责任)?编辑|审核|报告人|正文|有效性|关键词|内容概述|(?:浏览|点击)次数)"
    r"[\]】]?[ \u3000]?[：:][^。；]{0,220}",
    yes=("⟨发布时间：2024-01-05⟩", "⟨索引号：0001/2024-1⟩", "⟨来源：云河日报⟩"),
    no=("时间过半",),
)
# A one-line dump: navigation, then the title, then buttons, then at once the report.
_INLINE_HEAD = Rule(
    "the head of a page in one line",
    r"[^。；]{0,20}(?:当前(?:所在)?位置|您?所在(?:的)?位置)[：: ][^。；]{0,300}?(?:\d{1,2}:\d{2}|QQ空间|打印|分享)"
    rf"(?:{_PARTED}(?>{_BUTTON_WORDS}|(?:信息)?来源[：:][ ]?[^\s。，；：]{{2,24}}(?=\s)"
    rf"|(?:作者|责任编辑|编辑|审核)[：:][ ]?[^\s。，；：]{{2,8}}(?=\s)))*+{_PARTED}",
    yes=("⟨您所在位置：首页 政务公开 云河县报告 打印⟩",),
    no=("位置优越。",),
)
_INLINE_TAIL = Rule(
    "the foot of a page in one line",
    rf"(?<=[。！）)])[ \xa0]*+(?:(?:信息)?来源[：:][^。；]{{2,40}}?)?(?:[ \xa0]*+(?>{_BUTTON_WORDS}))++[ \xa0]*+$",
    yes=("特此报告。⟨ 打印 关闭⟩", "报告完毕。⟨来源：云河日报 分享⟩"),
    no=("特此报告。打印机5台",),
)
# A mirror site's address put into the middle of a word: 推进依法行www.example.com政.
_WATERMARK = Rule(
    "a site's address within a word",
    r"(?<=[一-鿿])(?<![录问址站见到在是为览陆于即])(?:https?://)?(?:[a-z0-9][a-z0-9-]{0,40}\.){1,4}(?:com|cn|net|org|info|cc|top)(?:/[a-z0-9/._-]{0,60})?"
    r"(?=[一-鿿])",
    yes=("推进依法行⟨www.example.com⟩政",),
    no=("登录www.example.com查询",),
    flags=re.IGNORECASE,
)
_FEWEST_CELLS, _MOST_LABELS = 4, 40
_LABELS = "labels"
WATERMARK = "watermark"
"""Label of furniture inside a sentence, which goes on behind it."""
_AROUND = 3000  # fields stand within so many characters of the beginning or the end


def chrome_regions(text: str) -> tuple[Region, ...]:
    """Regions of ``text`` that are not part of the report: kind "chrome", "page" (page numbers) or "table"."""
    regions = [*_lines(text), *_tables(text)]
    return tuple(sorted(regions, key=lambda region: (region.start, region.end)))


def is_furniture(run: str) -> bool:
    """Whether ``run``, one piece of a page, is a button, a path, a field or a notice around a report."""
    return len(run) <= 320 and bool(_furniture(run, 0, len(run)))


def _lines(text: str) -> Iterator[Region]:
    for match in _LINE.finditer(text):
        start, end = match.span()
        if not match.group().strip():
            continue
        if PAGE_LINE.fullmatch(match.group()):
            yield Region("page", start, end, "page number")
        elif end - start <= 320 and (label := _furniture(match.group(), start, len(text))):
            yield Region("chrome", start, end, label)
        elif end - start > 320:
            yield from _inside_line(text, start, end)
            yield from _watermarks(text, start, end)
        else:
            yield from _watermarks(text, start, end)


def _watermarks(text: str, start: int, end: int) -> Iterator[Region]:
    for mark in _WATERMARK.finditer(text, start, end):
        yield Region("chrome", *mark.span(), WATERMARK)


def _furniture(line: str, start: int, length: int) -> str:
    """What kind of furniture the whole line is, "" if none."""
    if _BUTTONS.fullmatch(line):
        return "buttons"
    if start < _AROUND or start > length - _AROUND:
        if _NAVIGATION.fullmatch(line):
            return "navigation"
        if _FIELD.fullmatch(line) or (line.strip().startswith(("（责任编辑", "(责任编辑")) and len(line) < 30):
            return "field"
    return ""


def _inside_line(text: str, start: int, end: int) -> Iterator[Region]:
    if start < _AROUND and (head := _INLINE_HEAD.match(text, start, min(end, start + 700))):
        yield Region("chrome", start, head.end(), "navigation")
    if end > len(text) - _AROUND and (tail := _INLINE_TAIL.search(text, max(start, end - 200), end)):
        yield Region("chrome", tail.start(), end, "buttons")


def _tables(text: str) -> Iterator[Region]:
    """Tables flattened into lines: cells that are bare numbers, with only short labels between them.

    A run of labels between two runs of cells is marked as ``_LABELS``: a heading may stand there, though
    most of what looks like one is the label of a row.
    """
    cells: list[tuple[int, int]] = []
    labels = 0
    ended: tuple[int, int] | None = None  # the table before, and how many short lines ago it ended
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if not line or PAGE_LINE.fullmatch(line):
            continue
        if len(line) <= 16 and line.replace(".", "").replace(",", "").replace("%", "").isdigit():
            cells.append(match.span())
            if len(cells) == _FEWEST_CELLS and ended is not None:
                yield Region("table", ended[0], cells[0][0], _LABELS)
                ended = None
            labels = 0
            continue
        labels += 1
        prose = len(line) > 40 or line[-1] in "。；"
        if cells and (labels > 6 or prose):
            if len(cells) >= _FEWEST_CELLS:
                yield Region("table", cells[0][0], cells[-1][1], "cells")
                ended = (cells[-1][1], 0)
            cells = []
        if ended is not None and (prose or labels > _MOST_LABELS):
            ended = None
    if len(cells) >= _FEWEST_CELLS:
        yield Region("table", cells[0][0], cells[-1][1], "cells")

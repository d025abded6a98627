"""What a document says about itself: title, issuing office, the period reported, dates, number.

Evidence is taken in the order in which it can be trusted: fields that the page or file states, the title
line, the signature, the opening words. What is not said stays empty. Each value is told with the place where it
stands and how sure it is; the office of a speech that never names it is guessed, and said to be.
"""

import re
from dataclasses import replace

from summarizer.base.document import Document, Metadata, Told
from summarizer.language.lexicon import Rule, pattern
from summarizer.outline import cues
from summarizer.outline.dates import published as date_published
from summarizer.outline.dates import signed as date_signed
from summarizer.outline.office import OFFICES, issuer, of_name
from summarizer.outline.period import period

_HEAD, _OPENING = 3000, 20_000
_FIELD = (
    r"(?m:^)[ \t\u3000]*(?:{})[ \u3000]?[：:][ \t\u3000]*([^\n\r]*?)(?=[ \t\u3000]+(?:[一-鿿]{{2,6}})[：:]"
    r"|[ \t\u3000]*$|[\n\r])"
)
_TITLE_FIELD = Rule(
    "the field of the title",
    _FIELD.format("标题|题名|名称"),
    yes=("⟨标题：云河市2023年工作总结⟩\n",),
    no=("标题党",),
    flags=re.MULTILINE,
)
_NUMBER_FIELD = Rule(
    "the field of the number",
    _FIELD.format("文号|发文字号|文件编号"),
    yes=("⟨文号：云府〔2024〕5号⟩\n",),
    no=("文号不详",),
    flags=re.MULTILINE,
)
_NUMBER = Rule(
    "the number of a document",
    r"[一-鿿]{1,12}[〔\[（(]\s?20\d{2}\s?[〕\]）)]\s?第?\s?\d{1,5}\s?号",
    yes=("⟨云府办〔2024〕5号⟩",),
    no=("第5号",),
)
_GENRE = (
    rf"(?:{pattern('report_name plan_intent', 'zh')}|工作情况|年度[^，\n]{{0,6}}决算(?:公开)?|预算执行情况(?:分析)?"
    r"|(?:会议?|大会)上的(?:讲话|发言))"
)
_TITLE_LINE = re.compile(rf"[ \t\u3000]*([^。；！？\n\r]{{0,60}}{_GENRE})(?:[（(][^）)\n]{{0,20}}[）)])?[ \t\u3000]*")
_NO_TITLE_LINE = Rule(
    "a line that is no title",
    r"[（(]?[一二三四五六七八九十\d]+[、.）)]|——|第[一二三四五六七八九]部分",
    yes=("⟨一、⟩总结", "⟨第一部分⟩ 总结"),
    no=("云河市2023年工作总结",),
)
_NAMES_WHO = Rule(
    "a title that names who",
    r"(?!全)[一-鿿]{1,14}(?:省|市|县|区|州|盟|旗|乡|镇|街道|局|厅|委|办|处|院|中心|公司)",
    yes=("⟨云河市财政局⟩2023年工作总结",),
    no=("全年工作总结",),
)
_INLINE_TITLE = Rule(
    "a title with fields behind it",
    rf"([一-鿿（）()\d\s]{{4,60}}?{_GENRE})[ \u3000](?=时间[：:]|发布|来源|本报告|\d{{4}})",
    yes=("⟨云河市2023年工作总结 ⟩时间：2024",),
    no=("工作总结 ",),
)
_GLUED_TITLE = Rule(
    "a title glued to the text",
    rf"\s*((?:[一-鿿]{{0,24}}?关于)?[一-鿿\d]{{4,50}}?{pattern('report_name', 'zh')})"
    rf"(?=[一-鿿、]{{2,16}}[：:]|(?:[一-鿿]{{2,20}}{pattern('office office_short', 'zh')})?[12]\d{{3}}年"
    r"|现将|本报告|一[、．])",
    yes=("⟨云河市2023年工作报告⟩各位代表：",),
    no=("云河市2023年计划",),
)
_WIDE = Rule("a full-width digit", r"[０-９]", yes=("⟨２⟩０２４",), no=("2024",))
_NARROW = {ord("０") + digit: str(digit) for digit in range(10)}
_SPEECH = Rule(
    "the words that open a speech",
    rf"我代表[一-鿿]{{0,12}}{pattern('government', 'zh')}[，,]?[^。]{{0,20}}?(?:报告|作)[^。，]{{0,12}}工作",
    yes=("⟨我代表市人民政府，向大会报告政府工作⟩",),
    no=("我代表市人民政府致谢",),
)


def describe(document: Document) -> Document:
    """The document with its metadata filled in; what the reader already found is kept."""
    if _WIDE.search(document.text[:_OPENING]):
        return _as_written(describe(replace(document, text=document.text.translate(_NARROW))), document)
    text, known = document.text, document.metadata
    own = _without_furniture(document)
    title = _chosen(document, _title(document, own))
    signature = date_signed(text)
    published = _known("published", known.published) or date_published(text, signature)
    office = issuer(title, text, known.issuer, own) or of_name(document.name, text)
    reported = _known("period", known.period) or period(title, own, published.value if published else "")
    number = _known("number", known.number) or _number(text[:_HEAD])
    told = tuple(each for each in (title, office, reported, published, number, signature) if each is not None)
    values = {each.field: each.value for each in told}
    return replace(document, metadata=Metadata(**values, told=told))


def _as_written(described: Document, document: Document) -> Document:
    """What was read with the digits ２０２３ taken for 2023, its title as written."""
    told = tuple(
        replace(each, value=_tight(document.text[each.start : each.end]))
        if each.field == "title" and each.end
        else each
        for each in described.metadata.told
    )
    title = next((each.value for each in told if each.field == "title"), "")
    return replace(described, text=document.text, metadata=replace(described.metadata, title=title, told=told))


def _known(field: str, value: str) -> Told | None:
    return Told(field, value, 0, 0, "stated", "the page's tags") if value else None


# --- title and number


def _chosen(document: Document, read: Told | None) -> Told | None:
    """The title that the tags state or that was ``read``: a file's tags are often those of the file it was made from.

    A page's tags are its office's own words about this page, unless they only name the site.
    """
    tagged = _known("title", document.metadata.title)
    if tagged is None or not cues.CHINESE.search(tagged.value):
        return read
    if document.media_type == "text/html" and re.search(_GENRE, tagged.value):
        return tagged
    return read or tagged


def _title(document: Document, own: str) -> Told | None:
    head = document.text[:_HEAD]
    if (field := _TITLE_FIELD.search(head)) and field.group(1).strip():
        return _titled(field.group(1), *field.span(1), "a field of the page")
    lines = [(start, line) for start, line in _lines(own[:_HEAD]) if line]
    for index, (start, line) in enumerate(lines[:12]):
        if len(line) > 80:
            break
        written = _tight(line)
        if not _TITLE_LINE.fullmatch(written):
            continue
        if index and re.match(r"\d{4}|关于", written) and OFFICES.fullmatch(lines[index - 1][1]):
            before, office = lines[index - 1]
            return _titled(office + line, before, start + len(line), "the title line")
        if not (_NO_TITLE_LINE.match(written) or (index and _titles_a_part(written))):
            return _titled(line, start, start + len(line), "the title line")
    if inline := _INLINE_TITLE.search(head[:600]):
        start = inline.start(1) + len(_last_crumb(head[: inline.start(1)], inline.group(1)))
        return _titled(head[start : inline.end(1)], start, inline.end(1), "the opening words")
    if glued := _GLUED_TITLE.match(head):
        return _titled(glued.group(1), *glued.span(1), "the opening words")
    if (speech := _SPEECH.search(head)) and re.search(cues.ADDRESS, head[: speech.start()]):
        return Told("title", "政府工作报告", *speech.span(), "inferred", "the words that hand it to the congress")
    return None


def _last_crumb(before: str, written: str) -> str:
    """The last step of the path to the page (首页 > 通知公告 云溪县…报告), which is no part of the title after it."""
    crumb = re.match(r"\s*\S+\s+(?=\S{8})", written)
    return crumb.group() if crumb and before.rstrip().endswith((">", "›", "»", "＞", "→", "/")) else ""


def _titles_a_part(written: str) -> bool:
    """2024年重点任务安排 titles a part of a report; 云溪县2023年工作总结, which names who reports, a report."""
    return cues.PART_TITLE.fullmatch(written) is not None and not _NAMES_WHO.match(written)


def _titled(written: str, start: int, end: int, basis: str) -> Told:
    return Told("title", _tight(written), start, end, "stated", basis)


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of ``text`` without white space around them, each with its offset."""
    found = []
    at = 0
    for line in text.splitlines(keepends=True):
        found.append((at + len(line) - len(line.lstrip()), line.strip()))
        at += len(line)
    return found


def _without_furniture(document: Document) -> str:
    """The opening of the text, its page furniture blanked out, so that every offset stays."""
    head = list(document.text[:_OPENING])
    for region in document.regions:
        if region.kind == "chrome" and region.start < _OPENING:
            head[region.start : region.end] = " " * (min(region.end, _OPENING) - region.start)
    return "".join(head)


def _tight(title: str) -> str:
    """A title without the spaces and breaks that layout put between its characters."""
    return re.sub(r"(?<=[^\x21-\x7e])\s+|\s+(?=[^\x21-\x7e])", "", title.strip())


def _number(head: str) -> Told | None:
    if (field := _NUMBER_FIELD.search(head)) and (found := _NUMBER.search(field.group(1))):
        at = field.start(1)
        return Told("number", found.group(), at + found.start(), at + found.end(), "stated", "a field of the page")
    for start, line in _lines(head[:1000]):
        if _NUMBER.fullmatch(line):
            return Told("number", line, start, start + len(line), "stated", "a line of its own")
    return None

"""What a document says about itself: title, issuing office, the period reported, date, number.

Evidence is taken in the order in which it can be trusted: fields that the page or file states, the title
line, the signature, the opening words. What is not said stays empty; nothing is guessed.
"""

import re
from dataclasses import replace

from summarizer.document import Document, Metadata

_HEAD, _TAIL = 3000, 1500
_CN_DIGITS = {**{char: str(value) for value, char in enumerate("零一二三四五六七八九")}, "〇": "0", "○": "0"}
_FIELD = (
    r"(?m:^)[ \t\u3000]*(?:{})[ \u3000]?[：:][ \t\u3000]*([^\n\r]*?)(?=[ \t\u3000]+(?:[一-鿿]{{2,6}})[：:]"
    r"|[ \t\u3000]*$|[\n\r])"
)
_TITLE_FIELD = re.compile(_FIELD.format("标题|题名|名称"), re.MULTILINE)
_OFFICE_FIELD = re.compile(_FIELD.format("发布机构|发文单位|发布单位|发文机关|公开主体"), re.MULTILINE)
_SOURCE_FIELD = re.compile(r"来源[：:][ \u3000]*([一-鿿]{3,30}(?:政府|委员会|办公室|办|局|厅|委))")
_NUMBER_FIELD = re.compile(_FIELD.format("文号|发文字号"), re.MULTILINE)
_NUMBER = re.compile(r"[一-鿿]{1,12}[〔\[（(]\s?20\d{2}\s?[〕\]）)]\s?第?\s?\d{1,5}\s?号")
_GENRE = (
    r"(?:工作报告|年度报告|情况报告|情况的报告|工作总结|总结报告|工作要点|要点的报告|述职报告|总结"
    r"|汇报|年报|报告|公报|工作计划|工作情况|(?:总结|计划|安排|思路|打算))"
)
_TITLE_LINE = re.compile(rf"[ \t\u3000]*([^。；！？\n\r]{{0,60}}{_GENRE})(?:[（(][^）)\n]{{0,20}}[）)])?[ \t\u3000]*")
_INLINE_TITLE = re.compile(rf"([一-鿿（）()\d\s]{{4,60}}?{_GENRE})[ \u3000](?=时间[：:]|发布|来源|本报告|\d{{4}})")
_OFFICE = (
    r"[一-鿿（）]{2,40}?(?:人民政府办公[室厅]|人民政府|管理委员会|管委会|委员会办公室|委员会"
    r"|办公[室厅]|管理局|[一-鿿]局|[一-鿿]厅|街道办事处|检察院|法院|中心|[一-鿿]委|国务院)"
)
_TITLE_OFFICE = re.compile(rf"({_OFFICE})(?=关于|[12]\d{{3}}年|法治|政府信息|依法行政|[一-鿿]{{0,4}}年度|行政|工作)")
_SIGNATURE = re.compile(
    rf"(?m:^)[ \t\u3000]*({_OFFICE})[ \t\u3000]*\n+[ \t\u3000]*(?:\d{{4}} ?年 ?\d{{1,2}} ?月"
    rf"|[二〇○零一][〇○零一二三四五六七八九]{{3}}年)"
)
_SPEAKER = re.compile(r"我代表([一-鿿]{2,14}人民政府|国务院)")
_PLACE = re.compile(r"([一-鿿]{2,9}?(?:自治区|自治州|自治县|省|市|县|区|州|盟|旗))(?:[12]\d{3}年)?政府工作报告")
_CONGRESS = re.compile(r"在([一-鿿]{2,9}?(?:自治区|自治州|自治县|省|市|县|区|州|盟|旗))第[一-鿿]{1,4}届\s*人民代表大会")
_HEADS = re.compile(r"([一-鿿]{2,9}(?:自治区|自治州|自治县|省|市|县|区|州|盟|旗))人民政府(?:代?[省市县区州]长|主席)")

_YEAR = r"([12]\d{3})\s?年"
_REVIEW_HEADING = re.compile(
    r"(?:(?m:^)|[。：:！\s])[ \t\u3000]{0,4}(?:[（(]?[一二三][、）)]"
    r"|第一部分)?[ ]?([^，。\n]{0,26}?)(?:回顾|主要工作|工作情况|工作总结|工作成效|工作开展"
    r"|政府工作(?!报告)|工作完成)"
)
_SPAN = re.compile(r"([12]\d{3})\s?(?:年)?[-—–－~～至到]{1,2}\s?([12]\d{3})\s?年")
_PLAN_YEARS = {
    "十二五": (2011, 2015),
    "十三五": (2016, 2020),
    "十四五": (2021, 2025),
    "十五五": (2026, 2030),
    "十一五": (2006, 2010),
}
_STATISTICS_SPAN = re.compile(r"(?:统计|数据)[^。\n]{0,16}期限[^。\n]{0,6}([12]\d{3})\s?年\s?1\s?月")
_DATE = re.compile(r"([12]\d{3})\s?[-年./]\s?(\d{1,2})\s?[-月./]\s?(\d{1,2})\s?日?")
_CN_DATE = re.compile(
    r"([二一][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_DATE_FIELD = re.compile(
    r"(?:发布时间|发布日期|发文时间|发文日期|成文日期|时间|日期)[：:]\s*([12]\d{3}[-年./]\s?\d{1,2}[-月./]\s?\d{1,2})"
)


def describe(document: Document) -> Document:
    """The document with its metadata filled in; what the reader already found is kept."""
    text, known = document.text, document.metadata
    head, tail = text[:_HEAD], text[-_TAIL:]
    title = known.title or _title(head, _without_furniture(document))
    published = known.published or _published(head, tail)
    metadata = Metadata(
        title=title,
        issuer=_issuer(title, text, known.issuer),
        period=known.period or _period(title, text, published),
        published=published,
        number=known.number or _number(head),
    )
    return replace(document, metadata=metadata)


# --- title and number


def _without_furniture(document: Document) -> str:
    """The head of the text, its page furniture blanked out."""
    head = list(document.text[:_HEAD])
    for region in document.regions:
        if region.kind == "chrome" and region.start < _HEAD:
            head[region.start : region.end] = " " * (min(region.end, _HEAD) - region.start)
    return "".join(head)


def _title(head: str, own: str) -> str:
    if (field := _TITLE_FIELD.search(head)) and field.group(1).strip():
        return _tight(field.group(1))
    lines = [line.strip() for line in own.splitlines() if line.strip()]
    for index, line in enumerate(lines[:12]):
        if (
            len(line) <= 80
            and _TITLE_LINE.fullmatch(line)
            and not re.match(r"[（(]?[一二三四五六七八九十\d]+[、.）)]|——|20\d{2}年工作", line)
        ):
            before = lines[index - 1] if index else ""
            if re.match(r"\d{4}|关于", line) and re.fullmatch(_OFFICE, before):
                return _tight(before + line)
            return _tight(line)
        if len(line) > 80:
            found = _INLINE_TITLE.search(line[:300])
            return _tight(found.group(1)) if found else ""
    found = _INLINE_TITLE.search(head[:600])
    return _tight(found.group(1)) if found else ""


def _tight(title: str) -> str:
    """A title without the spaces and breaks that layout put between its characters."""
    return re.sub(r"(?<=[^\x21-\x7e])\s+|\s+(?=[^\x21-\x7e])", "", title.strip())


def _number(head: str) -> str:
    if (field := _NUMBER_FIELD.search(head)) and (found := _NUMBER.search(field.group(1))):
        return found.group()
    lines = (line.strip() for line in head[:1000].splitlines())
    return next((line for line in lines if _NUMBER.fullmatch(line)), "")


# --- the office


def _issuer(title: str, text: str, known: str) -> str:
    """The office that reports, not the site that hosts the page."""
    head, tail = text[:_HEAD], text[-3 * _TAIL :]
    office = ""
    if match := _TITLE_OFFICE.match(title):
        office = match.group(1)
    elif signatures := _SIGNATURE.findall(tail):
        office = signatures[-1]
    elif field := _OFFICE_FIELD.search(head):
        office = field.group(1).strip()
    if not office:
        places = (
            *_PLACE.findall(title),
            *_CONGRESS.findall(re.sub(r"\s", "", head[:600])),
            *_HEADS.findall(head[:600]),
        )
        speaker = _SPEAKER.search(head)
        if places:
            office = re.sub(r"^(?:年|在)", "", places[0]) + "人民政府"
        elif speaker and len(speaker.group(1)) > 5:
            office = speaker.group(1)
    if not office:
        office = known
    if not office and (source := _SOURCE_FIELD.search(head)):
        office = re.sub(r"(?<=人民政府)办公[室厅]$", "", source.group(1))
    return _in_full(office, head)


def _in_full(office: str, head: str) -> str:
    """The office with the city or province before it, where the opening names it so."""
    if len(office) < 4:
        return office
    body = re.sub(r"\s", "", head[:1500])
    if re.match(r"[一-鿿]{2,6}[省市州]", office):
        return office
    longer = re.search(rf"(?:由|与|和|，|在|^)([一-鿿]{{2,4}}[省市州盟])(?={re.escape(office)})", body)
    return longer.group(1) + office if longer else office


# --- the period


def _period(title: str, text: str, published: str) -> str:
    """The year or years reported on: from the review's heading, the stated span, the title, the date."""
    head = _close_digits(text[:6000])
    if stated := _STATISTICS_SPAN.search(head):
        return stated.group(1)
    congress = "政府工作报告" in title or ("各位代表" in head[:400] and "我代表" in head[:800])
    for heading in _REVIEW_HEADING.finditer(head):
        if period := _of_heading(heading.group(1), title, text, published):
            return period
    years = re.findall(_YEAR, _close_digits(title)) or re.findall(r"20\d{2}", title)
    if span := _SPAN.search(title):
        return f"{span.group(1)}-{span.group(2)}"
    if years:
        return str(int(years[0]) - 1) if congress else years[0]
    if published:
        year = int(published[:4])
        return str(year - 1 if int(published[5:7]) <= 6 or "上年度" in head else year)
    if opening := re.search(rf"{_YEAR}(?:以来|来|是|，)", head[:800]):
        return opening.group(1)
    return ""


def _of_heading(words: str, title: str, text: str, published: str) -> str:
    if span := _SPAN.search(words + "年"):
        return f"{span.group(1)}-{span.group(2)}"
    for name, (first, last) in _PLAN_YEARS.items():
        if name in words:
            return f"{first}-{last}"
    if "五年" in words:
        later = re.search(
            rf"关于{_YEAR}|{_YEAR}[^，。\n]{{0,8}}(?:重点工作|工作安排|工作任务|主要任务|政府工作)", _close_digits(text)
        )
        base = later.group(1) or later.group(2) if later else (re.findall(r"20\d{2}", title) or [published[:4]])[0]
        return f"{int(base) - 5}-{int(base) - 1}" if base else ""
    year = re.search(_YEAR, words)
    return year.group(1) if year else ""


def _close_digits(text: str) -> str:
    """Digits that layout spaced out (1 9 9 8 年) put together."""
    return re.sub(r"(?<=\d) (?=\d)", "", text)


# --- the date


def _published(head: str, tail: str) -> str:
    if field := _DATE_FIELD.search(head):
        return _iso(field.group(1))
    for line in reversed([line.strip() for line in tail.splitlines()]):
        if _DATE.fullmatch(line):
            return _iso(line)
    if signed := list(_CN_DATE.finditer(tail)):
        year, month, day = signed[-1].groups()
        return _valid("".join(_CN_DIGITS.get(char, "") for char in year), _small(month), _small(day))
    if spoken := re.search(
        r"[—―－]{1,2}\s?([12]\d{3}年\d{1,2}月\d{1,2}日)在|^([12]\d{3}年\d{1,2}月\d{1,2}日)在", head, re.MULTILINE
    ):
        return _iso(spoken.group(1) or spoken.group(2))
    return ""


def _iso(written: str) -> str:
    match = _DATE.search(written)
    return _valid(*match.groups()) if match else ""


def _valid(year: str, month: str | int, day: str | int) -> str:
    if len(year) == 4 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
        return f"{year}-{int(month):02}-{int(day):02}"
    return ""


def _small(written: str) -> int:
    tens, ten, ones = written.rpartition("十")
    digits = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
    return (digits.get(tens, 1) * 10 if ten else 0) + digits.get(ones, 0)

"""The office that reports, not the site that hosts the page."""

import re

from summarizer.base.document import Told
from summarizer.language.lexicon import Rule, pattern
from summarizer.outline import places
from summarizer.outline.cues import ADDRESS
from summarizer.outline.squeezed import Squeezed

_HEAD, _TAIL = 3000, 4500
_ENOUGH = 60_000  # characters in which a place has long named itself
_LEVEL = r"(?:自治区|自治州|自治县|省|市|县|区|州|盟|旗)"
OFFICE = rf"[一-鿿（）]{{2,40}}?(?:委员会办公室|{pattern('office', 'zh')}|[一-鿿][局厅委]|[总支大]队|公司|集团)"
"""An office by name, as a pattern."""
OFFICES = Rule(
    "a line of offices",
    rf"{OFFICE}(?:[ \u3000]+{OFFICE})*",
    yes=("⟨云河市财政局 云河市人民政府⟩", "⟨云河县人民政府办公室⟩"),
    no=("报告人",),
)
"""A line of one office, or of several side by side."""
_TITLE_OFFICE = Rule(
    "who reports, at the head of a title",
    rf"({OFFICE})(?=关于|[12]\d{{3}}年|法治|政府信息|依法行政|[一-鿿]{{0,4}}年度|行政|工作)",
    yes=("⟨云河市财政局⟩2023年工作总结", "⟨云河县人民政府⟩关于2023年"),
    no=("2023年工作总结",),
)
_SEAL = r"(?:[（(](?:盖章|公章|印章|章)[）)])?"
_SIGNATURE = Rule(
    "a signature over its date",
    rf"(?m:^)[ \t\u3000]*({OFFICE}){_SEAL}[ \t\u3000]*\n+[ \t\u3000]*(?:\d{{4}} ?年 ?\d{{1,2}} ?月"
    rf"|[二〇○零一][〇○零一二三四五六七八九]{{3}}年)",
    yes=("\n⟨云河市财政局\n2024年1月⟩5日",),
    no=("云河市财政局\n报告",),
)
_INLINE_SIGNATURE = Rule(
    "a signature before its date",
    rf"(?<=[。！])[ \u3000]*({OFFICE})[ \u3000]*[12]\d{{3}} ?年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?日\s*$",
    yes=("特此报告。⟨云河市财政局 2024年1月5日⟩",),
    no=("云河市财政局2024年1月印发",),
)
_FIELD = Rule(
    "the field of who issued it",
    r"(?m:^)[ \t\u3000]*(?:发布机构|发文单位|发布单位|发文机关|公开主体)[ \u3000]?[：:][ \t\u3000]*([^\n\r]*?)"
    r"(?=[ \t\u3000]+(?:[一-鿿]{2,6})[：:]|[ \t\u3000]*$|[\n\r])",
    yes=("⟨发布机构：云河市财政局⟩\n",),
    no=("发布机构负责",),
    flags=re.MULTILINE,
)
_SOURCE = Rule(
    "the source that a page names",
    rf"来源[：:][ \u3000]*([一-鿿]{{3,30}}(?:政府|{pattern('office office_short', 'zh')}))",
    yes=("⟨来源：云河市财政局⟩",),
    no=("来源：云河日报",),
)
_SPEAKER = Rule(
    "for whom one speaks",
    rf"我代表((?:[一-鿿]{{2,14}})?{pattern('government', 'zh')})",
    yes=("⟨我代表云河市人民政府⟩，向大会报告", "⟨我代表国务院⟩"),
    no=("代表市政府",),
)
_SPEAKS_FOR = Rule(
    "for what level one speaks",
    rf"我[谨]?代表(?:全?)({_LEVEL})人民政府",
    yes=("⟨我代表市人民政府⟩", "⟨我代表自治州人民政府⟩"),
    no=("我代表云河市人民政府",),
)
_PLACE = Rule(
    "a place before its report",
    rf"([一-鿿]{{2,9}}?(?:{_LEVEL}|镇|乡))(?:[12]\d{{3}}年)?(?:人民)?政府工作报告",
    yes=("⟨云河市政府工作报告⟩", "⟨云河县2024年人民政府工作报告⟩"),
    no=("政府工作报告",),
)
_YEARBOOK = Rule(
    "a place before its yearly report",
    rf"([一-鿿]{{2,9}}?(?:{_LEVEL}|镇|乡)(?<!开发区)(?<!高新区)(?<!园区)(?<!示范区)(?<!度假区)(?<!景区))(?:[12]\d{{3}}年度?|[二〇○零一二三四五六七八九]{{4}}年度?)(?:法治政府建设|政府信息公开|依法行政|政务公开)",
    yes=("⟨云河县2023年法治政府建设⟩年度报告",),
    no=("云河开发区2023年法治政府建设",),
)
_CONGRESS = Rule(
    "the congress of a place",
    rf"在([一-鿿]{{2,9}}?{_LEVEL})第[一-鿿]{{1,4}}届人民代表大会",
    yes=("⟨在云河市第十六届人民代表大会⟩",),
    no=("在大会上",),
)
_NATIONAL = Rule(
    "the national congress",
    r"第[一二三四五六七八九十]{1,3}届全国人民代表大会|国务院(?:向|提请)",
    yes=("⟨第十四届全国人民代表大会⟩", "⟨国务院向⟩大会"),
    no=("云河市第十六届人民代表大会",),
)
_HEADS = Rule(
    "the head of a place",
    rf"([一-鿿]{{2,9}}{_LEVEL})人民政府(?:代?[省市县区州]长|主席)",
    yes=("⟨云河市人民政府市长⟩", "⟨云河县人民政府代县长⟩"),
    no=("人民政府办公室",),
)


def issuer(title: Told | None, text: str, known: str, own: str) -> Told | None:
    """The office by the title, the line under it, the signature, a field, the congress, the speaker; else a guess.

    ``own`` is the opening of ``text`` without its page furniture.
    """
    head = text[:_HEAD]
    found = _titled(title) or _under_title(title, own) or _named(text) or _by_place(title, head) or _national(head)
    if found is None and known:
        found = Told("issuer", known, 0, 0, "stated", "the page's tags")
    if found is None and (source := _SOURCE.search(head)):
        office = re.sub(r"(?<=人民政府)办公[室厅]$", "", source.group(1))
        found = Told("issuer", office, *source.span(1), "inferred", "the source that the page names")
    if found is None:
        return _of_yearbook(title) or _by_own_name(text)
    return Told("issuer", _in_full(found.value, head), found.start, found.end, found.certainty, found.basis)


def _titled(title: Told | None) -> Told | None:
    if title is not None and (match := _TITLE_OFFICE.match(title.value)):
        return Told("issuer", match.group(1), title.start, title.end, "stated", "the title")
    return None


def _under_title(title: Told | None, own: str) -> Told | None:
    """An office on a line of its own, at most three lines under the title."""
    if title is None or title.start == title.end:
        return None
    lines = list(re.finditer(r"[^\s][^\n\r]*", own[title.end : title.end + 200]))[:3]
    for line in lines:
        written = line.group().rstrip()
        if re.fullmatch(OFFICE, written):
            start = title.end + line.start()
            return Told("issuer", written, start, start + len(written), "stated", "the line under the title")
    return None


def _named(text: str) -> Told | None:
    begin = max(len(text) - _TAIL, 0)
    for line in (_SIGNATURE, _INLINE_SIGNATURE):
        if signatures := list(line.finditer(text, begin)):
            return Told("issuer", signatures[-1].group(1), *signatures[-1].span(1), "stated", "the signature")
    if (field := _FIELD.search(text[:_HEAD])) and field.group(1).strip():
        return Told("issuer", field.group(1).strip(), *field.span(1), "stated", "a field of the page")
    return None


def _by_place(title: Told | None, head: str) -> Told | None:
    """A government by the place in the title, the congress it speaks to, its head's office, or who it speaks for."""
    if title is not None and (match := _PLACE.search(title.value)):
        place = _place(match.group(1))
        return Told("issuer", place + "人民政府", title.start, title.end, "inferred", "the title")
    squeezed = Squeezed.of(head[:600], r"\s")
    for told, basis in ((_CONGRESS, "the congress it was spoken to"), (_HEADS, "the speaker's office")):
        if match := told.search(squeezed.text):
            place = _place(match.group(1))
            return Told("issuer", place + "人民政府", *squeezed.span(match, 1), "inferred", basis)
    if (speaker := _SPEAKER.search(head)) and (len(speaker.group(1)) > 5 or speaker.group(1) == "国务院"):
        return Told("issuer", speaker.group(1), *speaker.span(1), "stated", "whom the speaker speaks for")
    return None


def _place(written: str) -> str:
    """The place at the end of what stands before 政府工作报告, 第…届人民代表大会, …长: a known one where it is one."""
    return places.known(written) or re.sub(r"^(?:年|在)", "", written)


def _national(head: str) -> Told | None:
    """The State Council speaks to the National People's Congress as 本届政府."""
    opening = head[:900]
    if (
        re.search(ADDRESS, opening[:200])
        and (match := _NATIONAL.search(opening))
        and re.search(r"本届政府|国务院", opening[:400])
    ):
        return Told("issuer", "国务院", *match.span(), "inferred", "the congress it was spoken to")
    return None


def _of_yearbook(title: Told | None) -> Told | None:
    """云溪县2023年法治政府建设年度报告 is the report of that county's government."""
    if title is not None and (match := _YEARBOOK.match(title.value)):
        return Told("issuer", match.group(1) + "人民政府", title.start, title.end, "inferred", "the place in the title")
    return None


def _by_own_name(text: str) -> Told | None:
    """Who says 市人民政府 and, of all cities there are, names one again and again is that city's government."""
    speaker = _SPEAKS_FOR.search(re.sub(r"\s", "", text[:_HEAD]))
    if speaker is None:
        return None
    place = places.self_named(text[:_ENOUGH], speaker.group(1))
    if not place:
        return None
    at = text.find(places.short(place))
    end = at + len(places.short(place))
    return Told(
        "issuer", place + "人民政府", at, end, "guessed", "whom it speaks for, and the place that it names most"
    )


def of_name(name: str, text: str) -> Told | None:
    """The government of a place after which the file is named, where nothing in the text says who reports.

    A short name (达州.docx) is enough where the text speaks for a government of that level.
    """
    speaker = _SPEAKS_FOR.search(re.sub(r"\s", "", text[:_HEAD]))
    briefs = {brief: full for full, brief in places.of_level(speaker.group(1))} if speaker else {}
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", name)
    for match in re.finditer(r"[一-鿿]{2,12}", stem):
        for size in range(len(match[0]), 1, -1):
            full = match[0][:size] if match[0][:size] in places.names() else briefs.get(match[0]) or ""
            if full:
                office = full + "人民政府"
                return Told("issuer", office, 0, 0, "guessed", "the file's name")
    return None


def _in_full(office: str, head: str) -> str:
    """The office with the city or province before it, where the opening names it so."""
    if len(office) < 4:
        return office
    body = re.sub(r"\s", "", head[:1500])
    if re.match(r"[一-鿿]{2,6}[省市州]", office):
        return office
    longer = re.search(rf"(?:由|与|和|，|在|^)([一-鿿]{{2,4}}[省市州盟])(?={re.escape(office)})", body)
    return longer.group(1) + office if longer else office

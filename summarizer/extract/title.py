"""The English of a report's title, put together by rule from its parts: what it is about, whose it is, on which year.

平潭县人民政府2011年政府信息公开工作年度报告 is an annual report on government information disclosure, by whom, on when.
Only what a part is about may need a model; the order of the parts, the issuer and the years never do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.extract.names import name_english, plain_name
from summarizer.language.glossary import Glossary, issuer_english, places_in_issuer
from summarizer.language.lexicon import Rule

_YEAR = Rule("a year in a title", r"((?:19|20)\d{2})年?度?", yes=("⟨2023年度⟩",), no=("二〇二三年",))
_ABOUT = Rule(
    "a title that begins with 关于",
    r"^(?:关于)(?P<subject>.+?)(?:的)?(?:情况)?(?:的)?(?P<kind>报告|通报|公告)$",
    yes=("⟨关于2023年信访工作情况的报告⟩",),
    no=("信访工作报告",),
)
_AND = Rule(
    "where a title goes on",
    r"暨|[和及与](?=(?:19|20)\d{2}年)",
    yes=("工作总结⟨暨⟩计划", "工作总结⟨和⟩2024年计划"),
    no=("信访和调解",),
)
_KINDS = {"报告": "Report", "通报": "Circular", "公告": "Announcement"}


@dataclass(frozen=True, slots=True)
class Title:
    """The parts of a title: ``subjects`` with the year that each names, ``kind`` ("Report") before them or "".

    ``owner`` is whose it is, in English, "" where the title does not say.
    """

    subjects: tuple[tuple[str, str], ...]
    kind: str
    owner: str

    @property
    def names(self) -> list[str]:
        """What has to be known in English to write it."""
        return [subject for subject, _ in self.subjects]


def read_title(title: str, issuer: str, glossary: Glossary) -> Title:
    """The parts of ``title``, the title of a report by ``issuer``."""
    rest, owner = _owner("".join(title.split()), issuer, glossary)
    kind = ""
    if match := _ABOUT.match(rest):
        rest, kind = match["subject"], _KINDS[match["kind"]]
    subjects = []
    for part in _AND.split(rest):
        year = _YEAR.search(part)
        subject = plain_name(_YEAR.sub("", part)).removeprefix("关于")
        if subject:
            subjects.append((subject, year[1] if year else ""))
    return Title(tuple(subjects), kind, owner)


def title_english(title: Title, period: str, names: Mapping[str, str]) -> str | None:
    """The title in English; None where a part of it has none."""
    known = [(name_english(subject, names), year) for subject, year in title.subjects]
    if not known or any(name is None for name, _ in known):
        return None
    years = {year for _, year in known if year}
    told = [f"{name} for {year}" if len(years) > 1 and year else str(name) for name, year in known]
    whole = " and ".join(told)
    whole = f"{title.kind} on {whole}" if title.kind else whole
    parts = [whole[:1].upper() + whole[1:], title.owner]
    if len(years) == 1 and (year := next(iter(years))) in period:
        parts.append(year)
    return ", ".join(part for part in parts if part)


def _owner(title: str, issuer: str, glossary: Glossary) -> tuple[str, str]:
    """The title without whose it is, and whose it is: the issuer, or the places that the title begins with."""
    for start in range(len(issuer) - 3):  # 淮安市洪泽区人民政府 calls itself 洪泽区人民政府
        name = issuer[start:]
        if title.startswith(name) and (english := issuer_english(name, glossary)):
            return title[len(name) :], english
    year = _YEAR.match(title)
    rest = title[year.end() :] if year else title
    places = places_in_issuer(rest)
    found: list[str] = []
    for place in places:
        if not rest.startswith(place.zh):
            break
        rest = rest[len(place.zh) :]
        found.insert(0, place.en)
    return (year.group() if year else "") + rest, ", ".join(found)

"""The title of a document in English: whose it is, what kind of document, on what; only the last may need a model.

《云禾区推行权责清单制度工作方案》 is the Work Plan of Yunhe District for Introducing …: the order of the parts and the
kind are decided by rule, since a small model keeps the Chinese order ("Yunhe District introducing …").
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.extract.names import plain_name
from summarizer.extract.opening import verbs
from summarizer.language.glossary import Glossary, issuer_english, places_in_issuer, title_case
from summarizer.language.lexicon import Rule

# How a title ends, the longest first: what it is, and the word before what it is on.
_KINDS = {
    "法律意见书": ("Legal Opinion", "on"),
    "暂行办法": ("Interim Measures", "for"),
    "管理办法": ("Administrative Measures", "for"),
    "实施办法": ("Implementation Measures", "for"),
    "试行办法": ("Trial Measures", "for"),
    "实施细则": ("Implementation Rules", "for"),
    "暂行规定": ("Interim Provisions", "on"),
    "管理规定": ("Administrative Provisions", "on"),
    "管理条例": ("Administrative Regulations", "on"),
    "实施意见": ("Implementation Opinions", "on"),
    "指导意见": ("Guiding Opinions", "on"),
    "工作方案": ("Work Plan", "for"),
    "实施方案": ("Implementation Plan", "for"),
    "行动方案": ("Action Plan", "for"),
    "行动计划": ("Action Plan", "for"),
    "工作计划": ("Work Plan", "for"),
    "工作要点": ("Key Tasks", "in"),
    "应急预案": ("Contingency Plan", "for"),
    "年度报告": ("Annual Report", "on"),
    "工作报告": ("Report", "on"),
    "工作规则": ("Rules", "for"),
    "责任清单": ("List of Responsibilities", "for"),
    "白皮书": ("White Paper", "on"),
    "规划": ("Plan", "for"),
    "方案": ("Plan", "for"),
    "计划": ("Plan", "for"),
    "纲要": ("Outline", "for"),
    "意见": ("Opinions", "on"),
    "通知": ("Notice", "on"),
    "通告": ("Announcement", "on"),
    "公告": ("Announcement", "on"),
    "通报": ("Circular", "on"),
    "办法": ("Measures", "for"),
    "细则": ("Detailed Rules", "for"),
    "规则": ("Rules", "for"),
    "规定": ("Provisions", "on"),
    "规程": ("Rules of Procedure", "for"),
    "条例": ("Regulations", "on"),
    "决定": ("Decision", "on"),
    "报告": ("Report", "on"),
    "目录": ("List", "of"),
    "清单": ("List", "of"),
    "指南": ("Guide", "to"),
    "指引": ("Guidelines", "on"),
    "预案": ("Contingency Plan", "for"),
    "手册": ("Manual", "on"),
    "汇编": ("Collection", "of"),
    "标准": ("Standards", "for"),
    "规范": ("Norms", "for"),
    "协议": ("Agreement", "on"),
    "倡议书": ("Appeal", "for"),
}
_ENDS = Rule(
    "a document's title with its kind",
    rf"^(?P<subject>.+?)(?:的)?(?P<kind>{'|'.join(sorted(_KINDS, key=len, reverse=True))})$",
    yes=("⟨云河市信访工作方案⟩", "⟨云河市法治建设规划⟩"),
    no=("云河市信访",),
)
_YEAR = Rule("the year before a title", r"^(?:(?:19|20)\d{2}年?度?)", yes=("⟨2023年⟩工作方案",), no=("工作方案2023",))
_BRACKETS = re.compile(r"[(（][^)）]*[)）]$")
_LEAST = 2  # characters of what a document is on
_BODY = Rule(
    "the government that a title names",
    r"人民政府办公[厅室]|人民政府",
    yes=("云河市⟨人民政府办公室⟩", "云河市⟨人民政府⟩"),
    no=("云河市财政局",),
)


@dataclass(frozen=True, slots=True)
class DocumentTitle:
    """The parts of a title; ``verb`` begins ``subject`` in English ("Introducing"), "" where it begins with none."""

    kind: str
    before: str
    owner: str
    verb: str
    subject: str


def read_document_title(title: str, glossary: Glossary) -> DocumentTitle | None:
    """The parts of ``title``, without 《》; None where it does not end as titles of documents do."""
    rest = _BRACKETS.sub("", "".join(title.split()))
    match = _ENDS.match(rest)
    if match is None:
        return None
    about = match["subject"].startswith("关于")  # 关于从化区…事件: a place in it is what it is on
    owner, subject = ("", match["subject"].removeprefix("关于")) if about else _owner(match["subject"])
    subject = _YEAR.sub("", subject).removeprefix("关于")
    if glossary.english(whole := plain_name(subject + match["kind"])):
        return DocumentTitle("", "", owner, "", whole)
    if len(plain_name(subject)) < _LEAST:
        return None
    kind, before = _KINDS[match["kind"]]
    verb = next((verbs()[subject[:size]] for size in (4, 3, 2) if subject[:size] in verbs()), None)
    known = glossary.english(plain_name(subject))
    if verb is None or known or len(subject) - len(verb.zh) < _LEAST:
        return DocumentTitle(kind, before, owner, "", subject)
    return DocumentTitle(kind, before, owner, gerund(verb.base), subject[len(verb.zh) :])


def document_title_english(title: DocumentTitle, names: Mapping[str, str]) -> str | None:
    """The title in English, its subject from ``names`` by plain Chinese name; None where that is not known."""
    subject = names.get(plain_name(title.subject))
    if subject is None:
        return None
    on = f"{title.verb} {subject}".strip()
    on = f"the {on}" if re.match(r"(?:Decision|Opinions|Notice|Plan|Report)\b", on) else on
    owner = f" of {title.owner}" if title.owner else ""
    if title.before in ("of", ""):
        on = f"{title.kind} of {on}" if title.kind else on
        return title_case(f"{on}{owner}")
    return title_case(f"{title.kind}{owner} {title.before} {on}")


def _owner(subject: str) -> tuple[str, str]:
    """Whose a document is, in English, and the rest: a government, or the places that the title begins with."""
    if (body := _BODY.search(subject)) and (english := issuer_english(subject[: body.end()])):
        return f"the {english}", subject[body.end() :]
    end = 0
    for place in places_in_issuer(subject):
        if not subject.startswith(place.zh, end):
            break
        end += len(place.zh)
    return (issuer_english(subject[:end]) or "", subject[end:]) if end else ("", subject)


def gerund(base: str) -> str:
    """A verb's -ing form, of its first word (set up → setting up), an adverb before it left (strictly enforce)."""
    words = base.split()
    at = 1 if words[0].endswith("ly") and len(words) > 1 else 0
    word = words[at]
    if word.endswith("e") and not word.endswith(("ee", "ye", "oe")):
        word = word[:-1]
    elif word in _DOUBLED:
        word += word[-1]
    return " ".join([*words[:at], f"{word}ing", *words[at + 1 :]])


_DOUBLED = {"set", "put", "cut", "get", "run", "plan", "stop", "step", "tap", "submit", "transfer", "let", "shut"}

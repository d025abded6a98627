"""Whether an English sentence denies what its Chinese denies, says who acts, and says neither much less nor more.

Back-checks, to mark and not to mend: what a small model turns round is found by what both languages must show.
"""

import re
from collections.abc import Iterator

from summarizer.language.lexicon import Rule, pattern
from summarizer.language.style.fault import Fault

# What denies in Chinese, but for words that only look like it (不断, 未来, 未成年人, 不少于).
_DENIES = Rule(
    "what denies in Chinese",
    rf"{pattern('deny', 'zh')}|"
    r"不(?=归|再|能|会|是|符|适应|相适应|存在|具备|属于|予|准|愿|敢|想|清楚|了解|掌握|配合|履行|作为|执行|落实|公开|规范|健全|完善|完备|平衡|"
    r"均衡|到位|及时|充分|协调|一致|统一|足|够|强|高|深|严|实|熟悉|顺畅|紧密|明显|明确|全面|科学|合理)",
    yes=("⟨没有⟩受理", "程序⟨不⟩规范"),
    no=("不断加强", "未来五年"),
)
_DENIED = Rule(
    "what denies in English",
    rf"{pattern('deny', 'en')}|\b(?:lack\w*|insufficien\w*|inadequa\w*|fail\w*|few|little|low\w*|"
    r"weak\w*|limited|poor\w*|short\w*|slow\w*|delay\w*|yet|difficult\w*|hard\w*|needs?|needed|less|narrow|small|loose\w*|"
    r"lag\w*|zero|only|free|refus\w*|reject\w*|avoid\w*|prevent\w*|non\w*|exempt\w*|gaps?|deficien\w*|absen\w*|except\w*|"
    r"illegal\w*|irregular\w*|missing|uneven\w*|imbalance\w*|incomplete\w*|inconsisten\w*|inaccura\w*|im\w+|"
    r"ineffective\w*|unable|un(?!der|it|ion|til|ique|ivers)\w+|dis(?=advan|order|proport|connect)\w+|below|improper\w*|negligen\w*|"
    r"obstacles?|problems?|shortcomings?|still)\b",
    yes=("was ⟨not⟩ handled", "⟨insufficient⟩ staff", "remains ⟨weak⟩"),
    no=("was handled",),
    flags=re.IGNORECASE,
)
# What an English sentence can only have from a Chinese one that denies.
_PLAIN_NOT = Rule(
    "a plain denial in English",
    rf"(?:{pattern('deny', 'en', 'adverb')}|\b(?:failed to|fails to|without))\b(?! only)",
    yes=("was ⟨not⟩ handled", "⟨failed to⟩ handle"),
    no=("not only handled",),
    flags=re.IGNORECASE,
)
_ANY_DENIAL = Rule(
    "any sign of denial in Chinese",
    r"[未不没无非免缺乏少难弱拒禁零差仅只防除止失避欠空违漏断]|有待|滞后|亟",
    yes=("⟨未⟩办结", "⟨滞后⟩"),
    no=("办结",),
)
_HAN = re.compile(r"[一-鿿]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_ENOUGH = 12  # characters: a shorter statement is no measure
_LEAST, _MOST = 0.33, 1.5  # English words for a Chinese character, read in briefs of real reports: most have 0.5 to 0.8
_SLACK = 8  # words


def meaning(english: str, chinese: str, subject: str = "") -> Iterator[Fault]:
    """The faults of meaning of ``english`` against ``chinese``; ``subject`` is who must act in it, "" where unknown."""
    denied = _DENIES.search(chinese)
    if denied and not _DENIED.search(english):
        yield Fault("negation", f"the Chinese denies ('{chinese[denied.start() :][:6]}'), the English does not")
    if (said := _PLAIN_NOT.search(english)) and not _ANY_DENIAL.search(chinese):
        yield Fault("negation", f"it says '{said.group()}', the Chinese denies nothing")
    if subject and not english.lower().startswith(subject.lower()):
        yield Fault("actor", f"it must begin with who acts: {subject}")
    signs, words = len(_HAN.findall(chinese)), len(_WORD.findall(english))
    if signs >= _ENOUGH and words < _LEAST * signs:
        yield Fault("dropped", f"it is much shorter than the Chinese ({words} words for {signs} characters)")
    if words > _MOST * signs + _SLACK:
        yield Fault("added", f"it says more than the Chinese ({words} words for {signs} characters)")


_CLAUSES = 2
_LONG = 40  # characters of one clause


def dense(chinese: str) -> Iterator[Fault]:
    """The doubt about a small model's English for a statement of several clauses, or of one very long one.

    No fault was found in it; but read over (docs/quality.md), three of four such sentences were marked, and one of
    four others.
    """
    clauses = [clause for clause in re.split(r"，|,(?!\d{3})|(?<!\d),", chinese) if _HAN.search(clause)]
    if len(clauses) >= _CLAUSES or len(_HAN.findall(chinese)) > _LONG:
        yield Fault("dense", "several clauses stand in one sentence, and this model often turns such a sentence round")

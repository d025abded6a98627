"""Which plan answers which admitted problem, by the words they share; no model, and nothing where it is not clear.

A word two items share says the more the fewer items of the report have it: 公开 ties nothing in a report on
disclosure. Measured is the cosine of the items' pairs of characters, each weighted by its rarity in this report.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from summarizer.extract.drafts import Draft
from summarizer.language.lexicon import Rule, pattern

LEAST = 0.06
"""Below this, what is shared is chance. Measured on eight reports: wrong pairs came to 0.057 at most."""
MARGIN = 1.5
"""How much more than any other plan the one or two plans that answer a problem must share with it."""
_MOST = 2  # plans that answer one problem; where more come close, none is meant in particular

# Words of every problem and every plan, and list markers.
_COMMON = Rule(
    "a word of every problem and plan",
    rf"{pattern('zeal lacking fault take_up sets_out improves orders', 'zh')}|工作|存在|还需|需要|仍|部分|个别"
    r"|[我全本][区局县市省镇乡]|方面|情况|力度|相关|有关|任重道远|任务艰巨|[一二三四五六七八九十]是|[（(][一二三四五六七八九十]+[)）]",
    yes=("⟨进一步⟩", "⟨不足⟩"),
    no=("信访",),
)
_CHINESE = re.compile(r"[一-鿿]+")


def ties(drafts: Sequence[Draft], text: str) -> dict[str, tuple[str, ...]]:
    """By the id of a problem or plan, the ids of what it is tied to, in the report's order; untied ids are absent."""
    pairs = {draft.id: _pairs(text[slice(*draft.span)]) for draft in drafts}
    spread = Counter(pair for own in pairs.values() for pair in own)
    rarity = {pair: math.log((len(drafts) + 1) / count) for pair, count in spread.items()}
    plans = [draft.id for draft in drafts if draft.kind == "plans"]
    tied: dict[str, list[str]] = {}
    for problem in (draft.id for draft in drafts if draft.kind == "problems"):
        for plan in _answers(pairs[problem], {plan: pairs[plan] for plan in plans}, rarity):
            tied.setdefault(problem, []).append(plan)
            tied.setdefault(plan, []).append(problem)
    order = {draft.id: index for index, draft in enumerate(drafts)}
    return {name: tuple(sorted(others, key=order.__getitem__)) for name, others in tied.items()}


def _answers(problem: set[str], plans: Mapping[str, set[str]], rarity: Mapping[str, float]) -> list[str]:
    """The plans that stand out; none where too many are alike."""
    scores = sorted(((_cosine(problem, words, rarity), plan) for plan, words in plans.items()), reverse=True)
    close = [(score, plan) for score, plan in scores if score >= LEAST]
    for count in range(1, _MOST + 1):
        after = scores[count][0] if count < len(scores) else 0.0
        if len(close) >= count and close[count - 1][0] >= MARGIN * after:
            return [plan for _, plan in close[:count]]
    return []


def _cosine(one: set[str], other: set[str], rarity: Mapping[str, float]) -> float:
    def size(pairs: set[str]) -> float:
        return sum(rarity[pair] ** 2 for pair in pairs)

    whole = math.sqrt(size(one) * size(other))
    return size(one & other) / whole if whole else 0.0


def _pairs(words: str) -> set[str]:
    """The pairs of neighbouring characters of an item, without common words."""
    words = "".join(words.split())
    return {run[at : at + 2] for run in _CHINESE.findall(_COMMON.sub(" ", words)) for at in range(len(run) - 1)}

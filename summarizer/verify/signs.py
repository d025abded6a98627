"""What speaks for and against a number telling a figure: the signs that the decision weighs.

Each sign is a number between -1 and 1 with a name; 0 where it is silent. They say how far the words answer each other,
how rare the value is, and of each slot whether it agrees or contradicts; :mod:`decide` weighs them.
"""

import re
from collections.abc import Mapping, Sequence
from math import log

from summarizer.language.lexicon import pattern
from summarizer.quantities.figure import Figure
from summarizer.schema import Verdict
from summarizer.verify import axes, wording
from summarizer.verify.bounds import qualifier_told
from summarizer.verify.compare import interchanged, same_unit
from summarizer.verify.match import (
    Candidate,
    Field,
    against,
    contested,
    counted_alike,
    each_names_the_other,
    goes_on_elsewhere,
    in_another_role,
    mates,
    stronger,
)
from summarizer.verify.names import elsewhere as name_elsewhere
from summarizer.verify.names import named_here
from summarizer.verify.numbers import Number
from summarizer.verify.roles import opposed, other_role, turned
from summarizer.verify.source import Place, Source, Words
from summarizer.verify.telling import Telling, clause_at
from summarizer.verify.times import wrong_time

#: Below this share of answered words, a free claim is not known to be about the figure at all.
FLOOR = 0.2
Signs = dict[str, float]

_BASE = re.compile(
    r"[比较](?:于)?\D{0,4}((?:19|20)\d\d)"
    r"|(?:than in|compared (?:with|to)|against|on|from|versus|over|above|of)\s((?:19|20)\d\d)",
    re.I,
)
_PLAN_PERIOD = re.compile(r"“?(十[一二三四五六])五”?|\b(\d\dth) (?:five-year|5-year)", re.I)


def signs_of(
    at: int,
    fields: Sequence[Field],
    source: Source,
    best: Candidate,
    scope: frozenset[int] | None,
    ruled: Verdict | None = None,
) -> Signs:
    """The signs of the number ``fields[at]`` telling the figure ``best``; ``ruled`` is the rules' verdict on it."""
    field = fields[at]
    number, figure, other = field.number, field.number.figure, source.figures[best.index]
    found: Signs = {"one": 1.0}
    found |= _of_value(field, source, best)
    found |= _of_words(field.words, number, source, best)
    found |= _of_rivals(at, fields, source, best, scope)
    found |= _of_slots(number, figure, other, source, best)
    found |= _unbound(found, number)
    if number.language == "zh":
        found |= _of_wording(number, source, best.index)
    found |= _of_rules(ruled)
    found["unfit"] = float(best.fit is None or best.fit < FLOOR)
    found["second"] = max(0.0, (field.fitting[0].fit or 0.0) - (best.fit or 0.0))
    found["cited"] = float(scope is not None and best.index in scope)
    return {name: value for name, value in found.items() if value}


def _of_rules(ruled: Verdict | None) -> Signs:
    return {f"ruled {ruled}": 1.0} if ruled else {}


def _unbound(found: Signs, number: Number) -> Signs:
    """How little binds the number to the figure: neither words in common nor a value that is rare."""
    words = max(found["near here"], found["back"], 0.8 * found["far here"], 0.6 * found["near in sentence"])
    rare = 0.9 * found["digits 4"] + 0.7 * found["digits 3"] + 0.4 * found["digits 2"] + 0.15 * found["digits 1"]
    rare *= 1.0 if found["alone"] else 0.5
    rare = min(1.0, rare + 0.4 * found["company"] + 0.2 * found["direction agrees here"])
    loose = (1 - words) * (1 - rare)
    return {"unbound": loose, f"unbound {number.language}": loose, "words": words, "rarity": rare}


def _of_value(field: Field, source: Source, best: Candidate) -> Signs:
    figure, other = field.number.figure, source.figures[best.index]
    digits = len(re.sub(r"^[0.]+|0+$|\D", "", figure.surface_value)) if figure.surface_value.isascii() else 1
    unit = same_unit(other.unit, figure.unit, figure.measure)
    alike = len(field.fitting)
    return {
        "direction agrees here": float(bool(other.direction) and other.direction == figure.direction),
        "value exact": float(best.near == "exact"),
        "value rounded": float(best.near == "rounded"),
        "digits 1": float(digits <= 1),
        "digits 2": float(digits == 2),
        "digits 3": float(digits == 3),
        "digits 4": float(digits >= 4),
        "alone": float(alike == 1),
        "alike": min(log(alike), 4.0) / 4,
        "rare": float(alike == 1 and digits >= 3),
        "unit agrees": float(unit is True),
        "no unit": float(not figure.unit),
        "unit open": float(unit is None and bool(figure.unit)),
        "rate": float(figure.unit in ("%", "个百分点")),
        "small": float(figure.value is not None and abs(figure.value) <= 10),
        "range": float(figure.low is not None),
        "interchanged": float(interchanged(other.unit, figure.unit)),
    }


def _of_words(words: Words, number: Number, source: Source, best: Candidate) -> Signs:
    near, sentence, elsewhere, nowhere = source.shares(number.near, best.index)
    far, far_sentence, far_elsewhere, _ = source.shares(number.far, best.index)
    back = source.answered(words, best.index)
    english = number.language != "zh"
    found = {
        "near here": near,
        "near in sentence": sentence,
        "near elsewhere": elsewhere,
        "near nowhere": nowhere,
        "far here": far,
        "far in sentence": far_sentence,
        "far elsewhere": far_elsewhere,
        "back": back,
        "no words": float(not number.near),
    }
    found |= {f"{name} en": value for name, value in found.items() if english}
    found["en"] = float(english)
    found["unknown"] = min(number.unknown, 4) / 4
    found["company"] = min(best.company, 3) / 3
    found["company none"] = float(best.company == 0)
    return found


def _of_rivals(
    at: int, fields: Sequence[Field], source: Source, best: Candidate, scope: frozenset[int] | None
) -> Signs:
    """How much better the words fit a figure of another value: beside it, elsewhere, and told by another number."""
    field = fields[at]
    fit = best.fit or 0.0
    gains = {"beside": -0.5, "apart": -0.5}
    found: Signs = {}
    owners = {mate.fitting[0].index: mate for mate in mates(at, fields) if mate.fitting}
    for rival in field.same_sort:
        if rival.near or rival.fit is None or (scope is not None and rival.index not in scope):
            continue
        if source.at_two_times(best.index, rival.index):
            continue
        if told_otherwise(field.number, source, best.index, rival.index):
            continue
        gain = rival.fit - fit
        gain -= 0.15 * (counted_alike(field, source, best) and not counted_alike(field, source, rival))
        gain -= 0.15 * in_another_role(field, source, best, rival)
        together = source.together(best.index, rival.index)
        owner = owners.get(rival.index)
        if owner is not None and owner is not field:
            straight, crossed = owner.fit_of(rival.index), owner.fit_of(best.index)
            if straight is not None and crossed is not None:
                both = gain + crossed - straight
                found["exchange"] = max(found.get("exchange", -1.0), max(-1.0, min(1.0, 2 * both)))
                if each_names_the_other(field, owner, source, best.index, rival.index):
                    found["exchange named"] = 1.0
                if both > 0 and (best.index < rival.index) != (field.number.figure.start < owner.number.figure.start):
                    found["exchange order"] = 1.0
            continue
        where = "beside" if together else "apart"
        gains[where] = max(gains[where], gain)
        if together and source.only_of(rival.index, best.index, field.number.near):
            found["rival named"] = 1.0
        if gain > -0.04 and source.part_unsaid(best.index, rival.index, field.words):
            found["part unsaid"] = 1.0
        if gain > -0.04 and source.part_said(rival.index, best.index, field.words):
            found["part said"] = 1.0
        if gain > 0 and goes_on_elsewhere(at, fields, source, best, rival):
            found["leaves"] = 1.0
        if gain > -0.25 and source.scope_unsaid(best.index, rival.index, field.words):
            found["scope unsaid"] = 1.0
    for where, gain in gains.items():
        found[f"gain {where}"] = max(-1.0, min(1.0, 2 * gain))
        found[f"better {where}"] = max(0.0, min(1.0, 4 * gain))
        if field.number.language != "zh":
            found[f"better {where} en"] = max(0.0, min(1.0, 4 * gain))
    rivals = sorted(
        (
            c
            for c in field.same_sort
            if not c.near
            and (scope is None or c.index in scope)
            and not told_otherwise(field.number, source, best.index, c.index)
        ),
        key=lambda c: c.rank,
    )
    if best.fit is not None and (outdone := stronger(at, fields, source, best, rivals)):
        rival, certain = outdone
        how = (
            "exchanged" if rival.index in owners else "beside" if source.together(best.index, rival.index) else "apart"
        )
        found[f"outdone {how}" if certain else f"outdone perhaps {how}"] = 1.0
        if certain:
            found[f"outdone {how} {field.number.language}"] = 1.0
    found["part apart"] = float(_part_apart(at, fields, source, best))
    found["deserts"] = float(_deserts(at, fields, source, best, owners))
    found["contested"] = float(contested(at, fields, best))
    return found


def told_otherwise(number: Number, source: Source, best: int, rival: int) -> bool:
    """Whether of a goal and a result, which are worded alike, the claim says that it tells the ``best`` one.

    A claim that says nothing of it tells a result rather than a goal of another value.
    """
    planned, other = _is_plan(source, best), _is_plan(source, rival)
    if planned == other:
        return False
    told = _told_planned(number, source)
    return told == planned if told is not None else not planned and number.language == "zh"


def _is_plan(source: Source, index: int) -> bool:
    return _planned(source.places[index]) == 1.0 or (
        source.places[index].aspect == "target" or source.telling(index).status == "planned"
    )


def _told_planned(number: Number, source: Source) -> bool | None:
    """Whether the claim tells the number as a plan; None where it leaves that open."""
    told = number.telling
    if told.status == "planned" or told.when == "next":
        return True
    if told.when == "last" or told.status == "done" or number.years & source.period:
        return False
    if told.when == "this" and source.plans and number.language == "zh":
        return True  # a report of last year tells what this year is to bring
    return False if told.status == "was" else None


def _part_apart(at: int, fields: Sequence[Field], source: Source, best: Candidate) -> bool:
    """Whether the claim makes a rate a part of the number before it (其中80%) that another statement has."""
    number, before = fields[at].number, fields[at - 1] if at else None
    if before is None or before.number.sentence != number.sentence or not before.fitting:
        return False
    between = number.said[number.said.find(before.number.figure.text) : number.said.find(number.figure.text)]
    parted = number.language == "zh" and number.figure.unit == "%" and "其中" in between
    return parted and not any(source.together(c.index, best.index) for c in before.fitting[:3])


def _deserts(at: int, fields: Sequence[Field], source: Source, best: Candidate, owners: Mapping[int, Field]) -> bool:
    """Whether another number of the sentence stands in another statement, which has its own figure of this sort."""
    fitting, figure = {c.index for c in fields[at].fitting}, fields[at].number.figure
    for index, owner in owners.items():
        if owner.number.sentence != fields[at].number.sentence or source.together(index, best.index):
            continue
        others = (other for other in source.beside(index)[:24] if other not in fitting and other not in owners)
        if any(same_unit(source.figures[other].unit, figure.unit, figure.measure) for other in others):
            return True
    return False


def _of_slots(number: Number, figure: Figure, other: Figure, source: Source, best: Candidate) -> Signs:
    place, theirs, mine = source.places[best.index], source.surroundings(best.index), number.around
    told, said = number.telling, source.telling(best.index)
    sentence = source.statement(best.index)
    as_change = bool(other.direction) == bool(figure.direction) or number.shares_change or not number.near
    as_change = as_change or bool(_CHANGE_NAME.search(other.measure)) or of_change(number)
    at = other.start - place.sentence.start
    nearby = sentence[max(0, at - 50) : at + 40]
    clause = clause_of(other, sentence, source, best.index)
    single = bool(number.years or told.when or _ONE_YEAR.search(number.clause))
    over = bool(_SEVERAL.search(clause)) and not _YEAR_NAMED.search(clause)
    relation = qualifier_told(number, other, best.near or "exact")
    opposite = axes.opposites(number.beside, place.said, sentence)
    swapped = axes.exchanged(number.beside, place.said)
    late = wrong_time(number, source, best.index)
    found: Signs = {
        "time": float(late is not None and late[0] == "period"),
        "time perhaps": float(late is not None and late[0] != "period"),
        "direction against": float(against(other, figure)),
        "direction agrees": float(bool(other.direction) and other.direction == figure.direction),
        "change or level": float(not as_change and figure.unit in ("%", "倍")),
        "change of level": float(not as_change and figure.unit not in ("%", "倍")),
        "opposed": float(not number.alone and opposed(theirs, mine)),
        "role": float(other_role(theirs, mine)),
        "turned": float(not source.moved(best.index) and turned(theirs, mine, sentence)),
        "qualifier changed": float(relation == "changed"),
        "qualifier reversed": float(relation == "reversed"),
        "axis against": float(bool(opposite)),
        "axis exchanged": float(bool(swapped) and not opposite),
        "axis alike": min(axes.alike(number.beside, place.said), 2) / 2,
        "name elsewhere": float(name_elsewhere(number, source, best.index)),
        "name here": float(named_here(number, source, best.index)),
        "all": float(told.all and not said.all),
        "earlier": float(_earlier_apart(number, place)),
        "several years": (1.0 if single else 0.3) * (over and not _SEVERAL.search(number.said)),
        "one year": float(_SEVERAL.search(number.clause) is not None and not _SEVERAL.search(sentence)),
        "denied": denial(number.clause, clause) if figure.value else 0.0,
        "compared": float(_higher(number.said) * _higher(nearby) < 0),
    }
    return found | _of_time(number, told, said, _planned(place), source, best.index)


def _of_wording(number: Number, source: Source, index: int) -> Signs:
    """What the claim's words say that the statement does not, or the contrary of it."""
    figure, place = source.figures[index], source.places[index]
    sentence = source.statement(index)
    text = source.document.plain
    around = text[max(0, place.sentence.start - _AROUND) : place.sentence.end + _AROUND]
    clause = clause_of(figure, sentence, source, index)
    at = figure.start - place.sentence.start
    nearby = sentence[max(0, at - 40) : at + 30]
    said = number.clause
    return {
        "finished strange": float(wording.finished_strange(said, clause, sentence)),
        "begun strange": float(wording.begun_strange(said, clause)),
        "act strange": float(wording.act_strange(said, around)),
        "act moved": float(wording.act_moved(said, clause, figure.measure, sentence)),
        "moves against": float(wording.moves_against(said, f"{clause}|{nearby}")),
        "moves strange": float(wording.moves_strange(said, f"{clause}|{nearby}")),
        "scope against": float(wording.scope_against(said, clause)),
        "level as change": float(_level_as_change(number, figure, clause)),
        "will as last": float(_told_planned(number, source) is False and bool(_WILL.search(clause))),
        "wholly strange": float(wording.wholly_strange(said, clause)),
        "forecast as done": float(number.telling.status == "forecast" and not _FORECAST.search(sentence)),
    }


def _earlier_apart(number: Number, place: Place) -> bool:
    """Whether one of the two alone tells an earlier value; 去年 may be the year that the report is about."""
    if place.aspect == "earlier":
        return number.figure.aspect != "earlier"
    last = number.language == "zh" and number.telling.when == "last"
    return number.figure.aspect == "earlier" and not last


def _level_as_change(number: Number, figure: Figure, clause: str) -> bool:
    """Whether a rate told as one of change is a level of which the statement has no movement: 覆盖率提高了56.13%."""
    moves = number.figure.direction and number.figure.unit == "%" and figure.unit == "%"
    return bool(moves) and not figure.direction and not figure.change and not _MOVED.search(clause + figure.measure)


_MOVED = re.compile(rf"[增升涨减降跌]|{pattern('rise', 'zh')}|{pattern('fall', 'zh')}")
_WILL = re.compile(r"(?:将|要|拟|力争|计划|确保)(?:[增提达建新完]|实现)")
#: How far round a statement its neighbours are read.
_AROUND = 90
_FORECAST = re.compile(pattern("forecast", "zh") + "|预期|力争|确保|目标|计划|将")
_SEVERAL = re.compile(
    r"年均|累计|[过近这]去?五年|五年来?(?!规划)|(?<!连续)[两三四五六七八九十]年(?=时间|[来间内])"
    r"|以来|历年|“十[一二三四]五”(?=时?期)"
    r"|\baverag\w+|\byears\b|\bcumulative|\bsince\b|\bto date\b|\bso far\b|\bdecade"
    r"|\bannual(?:ly)?\b|\bfive-year|\bperiod\b"
)


#: A rate told as one of change by a word that stands apart from it: 比上年多出约7%, 增速目标17%.
_OF_CHANGE = re.compile(
    r"增[速幅]|降幅|涨幅|比(?:上年|去年|前一年)[^，。；]{0,6}[多少高低增减升降]|[高低快慢多少](?:出|了)?\Z"
)


def of_change(number: Number) -> bool:
    """Whether words of the clause make a rate one of change though none stands at it."""
    return bool(_OF_CHANGE.search(number.clause))


_DENIES = re.compile(
    r"未(?![来成])|(?<!罚)没有?(?=[^收])|并非|不(?=再|是|能|曾|得|符|合格|达)|异常"
    r"|\b(?:not|never|no longer|fail(?:ed|s|ing)?|without|none|yet to|abnormal|lacked|lacking)\b|n't\b",
    re.I,
)
_MORE = re.compile(
    rf"{pattern('above', 'zh')}|大于|跑赢|\b(?:faster|higher|more (?:quickly|than)|above|ahead of|exceeding)\b",
    re.I,
)
_LESS = re.compile(rf"{pattern('below', 'zh')}|小于|不及|\b(?:slower|lower|more slowly|less|below|behind)\b", re.I)


_YEAR_NAMED = re.compile(r"(?:19|20)\d\d年(?!以来|[—至到])|今年|全年")


#: A name that is a change itself: 涨幅控制在3.8%以内 is no level.
_CHANGE_NAME = re.compile(r"[涨增降跌减升]幅|增速|增长率")
_ONE_YEAR = re.compile(r"当年|年内|全年|一年间|\balone\b|\bin the year\b")
_ANY_DENIAL = re.compile(
    r"[未不没无非失缺异]|\b(?:no|not|non|never|un\w+|in\w+|dis\w+|fail\w*|without|illegal|pending|open)\b|n't", re.I
)


def denial(claim: str, source: str) -> float:
    """1 where one of two clauses denies and the other has no word of denial at all; less where only the source does."""
    if _DENIES.search(claim):
        return 0.0 if _ANY_DENIAL.search(source) else 1.0
    return (
        0.5
        if _DENIES.search(source) and not _ANY_DENIAL.search(claim) and re.search(r"[\u3400-\u9fff]", claim)
        else 0.0
    )


def clause_of(figure: Figure, sentence: str, source: Source, index: int) -> str:
    """The clause of the source that a figure stands in."""
    start = figure.start - source.places[index].sentence.start
    return sentence[slice(*clause_at(sentence, start, start + figure.end - figure.start))]


def _higher(text: str) -> int:
    """1 where the text sets one thing above another, -1 below, 0 where it does neither or both."""
    return bool(_MORE.search(text)) - bool(_LESS.search(text))


def _planned(place: Place) -> float:
    """How sure it is that a figure is of a plan: by its own words or its part, or by both."""
    told = (place.aspect == "target") + place.plan
    return 1.0 if told == 2 else 0.25 * told


def _of_time(number: Number, told: Telling, said: Telling, plan: float, source: Source, index: int) -> Signs:
    theirs, mine = source.places[index].years, number.years
    period = source.period
    review = {str(int(year)) for year in period}
    ahead = {str(int(year) + 1) for year in period}
    planned = told.status == "planned"
    done = told.status in ("done", "was")
    source_planned = plan > 0 or said.status == "planned"
    last = told.when == "last" or bool(mine & review)
    this = told.when in ("this", "next") or bool(mine & ahead - review)
    return {
        "planned as done": plan * (told.status == "done"),
        "planned as was": plan * (told.status == "was"),
        "planned as last": plan * (last and not this),
        "planned alike": plan * planned,
        "plan": plan,
        "goal word as done": float(not plan and said.status == "planned" and done),
        "done as planned": float(planned and not source_planned),
        "done as this": float(this and not plan and bool(source.plans) and said.when != "this"),
        "done alike": float(not source_planned and done),
        "under way as done": float(said.status == "under_way" and told.status in ("done", "act")),
        "done as under way": float(said.status in ("done", "act") and told.status == "under_way"),
        "under way alike": float(said.status == told.status == "under_way"),
        "year against": float(bool(mine) and bool(theirs) and not mine & theirs),
        "year other": float(bool(mine) and not theirs and bool(period) and not mine & (ahead if plan else period)),
        "year agrees": float(bool(mine & theirs)),
        "base against": float(base_against(number, source, index)),
    }


def base_against(number: Number, source: Source, index: int) -> bool:
    """Whether the claim compares with another year or period than the source's clause does."""
    clause = number.clause
    sentence = source.statement(index)
    figure = source.figures[index]
    at = figure.start - source.places[index].sentence.start
    near = sentence[max(0, at - 60) : at + 30]
    for how in (_BASE, _PLAN_PERIOD):
        mine = {next(one for one in match.groups() if one) for match in how.finditer(clause)}
        theirs = {next(one for one in match.groups() if one) for match in how.finditer(near)}
        if mine and theirs and not mine & theirs:
            return True
    return bool(figure.direction) and _base_year(clause) != _base_year(near) and bool(_base_year(near))


def _base_year(text: str) -> frozenset[str]:
    return frozenset(one for match in _BASE.finditer(text) for one in match.groups() if one)

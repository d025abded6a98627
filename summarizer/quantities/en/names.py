"""English runs that hold a number and are no figure: dates, ordinals, document numbers, markers, names, addresses.

Each rule is how English writes such a thing, with the kind it gives. Rules are tried in order; a run taken by an
earlier rule is not given to a later one.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from summarizer.language.units.english import KNOWN_NOUNS
from summarizer.quantities.figure import Kind

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
YEAR = r"(?:1[89]|20)\d{2}"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WORD = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty"
_ORDINAL = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth"
    "|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)
_DASH = r"[-–—−~]"
_PART_OF_TEXT = (
    r"Articles?|Art\.|Sections?|Sec\.|Chapters?|Clauses?|Paragraphs?|Annex(?:es)?|Appendix|Tables?|Figures?"
    r"|Fig\.|Pages?|pp?\.|room"
    r"|Phase|Step|Volume|Vol\.|Room|Building|Building No\.|Platform|Line|Route|Highway|Grade|Class|Level"
    r"|Category|Tier|Type|Stage"
    r"|Version|Items?|Part|Attachment|Note|Footnote|Chart|Case No\.|Batch|Document|Decree|Circular"
)


class Named(NamedTuple):
    """A run that is no figure, with its kind."""

    start: int
    end: int
    kind: Kind


def _rule(kind: Kind, pattern: str, flags: int = 0) -> tuple[Kind, re.Pattern[str]]:
    return kind, re.compile(pattern, flags)


# "(1) improve rules, (2) train staff": a bracketed number that has its neighbour in the text (_believable).
_NUMBERED = re.compile(r"[(（](\d{1,2})[)）](?=\s?[A-Za-z])")
# "the Four Consciousnesses": capitals inside a sentence make it a name (_believable has the exceptions).
_TITLED = re.compile(
    r"\b(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve)\s(?!Hundred|Thousand|Million|Billion|Trillion"
    r"|Percent)[A-Z][a-z]+"
    r"(?:\s[A-Z][a-z]+){0,3}"
)
_UNSEEN = r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]"
_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    # A number with characters in it that are not seen is a figure whose value no one can say.
    _rule("statistic", rf"\d[\d.,]{{0,40}}(?:{_UNSEEN}{{1,8}}[\d.,]{{0,40}}\d){{1,20}}(?:\s?%)?"),
    # Addresses of the net, and mail.
    _rule("identifier", r"\b(?:https?://|www\.)[^\s<>\"'）)]{1,2000}"),
    _rule("identifier", r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}"),
    # Document numbers: "Document No. 57 [2016]", "[2016] No. 57", "穗府〔2015〕26号".
    _rule("identifier", r"(?:Document\s)?\bNos?\.?\s?\d{1,6}\s?[\[〔(（]" + YEAR + r"[\]〕)）]"),
    _rule("identifier", r"[一-鿿]{0,10}[\[〔(（]" + YEAR
                        + r"[\]〕)）]\s?(?:Nos?\.?\s?)?\d{1,5}\s?号?(?![\d,.%]*\d)(?!\s?[%a-z])"),
    _rule("identifier", r"\bNos?\.\s?\d[\d-]{0,20}(?:(?:,\s?|\sand\s)\d{1,6}\b)*"),
    _rule("identifier", r"#\d{1,8}\b"),
    # Dates and times.
    _rule("date", rf"\b{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:[T\s]{{1,2}}\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?(?!\d)"),
    _rule("date", rf"\b\d{{1,2}}/\d{{1,2}}/{YEAR}\b"),
    _rule("date", rf"\b{_DAY}(?:\s?{_DASH}\s?|\s(?:to|and)\s){_DAY}\s(?:of\s)?{MONTH}(?:,?\s{YEAR}\b)?"),
    _rule("date", rf"\b{_DAY}\s(?:of\s)?{MONTH}(?:,?\s{YEAR}\b)?"),
    _rule("date", rf"\b{MONTH}\s{_DAY}(?:\s?{_DASH}\s?(?:{MONTH}\s)?{_DAY})?\b(?!%|,\d|\.\d)(?:,?\s{YEAR}\b)?"),
    _rule("date", rf"\b{MONTH}(?:\sof)?,?\s{YEAR}\b(?!,\d)"),
    _rule("date", rf"\b{YEAR}-(?:0[1-9]|1[0-2])(?!\d)"),
    _rule("date", r"(?<![\d.])\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?!\d)"),
    _rule("period", rf"\b{YEAR}\s?{_DASH}\s?{YEAR}(?![\d,]*\d|\s?(?:%|yuan|percent|cases))"),
    _rule("period", rf"\b{YEAR}[/–]\d{{2}}(?!\d)"),
    _rule("period", rf"\b(?:early|mid|late|pre|post)-{YEAR}s?\b", re.IGNORECASE),
    _rule("period", rf"\b{YEAR}s\b"),
    _rule("date", rf"\b(?:FY|H1|H2|Q[1-4])\s?{YEAR}\b|\b[HQ][1-4]\b"),
    _rule("name", r"\b24/7\b|\b24[x×]7\b|\b7[x×]24\b"),
    _rule("name", r"\b(?:ISO|IEC|GB|DB|HJ|EN|ASTM|IEEE|NY|YY|CJJ?|JGJ)(?:/[A-Z]{1,3})?[\s-]?\d{1,6}(?:\.\d{1,2})?"
                  r"(?:[-:–]\d{2,4})?\b"
                  r"(?!%|,\d)"),
    # What a rate is reckoned for: 5.8 per 100,000, 6.3 beds per 1,000 residents, per ten thousand people.
    _rule("other", r"(?<=\bper\s)(?:1,000|10,000|100,000|1000|10000|100000|1 million|hundred|ten thousand"
                   r"|hundred thousand)\b"
                   r"(?!\s(?:yuan|million|billion))"),
    _rule("name", r"\b(?:phase|stage|step|round|tier)\s(?:one|two|three|four|five)\b(?!\s(?:hundred|thousand|million))",
                  re.IGNORECASE),
    # Parts of laws and documents.
    _rule("identifier", rf"\b(?:{_PART_OF_TEXT})\s(?:No\.\s?)?\d{{1,5}}(?:\.\d{{1,3}})*(?:\(\d{{1,2}}\))*"
                        rf"(?:(?:,\s|\sand\s|\sto\s|\s?{_DASH}\s?)\d{{1,4}}\b)*(?![\d,.]*\d|%|\s?percent)"),
    _rule("identifier", r"\b(?:articles?|clauses?|paragraphs?|chapters?|sections?|annex|tables?|page|footnote)\s\d{1,4}"
                        r"(?:\.\d{1,3})*\b(?:(?:,\s|\sand\s|\sto\s)\d{1,4}\b)*(?![,.]\d|%)"),
    _rule("identifier", r"\b(?:Task|Problem|Measure|Goal|Question|Item|Achievement|Priority|Finding"
                        r"|Issue)\s\d{1,2}(?=[:.)–—]|\s*$)"),
    _rule("name", r"(?<![\w.,])\d{1,2}(?:\+(?:\d{1,2}|[A-Z]))+(?![\w,.]\d|%)"),  # the "2+7" parks
    # Telephones and hotlines: a number called by its digits.
    _rule("identifier", r"\+\d{1,3}[- ]?\(?\d{1,4}\)?(?:[- /]?\d{2,5}){1,4}"),
    _rule("identifier", r"(?<![\d,.])\(?0\d{2,3}\)?[- ]\d{7,8}\b"),
    _rule("identifier", r"(?<![\d,.])[48]00-\d{3}-?\d{4}\b|(?<![\d,.])1[3-9]\d{9}(?![\d,])"),
    _rule("identifier", r"\b(?:hotlines?|dial(?:ling|ing)?|call(?:ing)?)(?::|\sno\."
                        r"|\snumber)?\s?[\"'“(]?(?:1[12]\d|1[02]\d{3}|9\d{4})"
                        r"(?![,.]?\d|\s?%)", re.IGNORECASE),
    _rule("identifier", r"\b(?:phone|telephone|tel\.?|fax|postcode|postal code|zip code)(?::|\sno\."
                        r"|\snumber)?\s?(?:is\s)?\(?\d[\d() -]{3,15}\d"
                        r"(?![,.]?\d|\s?%)", re.IGNORECASE),
    _rule("identifier",
        r"(?<![\d,.])[\"'“]?\d{3,6}[\"'”]?(?=[\s-](?:\w{3,15}\s){0,3}(?:hot-?lines?|helplines?|call cent(?:re|er))\b)"),
    _rule("identifier", r"(?<![\d,.])12[13]\d{2}(?=\s(?:\w{3,12}\s)?platforms?\b)"),
    _rule("identifier", r"(?<!\w)\d{1,3}(?:\.\d{1,3}){2,4}(?!\w)"),
    # Ordinals: of a congress or a plan they are part of its name, else a rank.
    _rule("name", r"\b(?:\d{1,3}(?:st|nd|rd|th)|(?:twenty-|thirty-)?(?:" + _ORDINAL + r"))\s(?:CPC\s|Chinese\s"
                    r"|Central\s|Standing\s|National\s)*"
                  r"(?:Five-Year|National|Central|Congress|Party|Plenary|Plenum|Session|Committee|Standing"
                  r"|plenary session|plenum)"
                  r"(?:\s(?:National|Congress|Plan|Plenary|Session|Central|Committee))*", re.IGNORECASE),
    _rule("rank", r"(?<![\w.,])\d{1,3}(?:,\d{3})*(?:st|nd|rd|th)\b"),
    # Names with a number in them: five-year plan, Four Comprehensives, 5G, COVID-19, one-stop, 24/7.
    _rule("name", r"\b(?:[Ff]ive|[Tt]en|[Tt]hree|5|10|3)-[Yy]ear\s(?:[A-Z][a-z]+\s){0,4}(?:Plan|plan|Programme"
                  r"|Program|Action)\b"),
    _rule("name", r"\b(?:Three Represents|Four Comprehensives|Two Sessions|Two Centenary Goals|Three Rurals?"
                  r"|Four Confidences"
                  r"|Two Upholds|Four Consciousnesses|Five Major Development Concepts|Eight Regulations"
                  r"|Eight-Point [A-Z][a-z]+|Ten Measures|Three Stricts? and Three (?:Earnests?|Steadies)"
                  r"|One Belt,? One Road|One Country,? Two Systems|one country, two systems|two sessions"
                  r"|two studies and one action)\b"),
    ("name", _TITLED),
    _rule("name", rf"(?<=[a-z,]\s[\"'“‘])(?:{_WORD})\s[A-Za-z-]{{2,20}}(?:\s[A-Za-z-]{{2,20}}){{0,5}}(?=[\"'”’])",
                  re.IGNORECASE),
    _rule("name", rf"\b(?:{_WORD}|\d{{1,3}})-(?:stop|way|sided?|dimensional|tier(?:ed)?|level|party|in-one"
                  rf"|on-one|by-one|window|wheel(?:ed|er)?"
                  r"|child|star|pronged|fold system|handed|network|door|click|time|off|size|step|line|chain"
                  r"|card|code)s?\b", re.IGNORECASE),
    _rule("name", r"\b(?:Fortune(?:\s(?:Global|China|World))?|Forbes(?:\s(?:Global|China))?|(?:Fortune's\s)?Global"
                  r"|World(?:'s)?(?:\sTop)?)\s(?:100|200|300|500|1000|2000)\b"
                  r"(?![,.]\d|\s?%|\s(?:yuan|percent|per cent))"),
    _rule("name", r"\b(?:Nikkei|FTSE|Stoxx|STOXX|DAX|CAC|Russell|CSI|SSE|S&P|Nasdaq|Dow\sJones|ASX)\s\d{2,4}\b"
                  r"(?![,.]\d|\s?%)"
                  r"|\b(?:Boeing|Airbus|Windows|Apollo|Chang'?e|Shenzhou|Tianzhou|Kepler|Falcon|Studio)[-\s]\d{1,4}\b"
                  r"(?![,.]\d|\s?%|\s[a-z]+s\b)"),
    _rule("name", r"\b24/7\b|(?<![$€£¥.,])\b\d{1,3}[GD]\b(?!\w)(?!\s(?:yuan|of\s))"
                  r"|\b(?:[A-Z]{1,10}|[A-Z][a-z]{2,10})-\d{1,4}[A-Za-z]?\b(?![,.]\d|%)"),
    _rule("name", r"\b(?!CNY|RMB|USD|HKD|EUR|US|HK|CN|RM\d|SGD|CHF|MYR|INR|THB|PHP|IDR|VND"
                  r"|BRL|TRY|AED|KRW|RUB|TWD|MOP|GBP|JPY|AUD|CAD|NT\d)"
                  r"(?:[A-Z]{1,5}|[A-Z][a-z]{1,2}"
                  r"|[a-z])\d{1,5}(?:\.\d{1,2})?[A-Za-z]?\b(?!,\d|%)"),
    _rule("period", r"\b(?:first|second|third|fourth|1st|2nd|3rd|4th|last)\s(?:half|quarter|(?:three|two"
                    r"|\d)\squarters|(?:\w+\s)?months?)\b"
                    r"(?:\sof\s(?:the year|" + YEAR + r"))?", re.IGNORECASE),
    _rule("period", rf"\b(?:past|last|next|coming|previous|recent)\s(?:{_WORD}|\d{{1,2}})\s(?:years?|months?"
                    rf"|quarters?|weeks?|days?|decades?)\b", re.IGNORECASE),
    _rule("period", rf"\b(?:{_WORD}|\d{{1,3}})[- ](?:year|month|day|week|hour|minute)(?:-long)?\s"
                    r"(?=plan|action|programme|program|period|campaign|outline|term|project|initiative)",
                        re.IGNORECASE),
    _rule("rank", rf"(?<!-)(?<!\d\s)(?<!\ba\s)(?<!\bone\s)\b(?:{_ORDINAL})(?:ly)?\b(?!-?\s?(?:hundred|thousand))",
                  re.IGNORECASE),
    _rule("rank", r"\bnumber one\b|\bNumber \d{1,4}\b|\bTop \d{1,4}\b"
                  r"|\btop (?:ten|\d{1,3})\b(?![.,]\d|\s[a-z]+illion)"),
    _rule("name", r"\b(?:Gen|[Gg]eneration|Mk|Model|Series|Flight|Unit)\s\d{1,4}(?:\.\d{1,2})?\b(?![,.]\d|\s?%)"),
    # Markers of lists, notes and headings.
    _rule("marker", r"(?m)^[ \t>*#-]{0,12}(?:\*\*)?[(（]?\d{1,2}(?:\.\d{1,2})*[.)）、](?!\d)(?=\s|\*|[A-Z]|$)"),
    _rule("marker", r"(?m)^[ \t#]{1,12}\d{1,2}(?:\.\d{1,2}){1,3}(?=\s)"),
    ("marker", _NUMBERED),
    _rule("marker", r"\[\d{1,3}\](?!\s?No)|[①-⑳]"),
)  # fmt: skip
_LONG_LINE = 60


def named_runs(text: str) -> list[Named]:
    """The runs of ``text`` that hold numbers and are no figures, in order, without overlap."""
    taken: list[Named] = []
    bracketed = {int(match[1]) for match in _NUMBERED.finditer(text)}
    for kind, pattern in _RULES:
        fresh = [
            Named(match.start(), match.end(), kind)
            for match in pattern.finditer(text)
            if _free(taken, match.start(), match.end()) and _believable(text, match, kind, bracketed)
        ]
        if fresh:
            taken = sorted([*taken, *fresh])
    return taken


def _free(taken: list[Named], start: int, end: int) -> bool:
    at = bisect_left(taken, (start,))
    return (at == len(taken) or taken[at].start >= end) and (at == 0 or taken[at - 1].end <= start)


def _believable(text: str, match: re.Match[str], kind: Kind, bracketed: set[int]) -> bool:
    """Not a list marker that ends a wrapped sentence; not a heading's "Seventeen Cases" taken for a name."""
    if match.re is _NUMBERED:
        return bool({int(match[1]) - 1, int(match[1]) + 1} & bracketed)
    if kind == "marker":
        return not _wrapped(text, match.start())
    if kind == "name" and match.re is _TITLED:
        opens = match.start() == 0 or text[max(0, match.start() - 4) : match.start()].rstrip(" *_")[-1:] in (
            "",
            ".",
            "!",
            "?",
            ":",
            "\n",
            "|",
        )
        return not opens and not any(word.lower() in KNOWN_NOUNS for word in match.group().split()[1:])
    return True


def _wrapped(text: str, start: int) -> bool:
    """Whether a number at a line's start ends a wrapped sentence ("… reached\\n57. Then …") and marks nothing."""
    if start == 0 or text[start - 1] != "\n" or start < 2:
        return False
    line = text.rfind("\n", max(0, start - 1 - _LONG_LINE), start - 1)
    return text[start - 2].islower() and line < 0 and start - 1 > _LONG_LINE

"""Characters as they are matched: one character for one, so that every offset stays what it is.

Cues, units and terms are written in simplified characters. A text in traditional ones (縣, 個) is matched through its
simplified ones; so are Kangxi radicals and compatibility ideographs that PDF files show for plain characters (⼯ for
工). The text itself is never changed: what is quoted is quoted as written. The table of characters is OpenCC's.
"""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Any

# The commonest characters that only traditional writing has: without any of them a text is not looked at further.
_TELLING = re.compile(
    "[區辦執務個萬項審設規員問爲為實學會領罰議調導場眾衆決達處評糾於開報發時進現訴強舉證經點額題複網動關錄長營環體資別參與紛門"
    "鎮訪來號將況職編減業費結顧損隊訓沒數監檢單組織應維確機傳蓋還層錯爭頭當間堅貫徹黨類壓記戶稅億熱線見條備廢餘論約嚴綜態產請"
    "銷違終負責專講過績們運僅計劃圍標識試續內權穩聯繫電話郵縣總質種標準農裡裏臺萬歲兩從後對國這說誰讓車馬魚鳥風飛書東無極術構]"
)
_ODD = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_HAN = re.compile("[\u3400-\u9fff]")
# Radicals that are characters in use, to which Unicode gives no compatibility mapping.
_RADICALS = str.maketrans(
    "⺝⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "月母民虎西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)


@lru_cache(maxsize=16)
def plain(text: str) -> str:
    """``text`` as it is matched, of the same length: itself where it has nothing to be told apart."""
    if _ODD.search(text):
        text = "".join(_unified(character) for character in text)
    if not _is_traditional(text):
        return text
    table = {ord(one): _simplified(one) for one in set(text) if one >= "\u3400"}
    return text.translate(table)


def _is_traditional(text: str) -> bool:
    """Whether more of its 汉字 are written only so in traditional texts than only so in simplified ones."""
    if not _TELLING.search(text):
        return False
    counts = Counter(_HAN.findall(text))
    old = sum(count for one, count in counts.items() if _simplified(one) != one)
    new = sum(count for one, count in counts.items() if _simplified(one) == one != _traditional(one))
    return old > new


@cache
def _converter(way: str) -> Any:
    from opencc import OpenCC

    return OpenCC(way)


@lru_cache(maxsize=20_000)
def _simplified(character: str) -> str:
    found = str(_converter("t2s").convert(character))
    return found if len(found) == 1 else character


@lru_cache(maxsize=20_000)
def _traditional(character: str) -> str:
    return str(_converter("s2t").convert(character))


def _unified(character: str) -> str:
    if not _ODD.match(character):
        return character
    found = unicodedata.normalize("NFKC", character).translate(_RADICALS)
    return found if len(found) == 1 else character

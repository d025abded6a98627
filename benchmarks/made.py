"""Reports by rule for load: invented districts, each report of its own figures. Written by us, of no real place."""

from pathlib import Path

_PLACES = "甲乙丙丁戊己庚辛壬癸"
_TEXT = """云{place}区{year}年法治政府建设年度报告

一、主要成效
（一）优化营商环境。全年办理许可事项{a}件，办结率{rate}%，压减时限{b}天。
（二）规范行政执法。查处违法案件{c}宗，罚没金额{d}万元，举办培训{e}期。
（三）化解矛盾纠纷。受理行政复议申请{f}件，审结{g}件。

二、存在的问题
一是基层执法力量不足，持证人员仅{h}名。二是普法形式较为单一。

三、下一步计划
（一）加强队伍建设，培训执法人员{i}人次以上。
（二）推进公共法律服务，新建服务点{j}个。
"""


def report(number: int) -> str:
    """The text of the report ``number``; no two are alike."""
    place = "".join(_PLACES[int(digit)] for digit in f"{number:04d}")
    return _TEXT.format(
        place=place, year=2015 + number % 9, a=1000 + number, rate=80 + number % 20, b=3 + number % 40, c=200 + number,
        d=f"{30 + number}.{number % 90 + 10}", e=5 + number % 50, f=100 + number, g=60 + number % 40,
        h=10 + number % 80, i=500 + number, j=2 + number % 30,
    )  # fmt: skip


def write(folder: Path, count: int) -> list[Path]:
    """``count`` reports as files in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"report{number:05d}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(report(number), encoding="utf-8")
    return paths

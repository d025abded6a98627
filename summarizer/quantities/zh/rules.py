"""The rules by which a run of numeral characters is told to be no quantity: an ordered, readable table.

Each rule looks at a few characters before the run and at the text from the run on. The first that fits
names the kind of the mention and how far it reaches. Rules state how Chinese official prose is written;
none knows a particular report. A rule also says by which characters it can be told at a glance that it
cannot fit, so that of some fifty rules only a few are tried at a number.
"""

import re
import string
from dataclasses import dataclass
from typing import Literal

from summarizer.language.numerals.chinese import CHARACTERS, WHITE
from summarizer.quantities.figure import Kind
from summarizer.quantities.zh.amount import COUNTED

_CN = rf"[{CHARACTERS}]"
_N = rf"(?:\d{{1,6}}|\d(?:[ \u3000]\d){{1,4}}|{_CN}{{1,8}})"
_POWER_OF_TEN = r"\d+(?:[.．]\d+)?\s?[×xX*·]\s?10(?:[⁻−]?[⁰¹²³⁴-⁹]|\^|的|<sup>|[ \u3000]\d)"
_CJK = r"[\u3400-\u9fff\uf900-\ufaff]"
_DASHES = "-−－–~～至到─―一—"
_DASH = r"[ \u3000]?(?:——?|[-−－–~～至到─一―－]|－－)[ \u3000]?"
_YEAR = (
    r"(?:(?:1[6-9]|2[01])\d\d|[１２][６７８９０１]\d\d|[12][ \u3000]\d[ \u3000]\d[ \u3000]\d|"
    r"[〇零○一二三四五六七八九]{4})"
)
_MONTH = r"(?:\d{1,2}|1[ \u3000]\d|[一二三四五六七八九十]{1,3})\s{0,2}月(?:份|底|末|初|中旬|上旬|下旬)?"
_DAY = r"(?:\d{1,2}|[12３3][ \u3000]\d|[一二三四五六七八九十廿卅]{1,3})\s{0,2}[日号]"

#: What the first part of every rule is made of: numerals, white space and dashes. The glance passes over it.
FILLER = rf"[-\d\s{CHARACTERS}○{_DASHES.replace('-', '')}]"


@dataclass(frozen=True, slots=True)
class Rule:
    """``before`` must match right up to the run (its match joins the span), ``at`` from the run's start on.

    The glance: nothing fits unless the first character that is no ``FILLER`` is one of ``after``, the one
    right before the run one of ``behind``, or the last before white space (a line break at the head of the
    text), the run starts with a digit or a word, and there are ``least`` characters of ``FILLER``. An empty
    string stands for any.
    """

    name: str
    kind: Kind
    at: re.Pattern[str]
    before: re.Pattern[str] | None = None
    after: str = ""
    behind: str = ""
    starts: Literal["", "digit", "word"] = ""
    least: int = 1


def _rule(
    name: str, kind: Kind, at: str, before: str = "", joins: str = "", *,
    after: str = "", behind: str = "", starts: Literal["", "digit", "word"] = "", least: int = 1,
) -> Rule:  # fmt: skip
    """``before`` is context outside the span; ``joins`` stands right before the run and joins its span."""
    context = re.compile(rf"(?:{before})(?P<join>{joins})\Z") if before or joins else None
    return Rule(name, kind, re.compile(at), context, after, behind, starts, least)


_OPEN = "〔[（(［【﹝"
_LETTERS = string.ascii_letters
_LINE_END = "。；;！？!?：:" + WHITE
_LINE = r"(?:\A|[\n\r。；;！？!?：:\u3000\s])\s*"

RULES: tuple[Rule, ...] = (
    # 中发〔2015〕36号, 国令（2016）第5号: year in brackets, then a serial number
    _rule(
        "document number",
        "identifier",
        rf"\d{{4}}\s?[〕\]）)］】﹞]\s?第?\s?{_N}(?:[-—、]\d{{1,6}}){{0,6}}\s?号?",
        "",
        r"[\u3400-\u9fff]{0,8}[〔\[（(［【﹝]\s?",
        after="〕]）)］】﹞",
        behind=_OPEN,
        starts="digit",
        least=4,
    ),
    # 《…条例》第三十九条第（二）项, 第39号令, 第3章
    _rule(
        "legal citation",
        "identifier",
        rf"{_N}\s?[）)]?\s?(?:条|款|项|章|节|编|目|号|页)(?:之{_CN})?",
        "",
        r"第\s?[（(]?\s?",
        after="）)条款项章节编目号页",
        behind="第（(",
    ),
    # 十八届三中、四中全会; 二十届三中全会; 十二届三次、四次全会; 党的十八大; 第十三届人大二次会议
    _rule(
        "congress",
        "name",
        rf"{_CN}{{1,4}}届(?:[\u3400-\u9fff]{{0,8}}?{_CN}{{1,3}}[中次](?:[、和]{_CN}{{1,3}}[中次])*(?:全会|会议|全体)?)?",
        after="届",
        starts="word",
    ),
    _rule("congress", "name", rf"{_CN}{{2,4}}大(?![量型批力幅会家])", after="大", starts="word", least=2),
    _rule("plenum", "name", rf"{_CN}{{1,3}}[中次](?:全会|会议)", after="中次", starts="word"),
    # 十三五, 十四五, 八五普法: the five-year plans
    _rule(
        "five-year plan",
        "name",
        r"[一二三四五六七八九]?十?[一二三四五六七八九]五(?=规划|时期|计划|期间|末|普法|[”\"’」])",
        after='规时计期末普”"’」',
        starts="word",
    ),
    # footnote marks: [12], ^[3], 【4】, 〔5〕 right after a word
    _rule(
        "footnote",
        "marker",
        r"\d{1,3}\s?[\]］〕】]",
        "",
        r"\^?[\[［〔【]\s?",
        after="]］〕】",
        behind="[［〔【",
        starts="digit",
    ),
    # a page number alone on its line between dashes
    _rule(
        "page",
        "marker",
        r"\d{1,4}\s?[-—–－─]",
        r"(?:\A|\n)[ \t\u3000]*",
        r"[-—–－─]\s?",
        behind="-—–－─",
        starts="digit",
    ),
    _rule(
        "page",
        "marker",
        r"\d{1,4}(?=[ \t]*(?:\Z|\n))",
        r"(?:\A|\n)[ \t\u3000]*",
        r"[—─]\s?",
        behind="—─",
        starts="digit",
    ),
    # clock and calendar
    _rule(
        "timestamp",
        "date",
        rf"{_YEAR}[-/.．]\d{{1,2}}[-/.．]\d{{1,2}}日?(?:[ \u00a0\u3000T]\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?",
        least=4,
    ),
    _rule(
        "date",
        "date",
        rf"{_YEAR}\s{{0,3}}年(?:度|初|底|末)?\s{{0,2}}{_MONTH}(?:\s{{0,2}}{_DAY})?(?:{_DASH}(?:{_YEAR}\s{{0,3}}年)?\s{{0,2}}{_MONTH}(?:\s{{0,2}}{_DAY})?)?",
        after="年",
        least=4,
    ),
    _rule(
        "years",
        "date",
        rf"{_YEAR}\s{{0,3}}年?(?:{_DASH}|－|—|)(?:{_YEAR})\s{{0,3}}年(?:度|底|末)?",
        after="年",
        least=4,
    ),
    _rule("years", "date", rf"{_YEAR}{_DASH}{_YEAR}(?!\d)", least=9),
    _rule("year", "date", rf"{_YEAR}\s{{0,3}}年(?:度|底|末|初)?(?:[、和](?={_YEAR}\s{{0,3}}年))?", after="年", least=4),
    _rule(
        "month",
        "date",
        rf"\d{{1,2}}(?:{_DASH}\d{{1,2}})?\s{{0,2}}月(?:份|底|末|初|中旬|上旬|下旬)?(?:\s{{0,2}}{_DAY})?(?:{_DASH}(?:{_MONTH})?{_DAY})?",
        after="月",
        starts="digit",
    ),
    _rule(
        "month",
        "date",
        r"[一二三四五六七八九十]{1,3}月(?:份|底|末|初|[一二三四五六七八九十廿]{1,3}日)?(?!子|亮|球|饼)",
        after="月",
        starts="word",
    ),
    _rule(
        "clock",
        "date",
        r"(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?(?![\d:：︰]|[.．]\d)|\d{1,2}[时点](?:\d{1,2}分)?(?!间|位|多|线|面|击)|\d{1,2}日(?!常|均|益|报)",
        after=":：时点日",
        starts="digit",
    ),
    # 十八点三十分, 十一点前, 上午九点至下午五点: a time of day, not 二点三个百分点
    _rule(
        "clock",
        "date",
        r"(?:[二两]?十[一二三四五六七八九]?|[一二两三四五六七八九])[点點](?:[一二三四五]?十?[一二三四五六七八九]?分(?!之|别|类)|[半钟整](?![个年])|(?=[前后起至到左]))",
        after="点點",
        starts="word",
    ),
    _rule(
        "clock",
        "date",
        r"(?:[二两]?十[一二三四五六七八九]?|[一二两三四五六七八九])[点點]",
        r"(?:[上下中]午|早上|晚上|凌晨|[点點分][至到])",
        after="点點",
        behind="午上晨至到",
        starts="word",
    ),
    _rule("quarter", "date", r"[一二三四1234]季度|[一二三四]季(?=[，。、])", after="季"),
    # telephone numbers, postcodes, accounts; hotlines such as 12345, 12315 before 热线/专线
    _rule(
        "telephone",
        "identifier",
        r"(?:\d{3,4}\s?[-－—]\s?\d{7,8}(?:[-—]\d{1,4})?|1[3-9]\d{9}|(?:400|800)-?\d{3,4}-?\d{3,4})"
        r"(?![\d.,]|\s?[%％元美港万亿人件宗户个项吨斤亩千次头只立平度])",
        starts="digit",
        least=9,
    ),
    _rule(
        "hotline",
        "identifier",
        r"1[0-2]\d{3}(?!\d|\s?[家个件户人名元%％万亿宗项次处吨亩])(?=[^\d，。；、]{0,14}(?:热线|专线|平台|中心))|(?:12[1-9]\d\d|96\d{3})(?=[”“、，。）)·•])|(?:110|119|120|122)(?=[^\d，。；]{0,6}(?:接|报|急|出警|指挥))",
        starts="digit",
        least=3,
    ),
    # 拨打110、119; 12345热线、110、120: numbers to call, in a list
    _rule(
        "hotline",
        "identifier",
        r"1(?:10|19|20|22|2\d{3})(?!\d|[.．,，]\d|\s?[家个件户人名元%％万亿宗项次处吨亩起场])",
        r"(?:拨打|热线|1(?:10|19|20|22|2\d{3}))[、和及与]?",
        behind="打线、和及与01259",
        starts="digit",
        least=3,
    ),
    _rule(
        "contact",
        "identifier",
        r"[\d\s\-—－]{3,24}(?<=\d)",
        r"(?:电\s?话|传\s?真|热\s?线|邮\s?编|邮政编码|手机|QQ|号\s?码|账号|代码|编号|备案号|文号|索引号)\s*[:：为是]?\s*",
        behind="话真线编码机Q号:：为是",
        starts="digit",
        least=3,
    ),
    # ranks and ordinals: 第一位, 第3名, 第二批, 居全省第1; 前三, 前10; 首批 has no numeral
    _rule(
        "ordinal",
        "rank",
        rf"{_N}(?:\s?[、和至-]\s?第?{_N}(?=[名位批届次期轮阶季条产]))?\s?(?:名|位|批|届|次|期|轮|阶段|季度|产业|方|类|任|师|站|战略|梯队|个|代|年度?|大|家|张|把|档)?",
        "",
        r"第\s?",
        behind="第",
    ),
    _rule("top", "rank", rf"{_N}\s?(?:名|位|强|列)?", r"", r"(?<![目之以此从提日年月向])前(?=.)", behind="前"),
    _rule(
        "grade",
        "rank",
        rf"{_N}\s?(?:等奖|连冠|连增|连升)|{_N}级(?!别|联|[余地]震)|[345５４３]A级?|[甲乙]级",
        after="等连级A",
    ),
    _rule("strong list", "name", rf"(?:\d{{1,4}}|{_CN}{{1,3}})(?:强|佳)(?!化|制|力|度|势|调|大)", after="强佳"),
    # one item of a list: （一） (1) 一、 1. 1． 1、 一是 第一， ①
    _rule(
        "bracketed marker",
        "marker",
        rf"{_N}\s?[)）]",
        _LINE + r"|[。；;：:，,、\s\u3400-\u9fff》”]",
        r"[(（]\s?",
        after=")）",
        behind="(（",
    ),
    _rule(
        "numbered heading",
        "marker",
        r"\d{1,2}\s?[.．、](?!\d)(?=\s*\S)|\d{1,2}[.．、](?=(?:19|20)\d\d\s{0,2}年)",
        _LINE,
        after=".．、",
        behind=_LINE_END,
        starts="digit",
    ),
    _rule("numbered heading", "marker", r"\d{1,2}[）)](?=\S)", _LINE, after=")）", behind=_LINE_END, starts="digit"),
    _rule(
        "numbered heading",
        "marker",
        rf"\d{{1,2}}(?:[.．]|、)\s?(?={_CJK}|[《“〈])",
        r"[\u3400-\u9fff，。；：）》”\s]",
        after=".．、",
        starts="digit",
    ),
    _rule("numeral heading", "marker", rf"{_CN}{{1,3}}[、．.]", _LINE, after="、．.", behind=_LINE_END, starts="word"),
    _rule(
        "numeral heading",
        "marker",
        rf"{_CN}{{1,3}}、(?!{_CN})",
        r"[。；）》”]",
        after="、",
        behind="。；）》”",
        starts="word",
    ),
    _rule(
        "enumerator",
        "marker",
        rf"{_CN}{{1,2}}(?:是|要(?=[坚着突聚持加强深严抓创推围以把在切进注完]))(?!否)",
        r"(?:\A|[\n。；;：:，,、！？!?\s）)”\"\u3400-\u9fff]|[\]］])",
        after="是要",
        starts="word",
    ),
    # names with letters: G5012, S460, PM2.5, 5G, 3D, 4A, 1+3, 3·15, 7×24
    _rule(
        "letter name",
        "name",
        r"[\d.．]{1,20}(?:[A-Za-z]|[-+]\d{1,8}){0,12}",
        "",
        r"[A-Za-z]{1,10}(?:[-—+]?\s{0,2}|<sub>)",
        behind=_LETTERS + "-—+>",
        starts="digit",
    ),
    _rule(
        "letter name",
        "name",
        r"\d{1,4}(?:G|D|A|K|H|PLUS|Plus|i)(?![A-Za-z]*[/%a-z])(?![BWw])",
        after="GDAKHPi",
        starts="digit",
    ),
    # … but 3×10⁵ is a power of ten
    _rule(
        "sum name",
        "name",
        rf"(?!{_POWER_OF_TEN}){_N}(?:[＋+·・×xX*]{_N}){{1,12}}(?:[+＋][A-Za-zＮN\u3400-\u9fff])?|{_N}[＋+](?:[A-Za-zＮN]|(?!{COUNTED}){_CJK})",
        after="＋+·・×xX*",
    ),
    _rule("voltage", "name", r"[±]?\d{2,4}\s{0,3}(?:千\s?伏|kV|KV|kv)(?!安)", after="伏kK", starts="digit", least=2),
    _rule("version", "identifier", r"\d{1,30}(?:[.．]\d+){2,4}|\d\.\d版", after=".．", starts="digit"),
    _rule(
        "number of a thing",
        "identifier",
        rf"{_N}\s{{0,2}}号(?:令|楼|线|公告|文|院|坑|机|路|文件|信号|厅|馆|桥|公路|工程|墓|井|站|门|地块|高炉)?",
        after="号",
    ),
    # 一期工程, 二期项目, 三期 before building words name a phase
    _rule(
        "phase",
        "name",
        rf"(?:{_CN}{{1,2}}|\d)(?:[、和]{_CN}{{1,2}})?期(?=工程|项目|建设|等|开工|建成|投产|改造|[、和]{_CN}期)",
        after="、和期",
    ),
    # 一产增加值, 二产、三产: the sectors in short
    _rule("sector", "name", r"[一二三](?:[、和]?[一二三]){0,2}产(?![量品值能出成])", after="、和产"),
    _rule("attachment", "identifier", rf"{_N}", r"(?:附件|附表|附图|附录|表|图)\s?", behind="件表图录"),
    # 千亿级, 万亿元级, 百亿级企业: a class, without a count
    _rule("class", "name", rf"[\d十百千万亿{CHARACTERS}]{{1,6}}(?:美?元)?(?:级|量级)(?!别|[余地]震)", after="美元级量"),
    # lengths of time: 五年来, 近三年, 20年, 三个月, 20个工作日内
    _rule(
        "duration",
        "period",
        rf"{_N}(?:{_DASH}{_N})?\s{{0,3}}(?:多|余|来)?\s?年(?!{_CJK}?级|纪|报|鉴|代|轻|度)(?:多|来|间|内|以上|以内)?",
        after="多余来年",
    ),
    _rule("anniversary", "period", rf"{_N}\s?周年", after="周"),
    _rule("decade", "period", rf"{_N}\s?年代|{_N}\s?世纪", after="年世"),
    _rule(
        "duration",
        "period",
        rf"{_N}(?:{_DASH}{_N})?\s?(?:多|余)?个(?:多)?(?:月|季度|学年|星期)(?:内|以上|以内|左右)?",
        after="多余个",
    ),
    _rule(
        "time limit",
        "period",
        rf"{_N}(?:{_DASH}{_N})?\s?个?(?:工作日|自然日|小时|日|天|分钟)(?:之内|以内|内)",
        r"(?<![至到])(?<!控制在)(?<![缩压]短为)",  # 压缩至30分钟以内 is a level that was reached
        after="个工自小日天分",
    ),
    # a radius of minutes: 15分钟生活圈, and annual programmes: 十件民生实事
    _rule(
        "programme",
        "name",
        rf"{_N}分钟(?={_CJK}{{0,8}}圈)|{_CN}{{1,8}}件[“\"]?(?:民生|为民|惠民|利民)?[”\"]?(?:实事|大事)",
        after="分件",
    ),
    # 10大标志性工程, 三大攻坚战: N大 introduces a name
    _rule("big things", "name", rf"{_N}大(?=[\u3400-\u9fff“])(?!于|约|概|多)", after="大"),
    # an age that bounds a group: 60岁以上老年人
    _rule(
        "age group",
        "other",
        rf"{_N}(?:{_DASH}{_N})?\s?周?岁?(?:{_DASH}{_N})?周?岁(?:及?以[上下]|(?=[儿老青人女居妇群的]))",
        after="周岁",
    ),
)

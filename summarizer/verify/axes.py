"""Words for opposite things share no reading: town is not 农村, deputies are not 政协委员, loans no deposits.

An axis lists things of which a figure is said of one and not of another. A claim that names one side, of a figure
whose own words name another side only, is of something else. Each side is known by its words in both languages.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

#: axis | side | Chinese words | English words (regular expressions, without the edges of words)
_TABLE = r"""
residence | town | 城镇|城市居民|城市地区|城里 | towns?|townspeople|urban|city dwellers|city residents|cities
residence | country | 农村|乡村|农民|村民|农户 | rural|villag\w+|countryside|country people|farmers|farm\w* households
body | deputies | 人大代表|议案|代表建议|人大 | deput(?:y|ies)\S*|lawmakers\S*|people's congress|motions
body | advisers | 政协|提案 | (?:political )?advis[eo]rs?\S*|advisory bod(?:y|ies)|cppcc|consultative
tier | national | 国家级|国家重点|全国重点 | national-level|state-level
tier | province | 省级|自治区级|省重点|省定 | provincial(?:ly)?(?:-level)?
tier | city | 市级|市重点|市定 | municipal(?:ly)?|city-level
tier | county | 县级|县区级 | county-level
trade | export | 出口(?<!进出口) | exports?|exported
trade | import | 进口(?!总额和出口) | imports?|imported
bank | deposit | 存款 | deposits?
bank | loan | 贷款 | loans?|lending
accident | number | 起数|事故数 | accidents?
accident | death | 死亡|遇难 | deaths?|deaths|killed|fatalit\w+|death toll|lives lost
travel | visitors | 人次|游客人?数|接待 | visitors?|tourist arrivals|tourist numbers|travell?ers
travel | money | 收入|花费|消费额 | revenue|receipts|income|takings
poor | out | 脱贫|减贫 | escaped poverty|lifted out of poverty|out of poverty
poor | still | 贫困人口|贫困户|致贫 | (?:still )?(?:classed as )?poor|in poverty
case | received | 受理|收到|接到|接收 | received|accepted|taken in
case | granted | 准予|准许|批准|核准|获批 | granted|approved
case | refused | 不予|驳回|拒绝 | refused|rejected|turned down
case | closed | 办结|审结|结案 | closed|concluded|settled
case | moved | 移送|移交 | transferred|handed (?:over|to)|referred
sector | first | 第一产业|一产 | primary (?:sector|industry)
sector | second | 第二产业|二产 | secondary (?:sector|industry)
sector | third | 第三产业|三产|服务业 | tertiary (?:sector|industry)|services
weight | light | 轻工业 | light industr\w+
weight | heavy | 重工业 | heavy industr\w+
worker | active | 在职 | in-service|active employees|serving
worker | retired | 退休 | retired|retirees|pensioners
owner | private | 民营|民间|私营|个体 | private(?:ly)?
owner | state | 国有|国营|央企 | state-owned|state-run
capital | foreign | 外资|外商|境外 | foreign
capital | domestic | 内资|境内|国内 | domestic
pupil | before | 学龄前|幼儿园|幼儿 | kindergart\w+|pre-?school\w*|toddlers
pupil | primary | 小学 | primary (?:school|pupils)\w*
pupil | high | 高中 | (?:senior )?high schools?
output | gross | 总产值 | gross output|output value
output | added | 增加值 | value added|added value|value-added
cargo | people | 旅客|客运|乘客 | passengers?
cargo | goods | 货邮|货运|货物吞吐|货物 | cargo|freight|goods
job | new | 新增就业 | new urban jobs|new jobs|jobs
job | again | 再就业 | re-?employ\w+
school | firm | 企业授权|企业 | compan\w+|firms?|enterprises?|business\w*
school | university | 高校|大学 | universit\w+|colleges?
medal | gold | 金牌 | gold medals?|golds?
medal | all | 奖牌 | medals?
home | rented out cheap | 保障性租赁|保租房 | affordable rental
home | rented out by the state | 公共租赁|公租房 | public rental
home | sold | 商品房|商品住[房宅] | commodity hous\w+
firm | high | 高新技术企业 | high-?tech\w* (?:enterprises?|firms?|compan\w+)
firm | small | 科技型中小企业 | (?:small and medium-sized technology|technology-based small)\S*
patent | granted | 授权量|专利授权 | patents granted|granted patents
patent | asked | 申请量|专利申请 | patent applications
invest | works | 技改投资|技术改造投资 | technical (?:upgrading|renovation)
invest | roads | 基础设施投资 | infrastructure investment
way | road | 公路|高速 | highways?|expressways?|roads?
way | rail | 铁路|高铁 | railways?|rail
house | old | 老旧小区 | old (?:residential|housing)\S*
house | village | 城中村 | urban villages?
what | officer | 网格员|干部|服务员 | officers?|officials|grid\S* workers
what | trader | 商户|店主|业主|经营者 | shopkeepers?|traders?|merchants?
money | in | 一般公共预算收入|财政收入|税收收入 | revenue
money | out | 一般公共预算支出|财政支出 | spending|expenditures?|outlays?
water | nation | 国控|国考 | nationally monitored
water | province | 省控|省考 | provincially monitored
energy | wind | 风电 | wind
energy | sun | 光伏 | solar|photovoltaic\w*
farm | crop | 粮食产量|粮食总产|粮食 | grain output|grain
farm | area | 播种面积 | sown area|sown
"""


@cache
def _rows() -> tuple[tuple[str, str, re.Pattern[str], re.Pattern[str]], ...]:
    found = []
    for line in _TABLE.strip().splitlines():
        axis, side, rest = line.split(" | ", 2)
        chinese, english = rest.rsplit(" | ", 1)
        found.append((axis, side, re.compile(chinese), re.compile(rf"\b(?:{english})(?!\w)", re.I)))
    return tuple(found)


_LATIN = re.compile(r"[A-Za-z]{3}")
_HAN = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=65_536)
def sides(text: str) -> Mapping[str, frozenset[str]]:
    """Of each axis the sides that ``text`` names; an axis of which it names none is left out."""
    found: dict[str, set[str]] = {}
    chinese, english = _HAN.search(text), _LATIN.search(text)
    for axis, side, zh, en in _rows():
        if (chinese and zh.search(text)) or (english and en.search(text)):
            found.setdefault(axis, set()).add(side)
    return {axis: frozenset(names) for axis, names in found.items()}


def opposites(claim: str, own: str, context: str) -> tuple[str, ...]:
    """The axes on which ``claim`` names sides that neither ``own`` (a figure's words) nor ``context`` has.

    Only where ``own`` names another side of the axis: what says nothing contradicts nothing.
    """
    told, said = sides(claim), sides(own)
    shared = [axis for axis in told if axis in said and not told[axis] & said[axis]]
    if not shared:
        return ()
    around = sides(context)
    return tuple(axis for axis in shared if not told[axis] & around.get(axis, frozenset()))


def exchanged(claim: str, own: str) -> tuple[str, ...]:
    """The axes on which ``claim`` names one side only, and ``own`` (a figure's words) another only."""
    told, said = sides(claim), sides(own)
    return tuple(axis for axis in told if axis in said and not told[axis] & said[axis])


def alike(claim: str, own: str) -> int:
    """On how many axes the two name a side in common."""
    told, said = sides(claim), sides(own)
    return sum(bool(told[axis] & said.get(axis, frozenset())) for axis in told)

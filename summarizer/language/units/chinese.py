"""Chinese measure words, money and percent signs: what may follow a numeral and make it a quantity.

A table to be read and extended: every group says what its words count. A word that is missing here costs
a unit, never a number.
"""

import re

from summarizer.language.lexicon import Rule

#: People, and their attendances (人次 counts visits, not persons).
PEOPLE = "人次 万人次 人 名 位 户次 户 家次 家 对 班子 届"
#: Cases, papers and acts of government.
ACTS = "件次 件 宗 份 项次 项 条 起 批次 批 期 场次 场 次 篇 册 本 部 卷 例 桩 笔 单 票 案 则 篇次 课时 学时 讲 档"
#: Places, buildings and things.
THINGS = (
    "个 座 所 处 台套 台次 台 辆次 辆 套 张 枚 只 头 匹 羽 尾 株 棵 间 栋 幢 块 片 段 道 根 支 艘次 艘 架次 架 "
    "列次 列 节 门 "
    "口 眼 盏 面 杆 颗 粒 包 袋 箱 瓶 桶 盒 组 队 类 种 款 副 床 席 轮 班次 车次 航次 标准箱 标箱 车位 床位 学位 "
    "泊位 机位 "
    "村 镇 乡 县 市 区 省 国 校 院 点 线 站 号 步 环 层 级 样 章 幅 顶 把 双 枝 团 营 样本 批件 人份 剂次 剂 "
    "人天 台班 工位 座席 坐席 "
    "字 词 句 页 帧 集 档次 桌 束 窝 峰 手 拍 笼 垄 畦 丛 墩 蔸 樽 樘 方 字节 只次 头次 平台"
)
#: Length, area, volume, weight.
SIZES = (
    "平方公里 平方千米 平方米 平方 平米 立方米 立方 公顷 公亩 亩次 亩 公里 千米 海里 公分 厘米 毫米 微米 纳米 英寸 "
    "英尺 米 万吨 吨标准煤 吨标煤 吨公里 载重吨 总吨 吨 千克 公斤 斤 毫克 微克 克 毫升 升 皮长公里 车道公里 换算吨公里 "
    "千升 人公里 华里 英里 桶 石 担"
)
#: Power, energy, data.
ENERGY = (
    "千瓦时 千瓦小时 千瓦 兆瓦时 兆瓦 吉瓦 瓦 度电 千伏安 兆伏安 千卡 大卡 兆赫 兆字节 比特 度 分贝 摄氏度 马力 核 卡"
)
#: Stretches of time, and ages.
TIMES = "个工作日 工作日 个自然日 自然日 个学年 个季度 个月 个小时 小时 分钟 毫秒 秒 天 周岁 岁 周 周年 学年 昼夜"
#: Multiples and marks.
MARKS = "倍 番 分 星 折 成"
#: Medals, counted without a measure word: 4金、2银、1铜.
MEDALS = "金牌 银牌 铜牌 金 银 铜"
#: Latin units, in the case in which they are written.
LATIN = (
    "kWh kW MWh MW GW km<sup>2</sup> m<sup>2</sup> m<sup>3</sup> "
    "km² km2 km m² m2 m³ m3 mm cm kg mg/L mg ℃ °C GB TB PB MB EFLOPS PFLOPS Mbps Gbps ㎡ ㎥ ㎞ ㎏ t"
)

CURRENCIES = {
    "元": "元", "圆": "元", "人民币": "元", "元人民币": "元", "块钱": "元",
    "美元": "美元", "等值美元": "美元", "等值人民币": "元", "美金": "美元",
    "港元": "港元", "港币": "港元", "澳门元": "澳门元", "澳元": "澳元",
    "欧元": "欧元", "日元": "日元", "英镑": "英镑", "新台币": "新台币", "新台币元": "新台币", "台币": "新台币",
    "加元": "加元", "卢布": "卢布", "韩元": "韩元", "瑞士法郎": "瑞士法郎", "新加坡元": "新加坡元", "新元": "新加坡元",
    "新币": "新加坡元", "坡币": "新加坡元", "令吉": "令吉", "马币": "令吉", "林吉特": "令吉", "卢比": "卢比",
    "泰铢": "泰铢",
    "比索": "比索", "印尼盾": "印尼盾", "越南盾": "越南盾", "雷亚尔": "雷亚尔", "里拉": "里拉", "迪拉姆": "迪拉姆",
    "新西兰元": "新西兰元", "纽元": "新西兰元",
}  # fmt: skip

#: Signs of percentages, with the factor that makes them per cent.
PERCENTS = {
    "%": "%",
    "％": "%",
    "﹪": "%",
    "‰": "‰",
    "个百分点": "个百分点",
    "個百分點": "个百分点",
    "百分点": "个百分点",
}

#: What makes a measure word the beginning of another word: 分别, 人民, 个体, 条例, 家庭 …
_NOT = {
    "人": "民|工|均|才|力|大|口|员|事|社|类|文|居|身",
    "分": "别|为|之|钟|局|公司|类|级|行|校|步|批|配|布|析|享|散|红|会|院|区",
    "个": "百分|體|体|税|转企",
    "条": "例|件",
    "家": "庭|园|具|长|政(?![府务协策])|乡|属|电",
    "项": "目",
    "名": "义|单|录|优|城|胜",
    "户": "籍|外|口|政",
    "部": "门|分|署|长|委|队|级",
    "点": "多|击|面",
    "次": "日|年|序|生",
    "期": "间|末|限|货|待|初|望",
    "场": "所|地|景",
    "线": "上|下|路",
    "市": "场|级|直|委|政|区|民",
    "区": "级|域|直|委|政|间|属|内|外|划",
    "县": "级|域|直|委|政|城|区|乡",
    "镇": "级|政",
    "村": "级|民|庄|居",
    "省": "级|委|政|直|市|道",
    "国": "家|际|内|有|道|债|企|资",
    "校": "园|长|区",
    "院": "长|士|校",
    "方": "面|案|式|向|法|便|可",
    "头": "部|等|条",
    "面": "向|积|对|临|貌|源",
    "手": "续|段|术|抓|机",
    "口": "岸|径|头",
    "门": "户|诊|店|类|槛|口",
    "组": "织|建|长|团|成|合",
    "队": "伍|员|长",
    "批": "准|复|发|示",
    "步": "伐|骤|行|道|入",
    "层": "次|面|级",
    "类": "别|型|似",
    "位": "居|列|于|次|一体",
    "成": "立|为|功|果|员(?!工)|本|效|交|长|都|熟|就|品|绩|渝|套|型|人(?![员口数民])|年|片|网|系|体|份|链|集",
    "台": "账|商|湾|胞|企|资|州|海|风|阶",
    "节": "约|能|日|点|水|假",
    "支": "持|撑|付|出|队|行|部|线|柱|教|援",
    "处": "理|置|于|罚|级|长|分|以|室",
    "单": "位|独|元|体|列",
    "案": "件|例|由",
    "例": "如|会|行",
    "起": "草|到|来|点|步|诉|底|降|落|用|始|飞|义",
    "本": "计|项|单|部|级|市|区|县|省|地|年|土|科|报|着|次|届|级|部|月|科|行|质|镇|院|省|身|溪|息",
    "份": "额",
    "道": "路|德|教|地|口",
    "根": "本|据|治|基",
    "列": "入|全|为|车|支|居|出|第",
    "度": "假|过",
    "核": "心|准|查|实|电|酸",
    "天": "然|津|下|气|山|地|府|空|河|水",
    "周": "边|期|密|围|口|转|岁",
    "米": "东|粮",
    "石": "油|化|家|材|墨|漠|榴|狮|景",
    "担": "当|任|保|负|忧",
    "款": "项|物",
    "笔": "试|记",
    "间": "接|隔|断|距",
    "把": "握|关|好|手|控|脉|守|.{1,6}作为",
    "字": "号",
    "页": "岩",
    "集": "中|聚|体|团|群|成|约|合|镇|装|资|贸|散|结|训|美|采|疏",
    "站": "点|位|在|房|城",
    "轮": "值|换|训|胎|岗|作|动|候",
    "席": "卷|位",
    "环": "境|保|节|卫|评|比|球",
    "样": "板|本|品|式|貌",
    "章": "程|法|节",
    "架": "构|设|桥",
    "团": "队|结|体|伙|员|圆|长",
    "营": "业|商|收|造|养|销|利|运",
    "星": "级|城|火",
    "档": "案",
    "讲": "话|座|好|究|政|法|堂|述",
    "则": "是|由|为",
    "升": "级|至|到|规|学|位|温|星",
    "克": "服|市|州|拉|难|隆|山|制|里",
    "床": "位",
    "包": "括|含|容|装|保|抓|联|片|村|机|头",
    "箱": "涵",
    "剂": "量",
    "卡": "口|塔|点|片",
    "对": "口|于|外|接|应|标|策|象|照|全|其|比|各|企|重|违|台|话|符|不|该|本|我|涉|在|从|严",
    "峰": "会|值",
    "双": "重|向|创|边|减|随|拥|碳|高|一流|方|双|控|语|侧",
    "丛": "书|林",
    "拍": "卖|摄",
    "尾": "矿|水|气|款|号",
    "副": "食|县|市|省|处|局|书|主|区|总|秘|中心|业|科|职|高|镇",
    "种": "植|子|粮|业|养|类|苗|质",
}  # fmt: skip
_ONLY = dict.fromkeys(("金", "银", "铜"), r"(?<=\d.)(?=[、，。；\d])")

_WORDS = {*" ".join((PEOPLE, ACTS, THINGS, SIZES, ENERGY, TIMES, MARKS, MEDALS, LATIN)).split()}
_PERCENT = r"个?\s?百\s?分\s?点|個百分點|[%％﹪‰]"
_PERCENT_STARTS = "个百個%％﹪‰" + "".join(character for character in map(chr, range(0x3001)) if character.isspace())


def _measure(word: str) -> str:
    """A measure word as a pattern, with what may not follow it."""
    return re.escape(word) + (f"(?!{_NOT[word]})" if word in _NOT else _ONLY.get(word, ""))


def _units(first: str) -> re.Pattern[str]:
    """The units that begin with the character ``first``, longest first: money | percent | measure word."""
    money, words = (
        sorted((word for word in some if word.startswith(first)), key=len, reverse=True)
        for some in (CURRENCIES, sorted(_WORDS))
    )
    nothing = "(?!)"
    return re.compile(
        f"(?P<money>{'|'.join(money) or nothing})|(?P<percent>{_PERCENT if first in _PERCENT_STARTS else nothing})"
        f"|(?P<measure>{'|'.join(map(_measure, words)) or nothing})"
    )


#: Hundreds of words, a few for each first character: only those are tried.
_UNITS = {first: _units(first) for first in {word[0] for word in (*_WORDS, *CURRENCIES, *_PERCENT_STARTS)}}


#: The Chinese characters that a unit can begin with, in both scripts.
UNIT_STARTS = "".join(sorted(first for first in _UNITS if "\u3400" <= first <= "\u9fff")) + "個間戶項頃條輛張噸畝"


def unit_at(text: str, at: int) -> re.Match[str] | None:
    """The unit at ``at`` as a match whose one group is ``money``, ``percent`` or ``measure``; None without unit."""
    units = _UNITS.get(text[at : at + 1])
    return units.match(text, at) if units else None


#: The second half of a rate: 元/吨, 微克/立方米, 人/平方公里, 元每平方米.
PER = Rule(
    "the second half of a rate",
    r"\s?(?:/|／|每)\s?(?:万人|年|月|日|天|人|亩|吨|平方公里|平方米|立方米|公里|小时|千瓦时|度|户|公斤|升|次|平|斤|亿元|万元|百人|千人|米|秒|套|件|户|床)",
    yes=("元⟨/吨⟩", "人⟨/平方公里⟩", "元⟨每平方米⟩"),
    no=("元/万", "每个"),
)

"""The words by which official Chinese says what a number is: a change, a target, a part, a sum."""

import re
from typing import Final

from summarizer.language.lexicon import pattern, words
from summarizer.language.numerals.chinese import WHITE
from summarizer.quantities.zh.ending import Ending

#: Verbs of change. Followed by 到 or 至 they lead to a level (提高到95%), not to a change.
UP: Final = words("rise rise_short", "zh")
DOWN: Final = words("fall fall_short", "zh")
_BASIS = (
    r"(?:同比|环比|同口径比?|可比口径比?|按可比价格?(?:计算)?[，,]?|比上年(?:同期|末|底)?|较上年(?:同期|末|底)?|比去年(?:同期|末|底)?|"
    r"较去年(?:同期|末|底)?|比同期|较同期|比年初|较年初|比上届|[比较](?:\d{4}|[〇零一二三四五六七八九]{4}|五|十)年(?:前|底|末)?|"
    r"[比较]“?十[一二三四]五”?(?:末|初|期间|时期)?|年均|年平均|平均每年|分别|累计|实际|名义|两年平均|再|均|又|预计|将|净|共|日均|同步|整体|总体|平均|大幅|各)"
)
_LONG_UP = "|".join(word for word in UP if len(word) > 1)
_LONG_DOWN = "|".join(word for word in DOWN if len(word) > 1)
_SHORT_UP = "".join(word for word in UP if len(word) == 1)
_SHORT_DOWN = "".join(word for word in DOWN if len(word) == 1)
#: A change that leads up to the number.
CHANGE = Ending(
    rf"(?P<change>{_BASIS}*(?:(?P<up>{_LONG_UP})|(?P<down>{_LONG_DOWN}))(?:了|幅度|率|速度)?(?:为|达到?|近|约)?)"
    rf"|(?P<brief>{_BASIS}+(?:(?P<short_up>[{_SHORT_UP}])|(?P<short_down>[{_SHORT_DOWN}]))|(?:(?P<bare_up>[增涨])|(?P<bare_down>[降减跌])))",
    "".join(word[-1] for word in (*UP, *DOWN)) + "了度率为达到近约",
)
#: A level reached: 提高到, 增至, 降至, 压缩到. What stands before is the measure; the number is no change.
LEVEL = Ending(
    rf"(?:{_BASIS})*(?:(?:{_LONG_UP}|{_LONG_DOWN})(?<!幅)|增|降|升|减|涨|扩|压|调整|发展|整合|缩|上升|跃升|优化|改|调|精简|合并|扩展)(?:到了?|至|为)",
    "到了至为",
)
#: The first of a pair: 由A提高到B, 从A降至B, 原A.
FROM = Ending(
    r"(?:由|从)(?:原来的?|原先的?|过去的?|上年的?|去年的?|此前的?|最初的?|[〇零一二三四五六七八九\d]{4}年底?的?|年初的?|五年前的?)?(?:约|不足)?|(?:由|从)?原(?:来|先|有)?的?",
    "由从来先去年前初底的约足原有",
)
#: For whom or how often a level is reckoned: 提高至每月375元, 提高到人均640元.
PER_HEAD = Ending(
    r"(?<=[到至为])(?:每人每[月年天]|每[月年天人户亩吨件]|人均|户均|月均|年均|平均)", "月年天人户亩吨件均"
)
#: Adverbs between the noun and its number: 投资规模首次超过2万亿元.
BEFORE_NUMBER = Ending(
    r"(?:首次|历史性|稳步|一举|继续|持续|连续[一二三四五六七八九十\d]{1,3}年|已?经|大幅|将会?)+",
    "次性步举续年经幅将会",
)
#: A change of which the sign is the verb: 同比-2.1%, 比上年+0.5个百分点.
SIGNED = Ending(r"(?:同比|环比|[比较](?:上年|去年)(?:同期|末|底)?)[+＋]?", "比年期末底+＋")
#: So much of what was set: 完成预算, 为年初预算, 超年度任务, 完成省下达任务.
COMPLETION = re.compile(
    r"(?:超额)?(?:完成|超过|超|占|为|达到)(?:了)?[\u3400-\u9fff]{0,6}?(?:预算|任务|计划|目标|指标)(?:数|任务|值|的)?"
)
#: What was set before the year: 为年初预算的102.3%.
SET_BEFORE = re.compile(r"(?:年初|年度|全年|调整|变动|上年)?(?:预算|计划|目标|任务)(?:数|任务)?")
#: 其中含专项债7亿元: the words that open a part.
PART_WORDS = re.compile(r"\A(?:其中|包括|包含|含)[：:]?(?=[\u3400-\u9fff]{2})")
#: What a crop or a trade is told by; another crop behind it is told by the same: 粮食产量…，棉花….
OUTPUT = re.compile(r"(?:总?产量|播种面积|播面|种植面积|面积|产值|增加值|存栏|出栏|销量|销售额|装机容量|装机)\Z")
#: Nouns that name a statistic by themselves.
STATISTIC_NOUN = re.compile(rf"(?:{pattern('statistic_noun', 'zh')}|事项|[率额量值数])\Z")
#: An attribute at the end of a phrase, whose owner stands behind the number: 总投资38亿元的新材料项目.
ATTRIBUTE_LAST = re.compile(
    r"(?:计划|合同|协议|累计)?(?:总投资额?|投资额?|总产值|产值|总规模|规模|造价|价值|货值|总额|金额)\Z"
)
#: Verbs that take an object: after money that is spent on it, after people for whom it is done.
OBJECT_VERB = re.compile(rf"{pattern('object_verb', 'zh')}|保障")
#: By which prices a change is reckoned.
PRICES = re.compile(
    r"(?:其中)?(?:均?按(?:照)?(?:可比|不变|现行)?价格?(?:计算)?|(?:剔除|扣除|不含|考虑)[^，。；]{1,12}(?:因素|影响)(?:后)?|(?:可比|同)口径(?:计算)?)"
)
#: A comparison with others: it joins the measure.
COMPARED = re.compile(
    r"(?:高于|低于|快于|高出|低|超出|超过|领先|优于|比(?!亚迪|赛|武|特)|较|好于|少于|多于)[^，。；]{0,16}\Z"
)
#: How a level stands to another: 高于全省2.5个百分点. It is a word of difference, no change in time.
STANDING = re.compile(r"(?P<word>高于|低于|高出|低出|快于|慢于|多于|少于|优于)[^，。；、：]{0,12}\Z")
SHARE = re.compile(r"(?:占|约占|占到|占比|所占比(?:重|例)|比重|比例)[^，。；]{0,16}\Z")
#: Words between the measure and the number that say nothing of the measure. No word of it is made of others (均达到 is
#: 均, 达, 到), so that a run of them is tried in one way only.
LINK = Ending(
    r"(?:\s|共计|(?<!总)共|总计|合计|累计|总共|分别|达成|达|(?<![行作])为|是|(?<![所国拥享公私])有|了|"
    r"约为|(?<![条合公集节签])约(?!为)|各|(?<![日年月人户平村亩次场])均|仅|已|实现|完成|保持在|稳定在|控制在|维持在|突破|超过|超|近|逾|得到|至|到|在|的|多达|高达|[+＋±]|"
    r"只有|力争|确保|：|:|\"|“|，|、|和|(?<![惠涉普遍波触顾危])及|(?<!参)与|其中)+",
    '共计有为达到别均了成是约各仅已现在破过超近逾至的争保：:"“，、和及与中+＋±' + WHITE,
)
#: Words at the head of a clause that carry time, sum or order, not the measure.
LEAD = re.compile(
    r"(?:\s|[、，,”\"）)》】\]·]|(?:左右|以上|以下|以内|上下)(?=[、，])|其中|此外|另外|同时|目前|现(?![代场有行金存])|已经?|共计|共(?![同享建青产和治融生富赢创抓管用])|全年|今年|"
    r"当年|年内|年[末底](?:之?前)?|累计|总计|合计|分别|并且?|且|还(?![款贷原田林建迁])|又|再(?![生次造保贷就创获度])|也|均(?![衡等价值数线])|"
    r"截至目前|截至|截止|到目前为止|各位代表|预计|力争|确保|争取|计划(?!生育|单列)|拟|将|使(?![用命])|其余|实现(?=[\u3400-\u9fff]{3})|主要(?:是|为|系)|和(?![谐平])|及(?![格时])|与|以及|的|"
    r"了(?!解)|约(?![谈束见])|为(?![民期主全企人了农老群居])|是|有(?![效力序关机色限线轨害偿])|该|此|[一二三四五六七八九十]是|"
    r"第[一二三四五六七八九十][，,]|于(?=(?:19|20)\d\d年|\d{1,2}月))+"
)
DATE_LEAD = re.compile(
    r"\A(?:(?:19|20)\d\d[-—](?:19|20)?\d\d年|\d{4}\s*年(?:度|以来|(?:底|末|初)?(?:之?前(?![一二三四五六七八九十\d]))?)?|\d{1,2}(?:[-—至]\d{1,2})?月(?:\d{1,2}日|份|(?:底|末)?(?:之?前)?)?|(?:19|20)\d\d[-—]\s?(?:19|20)?\d\d年|“?十[一二三四]五”?(?:期间|时期|以来|末)|上半年|下半年|去年|上年|今年|明年|过去[一五]年来?|[一二三四]季度|前[一二三]季度|以来|今年以来|[一二三四五六七八九十\d]{1,2}年(?:来|间)?(?=累计|共|新增|投入)|五年来?|[近过][一二三五]年来?)[，,、]?"
)
#: A phrase that is only an act, whose object stands in the clause before: 废止6件, 审结13件.
ACT = re.compile(rf"(?:{pattern('act', 'zh')}|累计|其[他它]|未(?:办结|结)|正在\S{{0,2}}|已?\S{{0,1}}办结){{1,6}}\Z")
#: Nouns of rate that follow from the counts around them: 调解成功率, 及格率.
#: An attribute of what was just counted: 项目11项、投资额23.66亿元.
ATTRIBUTE = re.compile(
    r"(?:计划|预计|合同|协议)?(?:总投资额?|投资额?|总金额|金额|资金|总?产值|营收|总面积|面积|总额|合同额|完成投资额?|实际投资|到位投资|投资规模|规模|支持资金|获得资金|到位资金|产量|收入|收益|学位|床位|坐席|倍差|存栏|出栏|成交额|总里程|长度|价值|货值|涉及金额|涉案金额|惠及|涉及|覆盖|服务|受益|参与|增速|增幅|同比"
    r"|(?!失业|就业|城镇|利|汇|税|生育|死亡|增长)[\u3400-\u9fff]{2}率)"
)
#: Patterns whose every branch begins with one fixed character are looked for fast, so 要 and 再 stand apart here.
#: Words of the future or of a goal, in the figure's own clause; 安排 and 部署 tell of money and acts already given.
TARGET = re.compile(
    r"力争|确保|争取(?!上级|中央|省级?|国家|各级|各类|到位|资金|专项|补助)|计划(?!完成率|单列|生育|用水|管理|(?:任务|数)?的\s?(?:\Z|\d))|预期|目标(?!任务完成|(?:任务|值)?的\s?(?:\Z|\d))|拟|年将|下一步[^。；\d]{0,12}将|将(?=新|建|完成|实现|达|投|继续|推|开展|培育|引进|力争|打造|实施|安排)|到20\d\d年|到“?十[四五六]五”?末|要(?=[达实完建新推确力])|再(?=[达实完建新推确力])|努力|奋力"
)
#: Goals that hold on through their sentence: 力争A增长5%、B增长6%.
GOAL = re.compile(
    r"力争|预期|目标(?!(?:任务|值)?的\s?(?:\Z|\d))|拟(?=[新建招引培实完开举投改])|年(?:将|计划)|计划(?=[新建招引培实完开举投改审配聘])|到20\d\d年(?![底末])|下一步[^。；\d]{0,12}将|争取(?!上级|中央|省级?|国家|各级|各类|到位|资金|专项|补助)"
)
#: The field that a clause sets for those after it: 在食品药品等重点领域开展行政检查…，行政处罚…
SCOPE = re.compile(
    rf"(?P<scope>[^、，。；和及等在对]{{0,6}}{pattern('field_noun', 'zh')})(?:共|累计|全年)?"
    r"(?:开展|实施|进行|完成|查处|受理|办理|作出|检查|投资|新增|实现)"
)
REQUIRED = re.compile(r"\A(?:的)?(?:要求|标准|目标|任务|指标)")
CUMULATIVE = re.compile(pattern("cumulative", "zh"))
EARLIER = Ending(r"(?:上年|去年|原来|原有|原|此前|上一年)(?:同期|的|度|末|底)?\s*", "年来有原前期的度末底" + WHITE)
PERIOD = re.compile(
    r"全年|今年以来|今年|本年度?|上半年|下半年|去年|上年|年内|目前|明年|近[一二三五]年|一季度|二季度|三季度|四季度|五年来?|截至目前|年[末底](?:之?前)?"
)

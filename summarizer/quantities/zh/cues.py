"""The words by which official Chinese says what a number is: a change, a target, a part, a sum."""

import re
from typing import Final

from summarizer.language.lexicon import pattern
from summarizer.language.numerals.chinese import WHITE
from summarizer.quantities.zh.ending import Ending

#: Verbs of change. Followed by 到 or 至 they lead to a level (提高到95%), not to a change.
UP: Final = (
    *("增长", "上升", "提高", "增加", "提升", "上涨", "扩大", "递增", "攀升", "回升", "上浮", "上调", "增收"),
    *("增产", "拓宽", "增幅", "涨幅", "升幅", "多增", "增", "涨", "升", "高", "快", "多"),
)
DOWN: Final = (
    *("负增长", "下降", "减少", "降低", "压减", "压缩", "缩减", "缩短", "回落", "下跌", "下调", "收窄", "缩小"),
    *("精简", "削减", "核减", "下滑", "减排", "降幅", "跌幅", "减幅", "节约", "节省"),
    *("减", "降", "跌", "低", "慢", "少"),
)
_BASIS = (
    r"(?:同比|环比|同口径|可比口径|按可比价格?(?:计算)?[，,]?|比上年(?:同期|末|底)?|较上年(?:同期|末|底)?|比去年(?:同期|末|底)?|"
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
#: By which prices a change is reckoned.
PRICES = re.compile(
    r"(?:其中)?(?:均?按(?:照)?(?:可比|不变|现行)?价格?(?:计算)?|(?:剔除|扣除|不含|考虑)[^，。；]{1,12}(?:因素|影响)(?:后)?|(?:可比|同)口径(?:计算)?)"
)
#: A comparison with others: it joins the measure.
COMPARED = re.compile(r"(?:高于|低于|快于|高出|低|超出|超过|领先|优于|比|较|好于|少于|多于)[^，。；]{0,16}\Z")
#: How a level stands to another: 高于全省2.5个百分点. It is a word of difference, no change in time.
STANDING = re.compile(r"(?P<word>高于|低于|高出|低出|快于|慢于|多于|少于|优于)[^，。；、：]{0,12}\Z")
SHARE = re.compile(r"(?:占|约占|占到|占比|所占比(?:重|例)|比重|比例)[^，。；]{0,16}\Z")
#: Words between the measure and the number that say nothing of the measure. No word of it is made of others (均达到 is
#: 均, 达, 到), so that a run of them is tried in one way only.
LINK = Ending(
    r"(?:\s|共计|(?<!总)共|总计|合计|累计|总共|分别|达成|达|(?<!行)为|是|(?<![所国拥享公私])有|了|"
    r"约为|(?<![条合公集节签])约(?!为)|各|(?<![日年月人户平村亩次场])均|仅|已|实现|完成|保持在|稳定在|控制在|维持在|突破|超过|超|近|逾|得到|至|到|在|的|多达|高达|"
    r"只有|力争|确保|：|:|\"|“|，|、|和|及|与|其中)+",
    '共计有为达到别均了成是约各仅已现在破过超近逾至的争保：:"“，、和及与中' + WHITE,
)
#: Words at the head of a clause that carry time, sum or order, not the measure.
LEAD = re.compile(
    r"(?:\s|[、，,”\"）)》】\]·]|(?:左右|以上|以下|以内|上下)(?=[、，])|其中|此外|另外|同时|目前|现(?![代场有行金存])|已经?|共计|共(?![同享建青产和治融生富赢创抓管用])|全年|今年|"
    r"当年|年内|年[末底](?:之?前)?|累计|总计|合计|分别|并且?|且|还(?![款贷原田林建迁])|又|再(?![生次造保贷就创获度])|也|均(?![衡等价值数线])|"
    r"截至目前|截至|截止|到目前为止|各位代表|预计|力争|确保|争取|计划(?!生育|单列)|拟|将|使(?![用命])|其余|主要(?:是|为|系)|和(?![谐平])|及(?![格时])|与|以及|的|"
    r"了(?!解)|约(?![谈束见])|为(?![民期主全企人了农老群居])|是|有(?![效力序关机色限线轨害偿])|该|此|[一二三四五六七八九十]是|"
    r"第[一二三四五六七八九十][，,]|于(?=(?:19|20)\d\d年|\d{1,2}月))+"
)
DATE_LEAD = re.compile(
    r"\A(?:\d{4}\s*年(?:度|以来|(?:底|末|初)?(?:之?前(?![一二三四五六七八九十\d]))?)?|\d{1,2}月(?:份|(?:底|末)?(?:之?前)?)?|(?:19|20)\d\d[-—]\s?(?:19|20)?\d\d年|“?十[一二三四]五”?(?:期间|时期|以来|末)|上半年|下半年|去年|上年|今年|明年|过去[一五]年来?|[一二三四]季度|五年来?|[近过][一二三五]年来?)[，,、]?"
)
#: A phrase that is only an act, whose object stands in the clause before: 废止6件, 审结13件.
ACT = re.compile(
    r"(?:受理|办结|审结|审查|审核|废止|修改|修订|修正|保留|失效|查处|立案|结案|处理|处罚|处分|问责|整改|完成|新增|新建|续建|改建|开工|竣工|投产|投用|建成|启动|实施|引进|签约|到位|落地|发放|减免|"
    r"盘活|办理|答复|回复|公开|调解|化解|撤回|撤销|维持|驳回|终止|纠错|胜诉|败诉|通过|培训|检查|整治|拆除|取缔|关停|入库|转化|获批|争取|申报|列入|获评|当选|命名|累计|其他|其它|同意|否决|成功|未(?:办结|结)|正在\S{0,2}|已?\S{0,1}办结)+\Z"
)
#: Nouns of rate that follow from the counts around them: 调解成功率, 及格率.
#: An attribute of what was just counted: 项目11项、投资额23.66亿元.
ATTRIBUTE = re.compile(
    r"(?:计划|预计|合同|协议)?(?:总投资额?|投资额?|总金额|金额|资金|产值|营收|总面积|面积|总额|合同额|到位资金|成交额|总里程|长度|价值|货值|涉及金额|涉案金额|惠及|覆盖|服务|受益|参与|增速|增幅|同比)"
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
    r"(?P<scope>[^、，。；和及等在对]{0,6}(?:领域|行业|环节|系统|园区|战线))(?:共|累计|全年)?(?:开展|实施|进行|完成|查处|受理|办理|作出|检查|投资|新增|实现)"
)
REQUIRED = re.compile(r"\A(?:的)?(?:要求|标准|目标|任务|指标)")
PLAN_HEADING = re.compile(
    r"(?:工作计划|工作安排|工作打算|工作思路|工作要点|工作重点|下一步|下步|明年|今年工作|重点工作|工作任务|主要任务|预期目标|目标任务|奋斗目标|总体要求|年工作的?(?:总体|主要|重点|建议)|工作建议|主要目标)"
)
REVIEW_HEADING = re.compile(r"(?:回顾|工作情况|工作总结|主要成效|完成情况|取得|成绩|过去|开展情况|工作进展|存在|问题)")
CUMULATIVE = re.compile(pattern("cumulative", "zh"))
EARLIER = Ending(r"(?:上年|去年|原来|原有|原|此前|上一年)(?:同期|的|度|末|底)?\s*", "年来有原前期的度末底" + WHITE)
PERIOD = re.compile(
    r"全年|今年以来|今年|本年度?|上半年|下半年|去年|上年|年内|目前|明年|近[一二三五]年|一季度|二季度|三季度|四季度|五年来?|截至目前|年[末底](?:之?前)?"
)

"""The words that tell what a passage is, grouped by what they are evidence of.

They are words of the genre (how Chinese offices title and phrase their reports), never of one report.
"""

import re
from dataclasses import dataclass

from summarizer.language.lexicon import Rule, pattern
from summarizer.outline.structure import SectionKind


@dataclass(frozen=True, slots=True)
class Headings:
    """A genre's own words: a heading of the top level that holds one of them is of that kind, whatever else it says.

    They are looked for as written, white space left out, before the general words below; so a profile tells what
    its genre calls its parts without a rule of its own.
    """

    achievements: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    def kind_of(self, heading: str) -> SectionKind | None:
        """The kind that the longest word found in ``heading`` stands for, None where there is none."""
        kinds: tuple[SectionKind, ...] = ("other", "problems", "plans", "achievements")
        found = [(len(word), kind) for kind in kinds for word in getattr(self, kind) if word in heading]
        return max(found, key=lambda one: one[0])[1] if found else None


GENERAL = Headings()
"""No words beyond the general ones."""

CHINESE = re.compile(r"[一-鿿]")
DATE = (
    r"(?:[12]\d{3} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
    r"|[二〇○零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
)
"""A full date, in digits or in words, as a pattern."""

# Names of what is looked back on, planned, wrong: fragments of the patterns below.
_REVIEW = pattern("review_name", "zh")
_INTENT = pattern("plan_intent", "zh")
_PLAN = pattern("plan_intent plan_paper", "zh")
_BACK = pattern("looks_back", "zh")
_CARRIED = pattern("carried_out", "zh")
_FAULT = pattern("fault", "zh")
_FAULTS = pattern("fault fault_wider", "zh")
_MEND = pattern("mend mended", "zh")
_NOW = pattern("so_far", "zh")
ADDRESS = pattern("address", "zh")
"""How the delegates of a congress are addressed, as a pattern."""
_OFFICE = rf"{pattern('office office_short', 'zh')}(?:办公室)?"

# A document that only plans: 2022年工作要点, not 2021年工作总结和2022年工作计划 nor 计划执行情况的报告.
PLAN_TITLE = Rule(
    "the title of a plan",
    rf"^(?!.*(?:{pattern('looks_back report_name', 'zh')}|情况|执行)).*{_PLAN}(?:的通知)?(?:[（(][^）)]*[）)])?$",
    yes=("⟨云河市2024年工作要点⟩", "⟨云河市2024年工作计划⟩"),
    no=("云河市2023年工作总结和2024年工作计划", "计划执行情况的报告"),
)

# Titles. A part's title stands on a line of its own and names the kind of work that follows.
PART_TITLE = Rule(
    "the title of a part",
    rf"(?:[12]\d{{3}}年)?[^，。；：、]{{0,14}}(?:{pattern('plan_heading work_heading review_heading looks_back', 'zh')}"
    rf"|工作(?:{_REVIEW}|{_PLAN}|方向|任务|目标|措施|{_CARRIED}情况)|(?:{_PLAN}|预算|任务|目标){_CARRIED}情况"
    rf"|(?:重点|主要)任务安排|存在的?(?:主要|突出)?{_FAULT}[^，。]{{0,10}}|{_FAULT}[和与及]{_FAULTS}"
    rf"|面临的?(?:主要)?(?:{_FAULTS}|形势)[^，。]{{0,10}}|下一?步[^，。]{{0,8}}|自身建设|总体要求)"
    rf"|(?:主要|典型|特色|工作|经验)?{_REVIEW}(?:[和与及][^，。]{{1,6}})?|{_FAULTS}{_FAULTS}"
    r"|努力方向|(?:改进|整改)(?:措施|方向)|(?:意见|对策)建议|结束语|结语",
    yes=("⟨2024年工作打算⟩", "⟨存在的主要问题⟩", "⟨工作开展情况⟩", "⟨问题和不足⟩"),
    no=("全年受理",),
)
# A title with a colon that opens its paragraph, or stands alone: 存在不足：…, 2024年工作打算：
PART_LABEL = Rule(
    "a title with a colon",
    rf"[【]?(?:(?:当前)?存在的?(?:主要|突出)?{_FAULT}(?:[和与及]{_FAULT})?|下一?步(?:工作)?(?:{_INTENT}|措施)"
    rf"|(?:[12]\d{{3}}年|明年|今年)?工作(?:{_INTENT}|{_BACK}))[】]?[：:]",
    yes=("⟨存在不足：⟩一是", "⟨2024年工作打算：⟩"),
    no=("受理：300件",),
)
ANNEX_TITLE = Rule(
    "the title of an annex",
    r"(?:《[^》]{2,24}》)?附件[\d一二三四五六七八九十]{0,2}[：:]?[^。，；]{0,40}"
    r"|附[表录注][\d一二三四五六七八九十]{0,2}[：:]?[^。，；]{0,40}"
    r"|(?:《[^》]{2,24}》|报告)?(?:中的?)?(?:有关|相关|部分|主要|重点)?(?:名词|名词术语|用语|缩略语|术语|词语|词汇)"
    r"(?:解释|说明|注释|释义)(?:及说明)?|注释|[一-鿿]{0,6}名词解释",
    yes=("⟨附件1：名词解释⟩", "⟨报告有关名词解释⟩"),
    no=("受理附加",),
)
NO_TITLE = Rule(
    "a line that is no title",
    rf"^[（(].*[）)]$|{ADDRESS}"
    r"|^\d{4}年\d{1,2}月\d{1,2}日$|^[二〇○零一二三四五六七八九十]{4}年|人民政府$"
    r"|[省市县区州]长\s|^来源|责任编辑|https?:",
    yes=("⟨（此件公开发布）⟩", "云河市⟨人民政府⟩", "⟨2024年1月5日⟩"),
    no=("工作总结",),
)

# Kinds, by the words of a heading.
PROBLEM_HEADING = Rule(
    "the heading of problems",
    rf"{_FAULT}|制约因素|面临的?(?:主要)?挑战",
    yes=("二、存在的⟨问题⟩", "三、⟨面临的主要挑战⟩"),
    no=("二、工作成绩",),
)
PLAN_HEADING = Rule(
    "the heading of plans",
    rf"{pattern('plan_intent plan_heading aim_heading demand_heading future next_year', 'zh')}"
    r"|草案|展望|建议|下半年|改进(?:措施|方向|意见)|整改措施|努力方向",
    yes=("三、⟨下一步⟩工作", "三、2024年⟨工作打算⟩"),
    no=("一、工作成绩",),
)
REVIEW_HEADING = Rule(
    "the heading of a review",
    rf"{pattern('looks_back review_name review_heading', 'zh')}|过去|所做的|情况$",
    yes=("一、⟨工作回顾⟩", "一、⟨主要成效⟩"),
    no=("三、下一步打算",),
)
OTHER_HEADING = Rule(
    "the heading of what is no part of the report",
    r"附件|附表|附录|名词解释|注释|其他需要(?:报告|说明)|需要说明的|联系方式|责任编辑|^结束?语$",
    yes=("⟨附件⟩", "⟨名词解释⟩"),
    no=("附加税",),
)
# 工作开展情况及存在问题 begins as a review; 上年度问题整改情况 is one.
REVIEW_AND_PROBLEMS = Rule(
    "a heading of review and problems",
    rf"(?:情况|{pattern('looks_back review_name', 'zh')})[^，。]{{0,4}}(?:及|和|与|以及|、|暨)[^，。]{{0,10}}{_FAULT}",
    yes=("工作开展⟨情况及存在问题⟩",),
    no=("存在问题及打算",),
)
# 2021年计划执行情况 looks back, though it names a plan.
CARRIED_OUT = Rule(
    "a heading of how a plan was carried out",
    rf"(?:{_PLAN}|预算|任务|目标)[^，。]{{0,10}}{_CARRIED}[^，。]{{0,4}}(?:情况|结果|成效)",
    yes=("2023年⟨计划执行情况⟩", "年度⟨任务完成情况⟩"),
    no=("2024年工作计划",),
)
MENDED = Rule(
    "a heading of how problems were mended",
    rf"{_FAULT}的?{_MEND}{_CARRIED}?(?:情况|成效)$",
    yes=("上年度⟨问题整改情况⟩",),
    no=("存在问题",),
)
# A heading that only says that what is done about problems follows.
OF_MENDING = Rule(
    "a subheading of what mends them",
    rf"[（(〔]?[一二三四五六七八九十\d]{{1,3}}[）)〕、.．][^，。；：]{{0,8}}{_MEND}(?:情况|措施|方向|意见|办法|{_PLAN})[。：:]?",
    yes=("⟨（三）改进措施。⟩",),
    no=("改进措施",),
)
MEASURES_AFTER_PROBLEMS = Rule(
    "a heading of problems and of what follows",
    rf"{_FAULT}[^。]{{0,12}}(?:及|和|与|以及|、|暨)[^。]{{0,12}}(?:改进|整改|{_INTENT}|措施|下一?步|对策|建议)",
    yes=("存在的⟨问题和下一步打算⟩", "⟨问题及整改措施⟩"),
    no=("存在的问题",),
)

# Sentences. An admission says that one sees, or that there still are, problems.
_SEES = (
    "(?:清醒|深刻|充分|客观|明确)[^。；：]{0,6}(?:认识到|看到|意识到)|(?:也|应|要"
    "|还)[^。；：]{0,6}(?:认识到|看到|意识到)"
)
ADMISSION = Rule(
    "an admission",
    rf"(?:{_SEES})[^。]{{0,120}}{_FAULTS}"
    rf"|^(?:但是?|然而|不过|同时|与此同时|{_NOW}|{ADDRESS})[^。；：]{{0,60}}(?:存在|面临"
    rf"|还有)[^。；：]{{0,30}}{_FAULTS}"
    rf"|(?:仍|还|尚|依然|也)(?:然)?(?:存在|面临|有)[^。；：]{{0,24}}{_FAULTS}[^。；：]{{0,24}}(?:[：:。；，]|$)",
    yes=("我们⟨清醒认识到，工作中还存在一些问题⟩", "发展中⟨还存在不少短板，⟩"),
    no=("着力解决群众反映的问题",),
)
COMMITMENT = Rule(
    "a promise to mend",
    r"^(?:对此|为此|针对(?:这些|以上|上述|存在)|对(?:这些|以上|上述)|因此|今后|下一?步"
    rf"|(?:以上|上述|这些)?{_FAULT}[^。]{{0,12}}我们|我们(?:一定|必须|将|要)|必须引起|这些(?:{_FAULT}|都))",
    yes=("⟨对此⟩，我们将认真解决", "⟨我们一定⟩采取有力措施"),
    no=("全年受理300件",),
)
FAULT_WORD = Rule(
    "a word of fault",
    rf"不(?!断|仅|忘|同|少于)|难|弱|缺|{_FAULTS}|{pattern('lacking', 'zh')}|偏|较?(?:低|慢|小|少|差|窄|重|薄)|压力|尚"
    r"|制约|欠|单一|隐患|突出|未|任务|仍|还",
    yes=("基层力量⟨薄弱⟩", "办案质量⟨不⟩高"),
    no=("成绩显著",),
)
# Where the plan begins, inside a text that has no heading for it.
PLAN_BEGINS = Rule(
    "where a plan begins",
    rf"{pattern('future next_year', 'zh')}[，,]?[^。；]{{0,40}}"
    rf"(?:{pattern('goal take_up', 'zh')}|要|打算|着力|重点|改进)"
    rf"|(?:考虑|{pattern('goal zeal', 'zh')}|重点|主要)[^。；]{{0,24}}(?:以下|下列"
    r"|[一二三四五六七八九十\d]+个?(?:方面|项))[^。；]{0,20}(?:改进|工作|任务|措施)[：:。]"
    rf"|做好(?:今年|明年|\d{{4}}年)(?:的|政府)*工作|^(?:政府)?工作的?{pattern('demand_heading', 'zh')}是",
    yes=("⟨下一步，我们将⟩", "⟨做好2024年工作⟩"),
    no=("全年受理300件",),
)
# Where a report's own words end.
CLOSING = Rule(
    "the last words of a report",
    r"让我们|我们一定更加|专此报告|特此报告|以上报告|^报告完毕|请予?审(?:议|阅)|更加紧密地团结在|^此致|万众一心|^总之",
    yes=("⟨特此报告⟩。", "⟨让我们⟩更加紧密地团结"),
    no=("全年受理300件",),
)
SIGNATURE = Rule(
    "a signature with its date",
    rf"^[ \t\u3000]*(?:[一-鿿]{{2,24}}{_OFFICE}[ \t\u3000]*)?"
    rf"{DATE}[ \t\u3000]*$",
    yes=("⟨云河市财政局 2024年1月5日⟩", "⟨2024年1月5日⟩"),
    no=("2024年1月5日印发",),
    flags=re.MULTILINE,
)
GREETING = Rule(
    "a greeting",
    rf"^[ \t\u3000]*{ADDRESS}[：:！!]?|现在[，,]?我代表|请予审议",
    yes=("⟨各位代表：⟩", "⟨现在，我代表⟩市人民政府"),
    no=("全年受理300件",),
)
SEES = Rule("that one sees one's faults", _SEES, yes=("我们⟨清醒认识到⟩", "⟨也要看到⟩"), no=("全年看望",))
# An admission speaks of the office's own state, not of other people's problems that were solved.
ADMITS = Rule(
    "one's own state",
    r"(?:存在|面临)[^。]{0,4}(?:一些|以下|不少|许多|一定)|我[们市县区省州局委厅国]|工作|发展|政府|对照"
    rf"|{_REVIEW}|差距|全[市县区省州]",
    yes=("⟨存在一些⟩问题", "⟨我市⟩"),
    no=("群众反映的矛盾",),
)
# The faults are named inside the admission: 还存在执法力量不足、普法形式单一等问题。
EMBEDDED = Rule(
    "faults named inside an admission",
    r"(?:存在|面临|还有)(?:着|的)?(?:一些|不少|诸如|例?如|比如)?(?P<faults>[^。；：:]{8,240}?)"
    rf"(?:等(?:方面)?的?(?:一些|诸多|突出)?{_FAULTS}|的{_FAULTS}(?=[。；，,]|$))",
    yes=("还⟨存在执法力量不足、普法形式单一等问题⟩。",),
    no=("存在问题。",),
)
# What stands before the faults in their sentence, and is none of them: 虽取得一定成绩，但与要求相比，还…
CONCEDES = Rule(
    "what is conceded before a fault",
    rf"虽|尽管|但|相比|对照|比较|认识到|看到|{_REVIEW}|{_NOW}",
    yes=("⟨虽⟩取得一定成绩", "⟨尽管⟩如此"),
    no=("执法力量不足",),
)
# What follows the report's own words: notes under it, a mirror site's notice of rights.
NOTES_BEGIN = Rule(
    "the line above notes", r"[ \t\u3000]*(?:注释|备注|注)[：:]?[ \t\u3000]*", yes=("⟨注释：⟩", "⟨备注⟩"), no=("件数",)
)
NOTES = Rule(
    "notes under a report",
    r"(?:注|注释|备注|说明)[：:]|[\[【〔]\d{1,2}[\]】〕]|本作品[^。]{0,20}(?:版权|著作权|公有领域|法律)|版权(?:所有|声明)",
    yes=("⟨注：⟩数据为快报数", "⟨[1]⟩指", "⟨版权所有⟩"),
    no=("全年注册企业5家",),
)
# On the last line of a dump without line breaks: the signature's date, an annex, a source.
INLINE_END = Rule(
    "the end of a report in one line",
    r"(?<=[。！）)])[ \u3000\xa0]*(?:"
    r"[二〇○零一][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
    r"(?=[ \u3000\xa0\n]|$)"
    r"|附[件表][\d一二三四]{0,2}[：:]|(?:信息)?来源[：:][^。]{2,40}$"
    rf"|(?:[一-鿿]{{2,24}}{_OFFICE}[ \u3000\xa0]*)?"
    rf"{DATE}[）)]?[ \u3000\xa0]*$)",
    yes=("特此报告。⟨ 云河市财政局 2024年1月5日⟩", "报告完毕。⟨附件1：⟩"),
    no=("2024年1月5日印发",),
)
OFFICE_LINE = Rule(
    "a line of one office",
    rf"[ \u3000]*[一-鿿]{{2,24}}{_OFFICE}[ \u3000]*",
    yes=("⟨云河市财政局⟩", "⟨云河市外事委员会⟩"),
    no=("工作",),
)
LEADS_IN = Rule(
    "words that lead in to faults",
    r"[ \n\u3000]*(?:(?:主要|突出|集中|具体)?(?:是|有|表现(?:在|为|是)?|体现(?:在"
    r"|为)?)(?:以下[^：:]{0,12})?[：:，,]|主要(?:是|有)(?=[^：:，,]{2})|(?:例|比)?如[：:，,]?"
    r"|[^。；，：:]{0,16}如下[：:])",
    yes=("⟨主要表现在：⟩一是", "⟨如：⟩"),
    no=("一是",),
)
# …还有差距，主要是队伍素质有待提高，…: the statements follow in the same sentence.
LEADS_ON = Rule(
    "faults that follow in the same sentence",
    rf"{_FAULTS}[，,](?:(?:主要|突出|集中|具体)(?:是|有|表现为|表现在|体现在)|(?:诸|例|比)?如)[：:，,]?",
    yes=("还有⟨差距，主要是⟩队伍",),
    no=("还有差距。",),
)
# …等，需要在今后的工作中切实加以改进: what follows the last of the faults in their sentence.
AND_SO_ON = Rule(
    "the end of the faults in a sentence",
    rf"等(?:等)?(?:一些|诸多|突出)?(?:方面的?)?(?:{_FAULTS})?[，,]"
    r"(?=[^，,；。]{0,6}(?:需要?|有待|亟[需待]|应当?|必须|这些|我们|对此|今后))",
    yes=("⟨等问题，⟩需要",),
    no=("等问题。",),
)
REMEDY = Rule(
    "the label of a remedy",
    rf"(?:{_MEND}|下一?步)的?(?:措施|办法|对策|方向|打算|工作)?[：:]",
    yes=("⟨改进措施：⟩", "⟨整改：⟩"),
    no=("改进措施有力",),
)
# A signature without line breaks: the office, then the date.
INLINE_SIGNATURE = Rule(
    "a signature without line breaks",
    r"[^。！？；，]{0,40}[12]\d{3} ?年 ?\d{1,2} ?月 ?\d{1,2} ?日[^。！？；，]{0,10}",
    yes=("⟨云河市财政局2024年1月5日⟩",),
    no=("云河市财政局。",),
)
# A clause that only says that there are problems. yes: 我市发展还存在不少问题，· 仍面临一些困难和挑战。
# no: 还存在执法力量不足问题，
_SOME = r"(?:着|的|了|一些|不少|许多|诸多|较多|很多|以下|突出|这样那样|新|老|多重|多方面)*"
GENERALITY = Rule(
    "that there are problems, and which not",
    rf"[^，。；：]{{0,30}}(?:存在|面临|有){_SOME}{_FAULTS}(?:(?:和|与|、|以及)?{_SOME}{_FAULTS})*[，。：]"
    rf"|[^，。；：、]{{0,14}}的{_FAULTS}[。：]"
    rf"|[^，。；：]{{0,12}}(?:老问题|新挑战)[^，。；：]{{0,10}}(?:仍然?不少|并存|交织)[，。：]",
    yes=("⟨我市发展还存在不少问题，⟩", "⟨仍面临一些困难和挑战。⟩"),
    no=("还存在执法力量不足问题，",),
)
# 主要是，… in a sentence of its own behind the admission.
LEADS_LATE = Rule(
    "faults that follow in a sentence of its own",
    r"主要(?:是|有|表现(?:在|为))[，：:]",
    yes=("⟨主要是，⟩",),
    no=("主要是队伍",),
)
# The promise in the last clauses of the admission. yes: ，必须直面问题、切实加以解决。
VOWS = Rule(
    "the promise that ends an admission",
    rf"[，,](?:必须|需要?|要|我们|将|对此)[^，。；]{{0,12}}{pattern('mend faces', 'zh')}[^；]{{0,60}}$",
    yes=("⟨，必须直面问题、切实加以解决。⟩",),
    no=("，必须重视。",),
)
BESIDES = Rule("what comes besides", r"(?:同时|此外|另外)[，,]", yes=("⟨同时，⟩队伍素质", "⟨此外，⟩"), no=("同时存在",))
# A clause that cannot stand alone: 导致…, 与…仍有差距 may.
GOES_ON = Rule(
    "a clause that cannot stand alone",
    r"\s*(?:导致|造成|致使|并且?|且|也|但|而|从而|因而|等等?$|尤其|特别是)",
    yes=("⟨导致⟩效率不高", "⟨但⟩"),
    no=("与要求仍有差距",),
)

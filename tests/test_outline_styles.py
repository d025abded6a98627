"""One mechanism for the ways in which offices write: headings, numbering, admissions, ends. All places are invented."""

import pytest

from summarizer.outline import Outline, outline
from summarizer.readers import read


def found(text: str) -> Outline:
    return outline(read(text))


def kinds(result: Outline) -> list[str]:
    return [section.kind for section in result.sections if section.level == 1]


def items(result: Outline, kind: str) -> list[str]:
    return [item.text for item in result.items if item.kind == kind]


# --- headings that other offices use ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("review", "problems", "plans"),
    [
        ("工作亮点", "短板弱项", "努力方向"),
        ("主要做法", "困难和挑战", "下步打算"),
        ("重点工作推进情况", "存在的突出问题", "2024年重点任务安排"),
        ("2023年工作成效", "面临的主要困难", "2024年工作谋划"),
        ("二〇二三年工作回顾", "存在的问题和不足", "二〇二四年工作设想"),
        ("审计情况", "审计发现的主要问题", "审计建议"),
    ],
)
def test_the_headings_of_many_offices_tell_their_kind(review: str, problems: str, plans: str) -> None:
    result = found(
        f"云溪县民政局2023年工作情况报告\n\n一、{review}\n\n（一）抓救助。发放1200万元。\n\n（二）抓养老。建站8个。\n\n"
        f"二、{problems}\n\n（一）资金缺口较大。\n\n（二）专业人才不足。\n\n"
        f"三、{plans}\n\n（一）争取资金。\n\n（二）引进人才。\n"
    )
    assert kinds(result) == ["preamble", "achievements", "problems", "plans"]
    assert items(result, "problems") == ["（一）资金缺口较大", "（二）专业人才不足"]
    assert items(result, "plans") == ["（一）争取资金。", "（二）引进人才。"]


@pytest.mark.parametrize(
    "titles",
    [
        ("2023年工作完成情况", "存在的主要问题", "2024年工作计划"),
        ("【工作成效】", "【存在问题】", "【下步计划】"),
        ("全区2023年主要工作", "面临的困难", "2024年重点任务安排"),
        ("主要成效", "短板弱项", "下一步工作"),
    ],
)
def test_titles_without_numbers_make_parts(titles: tuple[str, str, str]) -> None:
    review, problems, plans = titles
    result = found(
        f"青岚区卫健委2023年工作情况\n\n{review}\n\n产业提质增效。新增企业12家，产值增长8.1%。\n\n民生持续改善。"
        f"新增就业5600人。\n\n"
        f"{problems}\n\n一是人才短缺；二是信息化水平不高。\n\n{plans}\n\n一是引进人才60名；二是推进信息化建设。\n"
    )
    assert kinds(result) == ["preamble", "achievements", "problems", "plans"]
    assert items(result, "problems") == ["一是人才短缺", "二是信息化水平不高"]
    assert len(items(result, "plans")) == 2


def test_a_report_s_own_title_is_no_part_that_holds_everything() -> None:
    result = found("青岚市水务局2023年工作总结\n\n一、工作亮点\n\n投资3.2亿元。\n\n二、短板弱项\n\n（一）进度偏慢。\n\n"
                   "（二）力量薄弱。\n\n三、努力方向\n\n（一）加快改造。\n\n（二）充实力量。\n")  # fmt: skip
    assert kinds(result) == ["preamble", "achievements", "problems", "plans"]


def test_a_title_with_a_colon_opens_a_part() -> None:
    result = found("青岚市教育局2023年工作总结\n\n1.抓党建，夯实基础。新建支部6个。\n2.抓质量，提升水平。"
                   "优秀率提高2.1个百分点。\n\n"
                   "存在不足：教师结构性缺编，音体美教师短缺；部分学校设施陈旧；培训治理还需加强。\n\n"
                   "2024年工作打算：\n1.补充教师。招聘120名。\n2.改善条件。新建校舍3.2万平方米。\n")  # fmt: skip
    assert items(result, "problems") == ["教师结构性缺编，音体美教师短缺", "部分学校设施陈旧", "培训治理还需加强"]
    assert [text[:6] for text in items(result, "plans")] == ["1.补充教师", "2.改善条件"]


def test_a_review_of_mended_problems_is_no_admission() -> None:
    result = found("一、2023年工作情况\n\n办案9件。\n\n二、上年度问题整改情况\n\n反馈的3个问题全部整改完成。\n\n"
                   "三、存在问题\n\n（一）力量不足。\n\n（二）形式单一。\n")  # fmt: skip
    assert kinds(result) == ["achievements", "achievements", "problems"]


# --- numbering ----------------------------------------------------------------------------------------------------


def test_numbers_are_skipped_and_brackets_lost() -> None:
    result = found("一、工作情况\n\n（一）抓学法。讲座3场。\n\n（二）抓执法。办案12件。\n\n（四）抓普法。"
                   "资料300份。\n\n"
                   "五）抓监督。评查20宗。\n\n（六抓保障。经费30万元。\n\n二、存在问题\n\n1、力量不足。\n"
                   "3、经费不足。\n\n"
                   "三、工作打算\n\n（一）争取经费。\n（二）充实力量。\n")  # fmt: skip
    assert len(items(result, "achievements")) == 5
    assert items(result, "problems") == ["1、力量不足", "3、经费不足"]
    assert len(items(result, "plans")) == 2


def test_numbers_run_on_across_parts() -> None:
    result = found("第一部分 2023年工作回顾\n\n一、抓产业。增长6%。\n\n二、抓城建。改造3处。\n\n"
                   "第二部分 2024年工作安排\n\n三、做强产业。建园区。\n\n四、做美城市。建公园。\n")  # fmt: skip
    assert kinds(result) == ["achievements", "plans"]
    assert [text[:2] for text in items(result, "plans")] == ["三、", "四、"]


def test_ordinal_words_inside_paragraphs_are_lists_and_not_sections() -> None:
    result = found("云溪县2023年工作总结\n\n2023年，全县工作取得新进展。第一，经济稳步增长。增长6.2%。第二，"
                   "民生不断改善。\n\n"
                   "当前，工作中还存在一些问题。首先，产业结构不优。其次，收支矛盾突出。再次，作风不够实。\n\n"
                   "2024年，要重点抓好以下工作：第一，发展产业。第二，改善民生。第三，强化治理。\n")  # fmt: skip
    assert kinds(result) == ["preamble", "achievements", "problems", "plans"]
    assert items(result, "problems") == ["首先，产业结构不优", "其次，收支矛盾突出", "再次，作风不够实"]
    assert items(result, "plans") == ["第一，发展产业。", "第二，改善民生。", "第三，强化治理。"]


def test_dashes_list_all_three_kinds() -> None:
    result = found("一、2023年工作回顾\n\n——坚持稳增长，经济向好。增长6.1%。\n\n——坚持惠民生，生活改善。"
                   "就业3200人。\n\n"
                   "二、当前存在的困难和问题\n\n——产业结构偏重，转型艰巨。\n\n——公共服务供给不足。\n\n"
                   "三、2024年工作重点\n\n——扩大投资。项目50个。\n\n——促进消费。发放300万元。\n")  # fmt: skip
    assert [len(items(result, kind)) for kind in ("achievements", "problems", "plans")] == [2, 2, 2]


def test_a_plan_measure_of_the_top_level_holds_its_sub_items() -> None:
    result = found("一、2023年工作回顾\n\n成效明显。\n\n二、2024年工作安排\n\n做好今年工作，要坚持三个原则："
                   "一要稳中求进；二要以进促稳；"
                   "三要先立后破。\n\n（一）聚力产业升级。1.抓项目。引进15个。2.抓企业。培育10家。\n\n"
                   "（二）聚力城乡融合。\n\n"
                   "（三）聚力民生改善。一是抓就业。二是抓教育。\n\n同志们！让我们锐意进取，再创佳绩！\n")  # fmt: skip
    assert [text[:7] for text in items(result, "plans")] == ["（一）聚力产业", "（二）聚力城乡", "（三）聚力民生"]
    assert kinds(result)[-1] == "other"


ONE_LINE = (
    "青岚区2023年法治政府建设年度报告 发布时间：2024-01-20 来源：青岚区司法局 2023年，青岚区扎实推进依法行政，"
    "现将有关情况报告如下："
    "一、主要工作（一）强化权益保护一是坚持创新，办理案件3件。二是开展宣传，发放资料200份。"
    "（二）规范行政执法一是建章立制。"
    "二是评查案卷40宗。二、存在的不足一是执法力量薄弱，二是普法不够深入。三、下一步工作（一）加强队伍建设一是招录人员。"
    "二是开展培训。（二）深化普法宣传一是进校园。二是进社区。青岚区司法局 2024年1月18日"
)


def test_a_report_on_one_line_whose_headings_run_into_their_text() -> None:
    result = found(ONE_LINE)
    assert [section.heading for section in result.sections if section.heading] == [
        "一、主要工作", "（一）强化权益保护", "（二）规范行政执法",
        "二、存在的不足",
        "三、下一步工作", "（一）加强队伍建设", "（二）深化普法宣传",
    ]  # fmt: skip
    assert items(result, "problems") == ["一是执法力量薄弱", "二是普法不够深入"]
    assert items(result, "plans")[-1] == "（二）深化普法宣传一是进校园。二是进社区。"
    assert kinds(result)[-1] == "other"


def test_a_long_heading_on_one_line_keeps_its_kind() -> None:
    result = found("一、2023年推进法治政府建设的主要举措和成效（一）健全制度。制定文件3件。（二）规范执法。"
                   "办理案件26件。"
                   "二、存在的不足和原因（一）力量不足。（二）形式单一。"
                   "三、2023年党政主要负责人履行推进法治建设第一责任人职责，"
                   "加强法治政府建设的有关情况局党组专题研究4次。"
                   "四、2024年的主要安排（一）充实力量。（二）创新普法。")  # fmt: skip
    assert kinds(result) == ["achievements", "problems", "achievements", "plans"]


# --- where problems hide ------------------------------------------------------------------------------------------

TWO_PARTS = (
    "一、2023年工作情况\n\n（一）抓培训。全年培训三期。\n\n（二）抓执法。全年办案九件。\n\n{}\n\n"
    "二、2024年工作思路\n\n（一）抓队伍。\n\n（二）抓宣传。\n"
)


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("总的看，工作取得了一定成绩，但与上级要求相比还有差距，主要是队伍素质有待提高，执法手段比较单一，"
         "宣传力度不够大等。",
         ["队伍素质有待提高", "执法手段比较单一", "宣传力度不够大"]),
        ("虽然取得了一定成效，但还存在执法力量配备不足、普法宣传针对性不强、部门协作机制不够健全等问题。",
         ["执法力量配备不足", "普法宣传针对性不强", "部门协作机制不够健全"]),
        ("各位代表！成绩来之不易。同时，我们也清醒地认识到，发展中还存在一些困难和问题，主要表现为：产业结构不优，"
         "新动能较弱；"
         "城乡发展不平衡；少数干部担当精神不强。这些问题，我们将采取有效措施，认真加以解决。",
         ["产业结构不优，新动能较弱", "城乡发展不平衡", "少数干部担当精神不强"]),
        ("各位代表，我们也要看到差距和不足，突出表现在：一是大项目不多，二是创新能力不强，三是民生欠账较多。"
         "对于这些问题，我们将高度重视，认真解决。",
         ["一是大项目不多", "二是创新能力不强", "三是民生欠账较多"]),
    ],
)  # fmt: skip
def test_problems_in_the_tail_are_parted_by_the_coarsest_mark(tail: str, expected: list[str]) -> None:
    result = found(TWO_PARTS.format(tail))
    assert kinds(result) == ["achievements", "problems", "plans"]
    assert items(result, "problems") == expected


def test_problems_and_next_steps_under_headings_of_their_own_are_split() -> None:
    result = found("一、主要工作开展情况\n\n（一）抓培训。三期。\n\n（二）抓执法。九件。\n\n"
                   "二、存在问题及下一步打算\n\n（一）存在问题\n\n"
                   "1.执法力量不足。\n2.普法形式单一。\n\n（二）下一步打算\n\n1.充实力量。招录5人。\n2.创新普法。"
                   "短片10部。\n")  # fmt: skip
    assert items(result, "problems") == ["1.执法力量不足", "2.普法形式单一"]
    assert items(result, "plans") == ["1.充实力量。招录5人。", "2.创新普法。短片10部。"]


def test_what_is_done_about_each_problem_is_a_plan_beside_it() -> None:
    result = found("一、主要工作开展情况\n\n全年培训三期，办案九件。\n\n二、存在的主要问题和改进措施\n\n"
                   "（一）执法力量不足。编制偏少。改进措施：争取编制3名。\n\n（二）普法形式单一。参与度不高。"
                   "改进措施：拍摄短片10部。\n")  # fmt: skip
    assert items(result, "problems") == ["（一）执法力量不足。编制偏少", "（二）普法形式单一。参与度不高"]
    assert items(result, "plans") == ["改进措施：争取编制3名。", "改进措施：拍摄短片10部。"]


@pytest.mark.parametrize(
    "mixed",
    [
        "2022年，我县针对上年度公开不及时的问题作了整改。但工作中仍存在一些不足：一是部分单位重视不够；"
        "二是解读质量不高。"
        "2023年，我县将从以下方面改进：一是加强组织领导，压实责任；二是丰富解读形式，提升质量。",
        "（一）存在的主要问题。一是部分单位重视不够；二是解读质量不高。\n\n（二）改进情况。一是加强组织领导，压实责任；"
        "二是丰富解读形式，提升质量。",
    ],
)
def test_the_disclosure_report_s_six_parts(mixed: str) -> None:
    result = found(
        "云溪县2022年政府信息公开工作年度报告\n\n一、总体情况\n\n主动公开信息1320条。\n\n二、主动公开政府信息情况\n\n"
        "制发5件。\n\n"
        "三、收到和处理政府信息公开申请情况\n\n新收17件。\n\n四、政府信息公开行政复议、行政诉讼情况\n\n"
        "行政复议0件。\n\n"
        f"五、存在的主要问题及改进情况\n\n{mixed}\n\n六、其他需要报告的事项\n\n无。\n"
    )
    assert items(result, "problems") == ["一是部分单位重视不够", "二是解读质量不高"]
    assert [text[:8] for text in items(result, "plans")] == ["一是加强组织领导", "二是丰富解读形式"]
    assert kinds(result)[-1] == "other"


# --- what is no part of the report's statements -------------------------------------------------------------------


@pytest.mark.parametrize(
    "notes",
    [
        "注：①三链融合：产业链、创新链、人才链。②十件实事见附件。",
        "注：\n1.三链融合：产业链、创新链、人才链。\n2.十件实事见附件。",
        "[1] 三链融合：产业链、创新链、人才链。\n[2] 十件实事见附件。",
        "名词解释\n\n1.“三链融合”：产业链、创新链、人才链。\n\n2.“十件实事”：见附件。",
        "附件：青岚市2024年十件民生实事\n\n一、新建学校5所\n\n二、改造公园6个",
    ],
)
def test_notes_terms_and_annexes_are_other(notes: str) -> None:
    result = found("一、2023年工作回顾\n\n（一）经济稳中有进。增长6.1%（1），建成“一张网”[2]。\n\n"
                   "（二）民生持续改善。就业3.2万人（3）。\n\n"
                   f"二、2024年工作安排\n\n（一）抓产业。推进“三链融合”①。\n\n（二）抓民生。办好十件实事②。\n\n"
                   f"{notes}\n")  # fmt: skip
    assert items(result, "plans") == ["（一）抓产业。推进“三链融合”①。", "（二）抓民生。办好十件实事②。"]
    assert {section.kind for section in result.sections if section.start >= result.document.text.index(notes[:4])} == {
        "other"
    }


def test_footnote_marks_glued_to_words_begin_nothing() -> None:
    result = found("一、2023年工作回顾\n\n（一）经济稳中有进（1）。增长6.1%[1]，建成平台（2）。\n\n"
                   "（二）民生持续改善（3）。新增就业3.2万人[2]。\n\n二、2024年工作安排\n\n（一）抓产业。\n\n"
                   "（二）抓民生。\n")  # fmt: skip
    assert [section.heading[:3] for section in result.sections if section.level == 2] == ["（一）", "（二）"] * 2


def test_two_reports_on_one_page_are_outlined_apart_and_said_to_be_two() -> None:
    def report(year: int, problem: str) -> str:
        return (
            f"云溪县{year}年法治政府建设年度报告\n\n一、{year}年主要工作\n\n（一）抓学法。讲座3场。\n\n（二）抓执法。"
            f"办案9件。\n\n二、存在问题\n\n"
            f"一是{problem}；二是形式单一。\n\n三、{year + 1}年工作计划\n\n（一）充实力量。\n\n（二）创新形式。\n\n"
            f"云溪县人民政府\n{year + 1}年1月10日\n\n"
        )

    result = found(report(2022, "力量不足") + report(2023, "经费不足"))
    assert kinds(result) == ["preamble", "achievements", "problems", "plans", "other"] * 2
    assert [text[:6] for text in items(result, "problems")] == [
        "一是力量不足",
        "二是形式单一",
        "一是经费不足",
        "二是形式单一",
    ]
    assert "holds 2 reports" in result.notes[0]
    assert (result.document.metadata.period, result.document.metadata.published) == ("2022", "2023-01-10")
    assert len({each.id for each in result.sentences}) == len(result.sentences)


def test_a_report_in_an_annex_is_no_second_report() -> None:
    result = found("云溪县2022年工作总结\n\n一、工作情况\n\n办案9件。\n\n二、工作打算\n\n抓执法。\n\n云溪县司法局\n"
                   "2023年1月10日\n\n"
                   "附件：云溪县2022年执法情况报告\n\n一、情况\n\n办案9件。\n")  # fmt: skip
    assert not [note for note in result.notes if "reports" in note]


# --- whole genres -------------------------------------------------------------------------------------------------


def test_a_government_s_five_year_report() -> None:
    result = found(
        "政府工作报告\n——2024年1月16日在青岚市第八届人民代表大会第四次会议上\n青岚市市长 林某某\n\n各位代表：\n\n"
        "现在，我代表市人民政府向大会报告政府工作，请予审议，并请各位政协委员和列席人员提出意见。\n\n"
        "一、过去五年工作回顾\n\n"
        "五年来，我们攻坚克难。生产总值由500亿元增加到820亿元。\n\n（一）综合实力跃上新台阶。财政收入突破60亿元。\n\n"
        "（二）城乡面貌发生新变化。城镇化率达到58%。\n\n在充分肯定成绩的同时，我们也清醒地看到，"
        "前进道路上还有不少困难和挑战："
        "产业层次不高；创新能力不强；民生短板较多。我们要直面问题，切实加以解决。\n\n二、2024年工作安排\n\n"
        "（一）突出工业主导，壮大实体经济。1.抓园区。2.抓企业。\n\n（二）突出城乡统筹，建设美丽家园。\n\n"
        "三、加强政府自身建设\n\n"
        "一是坚持依法行政。二是坚持廉洁从政。\n\n各位代表！让我们更加紧密地团结起来，为建设美好青岚而努力奋斗！\n"
    )
    assert kinds(result) == ["preamble", "achievements", "problems", "plans", "plans", "other"]
    assert items(result, "problems") == ["产业层次不高", "创新能力不强", "民生短板较多"]
    assert len(items(result, "plans")) == 4


def test_a_statistical_report_has_achievements_only() -> None:
    result = found("云溪县2023年国民经济和社会发展统计公报\n\n云溪县统计局\n\n2024年3月20日\n\n一、综合\n\n"
                   "生产总值186.3亿元，增长5.8%。\n\n"
                   "二、农业\n\n粮食产量21.3万吨。\n\n三、工业和建筑业\n\n增加值增长7.6%。\n\n注：\n"
                   "1.数据为初步统计数。\n"
                   "2.部分合计因四舍五入不等于分项之和。\n")  # fmt: skip
    assert kinds(result) == ["preamble", "achievements", "achievements", "achievements", "other"]
    assert not items(result, "problems") and not items(result, "plans")


def test_lines_wrapped_by_a_page_s_width_are_one_paragraph() -> None:
    result = found(
        "    云溪县2023年法治政府建设情况报告\n\n    2023年，全县认真学习贯彻有关精神，全面落实法治政府建\n"
        "设各项任务，取得了新的成效。现将有关情况报告如下：\n"
        "    一、主要工作情况\n    （一）健全制度体系。全年制定行政规范性文件8件，清理文件\n126件，废止12件，"
        "修改9件。\n"
        "    （二）严格规范执法。全县共办理行政处罚案件1203件，同比增长\n8.2%，没有发生重大行政败诉案件。\n"
        "    二、存在的主要问题\n"
        "    虽然取得了一定成绩，但与上级要求相比仍有差距，主要表现在以\n下几个方面：一是部分领导干部法治意识不强；"
        "二是执法队伍力量薄弱，\n"
        "专业人才缺乏；三是普法宣传形式单一。\n    三、下一步工作打算\n    （一）加强学习培训。"
        "把法治教育纳入干部教育培训计划，全年举\n办培训班不少于4期。\n"
        "    （二）充实执法力量。招录执法人员20名。\n                                  云溪县人民政府\n"
        "                                  2024年2月6日\n"
    )
    assert [len(items(result, kind)) for kind in ("achievements", "problems", "plans")] == [2, 3, 2]
    assert kinds(result)[-1] == "other"

"""What the verifier promises, on a report of a district that does not exist."""

import pytest

from summarizer.base.document import Document, Metadata, Span
from summarizer.outline import outline
from summarizer.quantities import locate
from summarizer.schema import Check
from summarizer.verify import Source, recheck, verification, verify_text

REPORT = """临溪区2022年度法治政府建设工作报告

一、主要工作情况

（一）规范行政执法。全年全区共作出各类行政处罚83412宗，罚没金额2716.358万元。在食品药品、生态环境等重点领域开展行政检查9027次，行政处罚536宗，处罚金额418.62万元。

（二）化解矛盾纠纷。全年共排查各类矛盾纠纷2154件，调解成功2098件，调解成功率97.4%。受理行政复议申请38件，审结35件，直接纠错案件4件。受理各类信访事项906件次，同比下降3.5%，其中群众集体上访57批612人次，来信143件，网上信访208件。

（三）加强能力建设。举办执法人员培训班12期共1840人次，开展法治讲座30余场。区法制办审核规范性文件26件，废止9件。行政审批事项由217项压减到164项，平均办理时限压缩4.5个工作日。群众满意度由91.2%提高到94.8%，提高3.6个百分点。城镇、农村居民人均可支配收入分别达到4.12万元、2.35万元。

（四）夯实基础。全年投入法治建设经费13.86亿元，其中区级6.2亿元、镇级7.66亿元。法律顾问覆盖率不低于95%，每个镇街配备法律顾问2—3名。

二、存在的问题

基层执法人员中法律专业人员比例约为三成。

三、2023年工作计划

力争新建公共法律服务站15个，确保行政复议按期办结率达到98%以上，力争培训执法人员2000人次。
"""


@pytest.fixture(scope="module")
def source() -> Source:
    document = Document(text=REPORT, metadata=Metadata(period="2022"))
    outlined = outline(document)
    return Source.of(outlined, locate(REPORT, language="zh", sentences=outlined.sentences))


def verdicts(checks: tuple[Check, ...]) -> list[str]:
    return [f"{check.text} {check.verdict} {check.reason}" for check in checks]


RIGHT = [
    "全区全年作出行政处罚83412宗，罚没款2716.358万元。",
    "全年行政处罚８３，４１２宗。",
    "罚没金额27163580元。",
    "罚没金额约2716万元。",
    "重点领域作出行政处罚536宗，处罚金额418.62万元。",
    "排查矛盾纠纷2154件，其中调解成功2098件，成功率97.4%。",
    "审结行政复议35件，受理申请38件。",
    "信访事项906件次，同比下降3.5%。",
    "来信一百四十三件，网上信访二百零八件。",
    "群众满意度从91.2%提升到94.8%。",
    "审批事项由217项精简至164项。",
    "农村居民人均可支配收入2.35万元，城镇居民为4.12万元。",
    "法治建设经费投入13.86亿元，区级为6.2亿元。",
    "2023年力争新建公共法律服务站15个。",
    "每个镇街配备2—3名法律顾问。",
    "The district imposed 83,412 administrative penalties, with fines and confiscations of CNY 27.16358 million.",
    "Fines and confiscations came to about 27.2 million yuan.",
    "In key areas, 9,027 inspections led to 536 administrative penalties and fines of CNY 4.1862 million.",
    "Of 2,154 disputes screened, 2,098 were successfully mediated, a success rate of 97.4%.",
    "Mediators settled 2,098 of the 2,154 disputes.",
    "35 applications for administrative reconsideration were concluded out of 38 accepted.",
    "Petitions fell by 3.5% to 906.",
    "There were 143 letters and 208 online petitions.",
    "Public satisfaction rose from 91.2% to 94.8%, up 3.6 percentage points.",
    "More than 30 lectures on the rule of law were held.",
    "Legal adviser coverage was at least 95%.",
    "In 2023 the district plans to build 15 new public legal service stations.",
]

WRONG = [
    # two figures of one unit, each in the other's place
    ("受理行政复议申请35件，审结38件。", {"measure"}),
    ("城镇居民人均可支配收入2.35万元，农村居民为4.12万元。", {"measure"}),
    ("来信208件，网上信访143件。", {"measure"}),
    ("Mediators settled 2,154 of 2,098 disputes.", {"measure"}),
    ("There were 208 letters and 143 online petitions.", {"measure"}),
    # the value is another thing's
    ("全区全年作出各类行政处罚536宗。", {"measure"}),
    ("In key areas 83,412 administrative penalties were imposed.", {"measure"}),
    # scale, value, unit, currency
    ("罚没金额2716.358亿元。", {"scale"}),
    ("Fines and confiscations came to CNY 27.16358 billion.", {"scale"}),
    ("Fines and confiscations came to 271,635.80 yuan.", {"scale"}),
    ("全年行政处罚83421宗。", {"not_found"}),
    ("9,072 inspections were carried out in key areas.", {"not_found"}),
    ("信访事项906户。", {"unit"}),
    ("群众满意度提高3.6%。", {"unit"}),
    ("罚没金额2716.358万美元。", {"currency"}),
    ("Fines and confiscations came to US$27.16358 million.", {"currency"}),
    # direction, qualifier, range, time
    ("信访事项同比上升3.5%。", {"direction"}),
    ("Petitions rose by 3.5% to 906.", {"direction"}),
    ("法律顾问覆盖率不超过95%。", {"qualifier"}),
    ("每个镇街配备3—5名法律顾问。", {"range"}),
    ("2022年已新建公共法律服务站15个。", {"period"}),
    ("15 new public legal service stations were built.", {"period"}),
]

UNPROVEN = [
    ("开展法治讲座30场。", "qualifier_lost"),
    ("30 lectures on the rule of law were held.", "qualifier_lost"),
    ("全年行政处罚83410宗。", "qualifier_lost"),
    ("全年共办理数十件。", "ambiguous"),
]


@pytest.mark.parametrize("claim", RIGHT)
def test_a_right_claim_in_free_words_is_supported(source: Source, claim: str) -> None:
    checks = verify_text(claim, source)

    assert checks
    assert all(check.verdict == "supported" for check in checks), verdicts(checks)


@pytest.mark.parametrize(("claim", "reasons"), WRONG)
def test_a_subtly_wrong_claim_is_rejected_for_what_is_wrong(source: Source, claim: str, reasons: set[str]) -> None:
    checks = verify_text(claim, source)

    assert {check.reason for check in checks if check.verdict == "rejected"} & reasons, verdicts(checks)


@pytest.mark.parametrize(("claim", "reason"), UNPROVEN)
def test_what_cannot_be_proven_is_for_review(source: Source, claim: str, reason: str) -> None:
    checks = verify_text(claim, source)

    assert [(check.verdict, check.reason) for check in checks] == [("review", reason)], verdicts(checks)


def test_both_of_two_swapped_numbers_are_rejected(source: Source) -> None:
    checks = verify_text("全年受理行政复议申请35件，审结38件。", source)

    assert [check.verdict for check in checks] == ["rejected", "rejected"]


def test_evidence_is_the_sources_own_sentence(source: Source) -> None:
    (check,) = verify_text("全年行政处罚83412宗。", source)
    (piece,) = check.evidence

    assert REPORT[piece.start : piece.end] == piece.text
    assert "83412宗" in piece.text


def test_the_explanation_shows_both_values_and_the_factor(source: Source) -> None:
    (check,) = verify_text("Fines and confiscations came to 271,635.80 yuan.", source)

    assert "2716.358万元 = CNY 27.16358 million" in check.explanation
    assert "100 times too small" in check.explanation


def test_a_right_number_outside_the_evidence_cited_is_for_review(source: Source) -> None:
    start = REPORT.index("（三）加强能力建设")
    cited = [Span(start, REPORT.index("（四）"))]

    (check,) = verify_text("全年行政处罚83412宗。", source, cited=cited)

    assert (check.verdict, check.reason) == ("review", "outside_evidence")


def test_a_number_is_supported_by_the_evidence_cited(source: Source) -> None:
    start = REPORT.index("（二）化解")
    cited = [Span(start, REPORT.index("（三）"))]

    (check,) = verify_text("38 applications for administrative reconsideration were accepted.", source, cited=cited)

    assert check.verdict == "supported"


def test_a_sum_asked_for_by_the_claim_is_derived_with_its_arithmetic(source: Source) -> None:
    (check,) = verify_text("Letters and online petitions totalled 351.", source)

    assert (check.verdict, check.reason) == ("supported", "derived")
    assert "143件 + 208件" in check.explanation


def test_articles_sessions_and_years_are_held_against_their_own_kind(source: Source) -> None:
    checks = verify_text("根据《行政处罚法》第三十九条和十八届三中全会精神，2022年工作稳步推进。", source)

    assert [(check.text, check.verdict) for check in checks] == [
        ("第三十九条", "review"),
        ("十八届", "review"),
        ("三中全会", "review"),
        ("2022年", "review"),  # the report's year, but nothing shows what of it is meant
    ]


def test_a_claim_of_something_the_report_does_not_speak_of_is_never_supported(source: Source) -> None:
    checks = [
        *verify_text("全年种植水稻83412亩。", source),
        *verify_text("The airport served 1,840 flights.", source),
        *verify_text("新增高速公路35公里。", source),
    ]

    assert len(checks) == 3
    assert not any(check.verdict == "supported" for check in checks), verdicts(tuple(checks))


@pytest.mark.parametrize(
    ("claims", "right"),
    [
        ("群众满意度提高到94.8%。", True),
        ("群众满意度下降到94.8%。", False),
        ("The satisfaction rate of the public rose from 91.2% to 94.8%.", True),
        ("The satisfaction rate of the public fell to 94.8%.", False),
        ("行政审批事项压减到164项。", True),
        ("行政审批事项增加到164项。", False),
        ("经费达到13.86亿元。", True),
        ("法治建设经费减少到13.86亿元。", False),
    ],
)
def test_a_level_risen_to_is_not_one_fallen_to(claims: str, right: bool, source: Source) -> None:
    assert (verify_text(claims, source)[-1].verdict == "supported") is right


def test_every_verdict_can_be_derived_again_from_the_json(source: Source) -> None:
    claims = "全年行政处罚83412宗。Petitions rose by 3.5% to 906. 开展法治讲座30场。"
    record = verification(source, verify_text(claims, source))
    payload = record.model_dump(mode="json")

    # "to 906" is for review: the source's sentence has a fall only
    assert record.counts.model_dump() == {"supported": 1, "review": 2, "rejected": 1}
    assert recheck(payload, claims, source) == []


def test_a_verdict_changed_by_hand_is_noticed(source: Source) -> None:
    claims = "Petitions rose by 3.5%."
    payload = verification(source, verify_text(claims, source)).model_dump(mode="json")
    payload["checks"][0] |= {"verdict": "supported", "reason": "exact"}

    differences = recheck(payload, claims, source)

    assert any("derived again it is rejected (direction)" in sentence for sentence in differences)
    assert any("counts" in sentence for sentence in differences)


@pytest.mark.parametrize(
    "claims",
    ["", "没有数字。", "No numbers at all.", "\ud800", "（（（（（" * 50, "٣٤٥ ", "\x00\x07", "=1+1"],
)
def test_odd_claims_get_a_clear_answer(source: Source, claims: str) -> None:
    assert all(check.verdict != "supported" for check in verify_text(claims, source))


@pytest.mark.parametrize("digits", [30, 10_000])
def test_a_number_of_many_digits_is_never_supported(source: Source, digits: int) -> None:
    checks = verify_text(f"罚没金额{'9' * digits}元，行政处罚83412宗。", source)

    assert [check.text for check in checks if check.verdict == "supported"] == ["83412宗"]

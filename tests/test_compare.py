"""Years side by side: what is aligned, what is left open, what is refused, and that all of it holds in every format."""

import json
from pathlib import Path
from typing import Any

import pytest

import summarizer
from benchmarks import compare as benchmark
from summarizer.base.errors import InputError, UsageError
from summarizer.compare.record import Comparison, Row
from tests.command import ROOT

SAMPLES = ROOT / "samples"
FILES = [SAMPLES / f"yanchuan_{year}.txt" for year in (2021, 2022, 2023)]
REPORT = """{place}{year}年法治政府建设年度报告

{year}年，{place}扎实推进依法行政。现将有关情况报告如下：

一、{year}年工作情况

（一）主要工作。

{body}

二、存在的主要问题

一是基层执法力量薄弱。

三、{next}年工作计划

（一）加强执法监督。{plan}

{place}人民政府
{next}年1月20日
"""


def report(year: int, body: str, *, place: str = "岚溪区", plan: str = "评查行政执法案卷100宗。") -> Any:
    text = REPORT.format(place=place, year=year, next=year + 1, body=body, plan=plan)
    return summarizer.load(text, name=f"{place}{year}.txt")


def years(*bodies: str, **known: str) -> Comparison:
    return summarizer.compare([report(2020 + at, body, **known) for at, body in enumerate(bodies)])


def row(found: Comparison, words: str) -> Row:
    return next(one for one in found.rows if words in one.measure.zh)


@pytest.fixture(scope="module")
def three() -> Comparison:
    return summarizer.compare(FILES)


# --- the samples and their gold ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", benchmark.GOLD)
def test_gold_spans_of_years_are_the_words_they_say(name: str) -> None:
    gold = json.loads((SAMPLES / benchmark.GOLD[name]).read_text(encoding="utf-8"))
    texts = {year: (SAMPLES / file).read_text(encoding="utf-8") for year, file in gold["files"].items()}
    commitments = [one | {"period": item["period"]} for item in gold["plans"] for one in item["commitments"]]
    groups = (*gold["measures"], *gold["open"], *gold["problems"])
    mentions = [mention for group in groups for mention in group["mentions"]]
    evidence = [piece for one in commitments for piece in one["evidence"]]
    for one in (*mentions, *gold["statements"], *gold["plans"], *commitments, *evidence):
        assert texts[one["period"]][one["start"] : one["end"]] == one["text"]


def test_the_three_years_are_aligned_and_followed_as_their_gold_says(three: Comparison) -> None:
    gold = json.loads((SAMPLES / benchmark.GOLD["yanchuan"]).read_text(encoding="utf-8"))
    aligned = benchmark.alignment(benchmark.Gold(gold), three)
    assert aligned["alignment F1"] >= 0.95
    assert aligned["wrong pairs"] == 0
    assert aligned["unlike periods told"] == 1
    assert aligned["ambiguous left open"] == 1
    assert benchmark.statements(gold, three)["statements right"] >= 0.9
    assert benchmark.plans(gold, three)["plan follow-up right"] >= 0.9
    assert benchmark.problems(gold, three)["returning problems F1"] >= 0.9


def test_every_number_shown_is_checked_in_its_own_years_text(three: Comparison) -> None:
    texts = {path.stem[-4:]: path.read_text(encoding="utf-8") for path in FILES}
    cells = [cell for one in three.rows for cell in one.cells] + list(three.only)
    for cell in cells:
        figure = cell.figure
        assert texts[cell.year][figure.start : figure.end] == figure.text
        assert texts[cell.year][cell.evidence.start : cell.evidence.end] == cell.evidence.text
        assert {check.field for check in cell.checks} == {"quantity.zh", "quantity.en"}
    assert three.counts.rejected == 0
    for plan in three.plans:
        for one in plan.commitments:
            assert texts[plan.year][one.plan.start : one.plan.end] == one.plan.text
            for piece in one.evidence:
                assert texts[plan.next][piece.start : piece.end] == piece.text


def test_the_order_of_the_files_does_not_matter(three: Comparison) -> None:
    assert summarizer.compare([FILES[1], FILES[2], FILES[0]]) == three


# --- changes ----------------------------------------------------------------------------------------------------------


def test_a_count_changes_by_a_number_and_a_share() -> None:
    found = row(years("全年收到行政复议申请14件。", "全年收到行政复议申请23件。"), "行政复议申请")
    [change] = found.changes
    assert (str(change.absolute), str(change.percent), change.approximate) == ("9", "64.3", False)
    assert change.text.zh == "增加9件（+64.3%）"
    assert change.text.en == "up 9 applications (+64.3%)"


def test_a_rate_changes_by_percentage_points_only() -> None:
    [change] = row(years("行政机关负责人出庭应诉率91.3%。", "行政机关负责人出庭应诉率95.5%。"), "应诉率").changes
    assert (str(change.absolute), change.percent) == ("4.2", None)
    assert change.text.en == "up 4.2 percentage points"


def test_money_is_subtracted_in_yuan_whatever_it_is_written_in() -> None:
    [change] = row(years("兑现惠企资金9800万元。", "兑现惠企资金1.06亿元。"), "惠企资金").changes
    assert str(change.absolute) == "8000000"
    assert change.text.en == "up CNY 8 million (+8.2%)"


@pytest.mark.parametrize("written", ["约210人次", "210余人次", "超过210人次"])
def test_a_qualified_figure_makes_the_change_approximate(written: str) -> None:
    [change] = row(years("参加听证群众160人次。", f"参加听证群众{written}。"), "听证").changes
    assert change.approximate
    assert change.text.zh == "约增加50人次（约+31%）"
    assert (change.text.en or "").startswith("up about 50 (about ")


def test_a_change_from_nothing_has_no_share() -> None:
    [change] = row(years("撤销行政行为0件。", "撤销行政行为2件。"), "撤销").changes
    assert (str(change.absolute), change.percent) == ("2", None)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("建成法治公园3个。", "累计建成法治公园8个。", "cumulative"),
        ("上半年受理法律援助案件300件。", "全年受理法律援助案件640件。", "period"),
        ("受理法律援助案件三百至四百件。", "受理法律援助案件640件。", "range"),
    ],
)
def test_unlike_figures_are_never_subtracted(before: str, after: str, why: str) -> None:
    found = years(before, after)
    changes = [change for one in found.rows for change in one.changes]
    assert [change.unlike for change in changes] == [why]
    assert changes[0].absolute is None
    assert changes[0].percent is None
    assert changes[0].text.zh
    assert changes[0].text.en


# --- alignment --------------------------------------------------------------------------------------------------------


def test_measures_renamed_a_little_are_the_same() -> None:
    found = years(
        "新登记市场主体500户。调解纠纷80件。下沉执法人员20名。",
        "新登记经营主体600户。调解矛盾纠纷90件。下沉镇街执法人员30名。",
    )
    assert [[cell.figure.text for cell in one.cells] for one in found.rows] == [
        ["500户", "600户"], ["80件", "90件"], ["20名", "30名"],
    ]  # fmt: skip


def test_opposed_words_are_never_the_same() -> None:
    found = years("受理民事案件30件。", "受理刑事案件40件。")
    assert found.rows == ()
    assert [cell.figure.text for cell in found.only] == ["40件", "30件"]


def test_values_do_not_decide_which_measure_answers_which() -> None:
    found = years("举办讲座9场，组织旁听庭审3场。", "组织旁听庭审9场，举办讲座3场。")
    assert {tuple(cell.figure.text for cell in one.cells) for one in found.rows} == {("9场", "3场"), ("3场", "9场")}


def test_what_could_answer_twice_is_left_open_and_listed() -> None:
    found = years("开展专项检查4次。", "第一季度开展专项检查3次。第四季度开展专项检查5次。")
    assert found.rows == ()
    [group] = found.open
    assert [cell.figure.text for cell in (*group.of_earlier, *group.of_later)] == ["4次", "3次", "5次"]
    assert found.only == ()


def test_a_measure_told_twice_is_one_measure_with_two_places() -> None:
    found = years("收到行政复议申请14件。", "收到行政复议申请23件。全年共收到行政复议申请23件。")
    [one] = found.rows
    assert len(one.cells[1].mentions) == 1


def test_a_measure_is_found_again_over_a_year_that_is_silent() -> None:
    found = years("热线受理群众诉求100件次。", "办理行政处罚案件50件。", "热线受理群众诉求130件次。")
    assert [cell.year for cell in row(found, "诉求").cells] == ["2020", "2022"]
    assert row(found, "诉求").changes[0].earlier == "2020"


# --- what reports say of last year ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("同比增长64.3%", "agrees"),
        ("同比增长64%", "agrees"),
        ("同比增长46.3%", "differs"),
        ("同比下降64.3%", "differs"),
        ("比上年增加9件", "agrees"),
        ("比上年增加8件", "differs"),
    ],
)
def test_a_stated_change_is_held_against_both_reports(said: str, verdict: str) -> None:
    found = years("收到行政复议申请14件。", f"收到行政复议申请23件，{said}。")
    [one] = found.statements
    assert (one.verdict, one.row) == (verdict, found.rows[0].id)
    assert "14" in one.explanation.zh
    assert "23" in (one.explanation.en or "")


def test_rounding_of_the_figures_themselves_is_allowed_for() -> None:
    found = years("办理各类事项26.80万件。", "办理各类事项29.14万件，同比增长8.71%。")
    assert found.statements[0].verdict == "agrees"


def test_a_restated_figure_of_last_year_is_reported() -> None:
    found = years("隐患整改率94.4%。", "隐患整改率由上年的92.6%提高到95.8%。")
    [one] = found.statements
    assert (one.kind, one.verdict) == ("earlier", "differs")
    assert "94.4%" in one.explanation.zh
    assert "restated" in (one.explanation.en or "")


def test_a_change_of_something_else_accuses_no_figure() -> None:
    found = years("全市用水总量2.95亿立方米。", "全市用水总量2.88亿立方米，万元GDP用水量同比下降4.1%。")
    assert [one.verdict for one in found.statements] == ["unknown"]


def test_statements_are_not_checked_across_a_missing_year() -> None:
    found = summarizer.compare([report(2019, "收到申请14件。"), report(2021, "收到申请23件，同比增长5%。")])
    assert found.statements == ()
    assert any("between 2019 and 2021" in note for note in found.notes)


# --- plans and problems -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "body", "status"),
    [
        ("评查行政执法案卷100宗。", "评查行政执法案卷120宗。", "done"),
        ("评查行政执法案卷100宗。", "评查行政执法案卷80宗。", "partly"),
        ("行政复议纠错率控制在10%以内。", "行政复议纠错率12.5%。", "partly"),
        ("建成区行政执法监督平台。", "区行政执法监督平台已建成启用。", "done"),
        ("建成区行政执法监督平台。", "区行政执法监督平台正在加快建设。", "partly"),
        ("制定《岚溪区听证办法》。", "听证工作有序开展，举行听证会3场。", "not_mentioned"),
        ("制定《岚溪区听证办法》。", "印发《岚溪区听证办法》。", "done"),
    ],
)
def test_a_plan_is_followed_into_the_next_report(plan: str, body: str, status: str) -> None:
    found = summarizer.compare([report(2021, "办理案件5件。", plan=plan), report(2022, body)])
    [followed] = found.plans
    assert (followed.year, followed.next, followed.status) == ("2021", "2022", status)
    assert bool(followed.commitments[0].evidence) == (status != "not_mentioned")


def test_a_problem_that_returns_is_shown_with_both_years() -> None:
    found = years("办理案件5件。", "办理案件6件。")
    assert [[mention.year for mention in problem.mentions] for problem in found.problems] == [["2020", "2021"]]


# --- what is refused --------------------------------------------------------------------------------------------------


def test_reports_of_different_issuers_need_force() -> None:
    pair = [report(2021, "办理案件5件。"), report(2022, "办理案件6件。", place="云禾区")]
    with pytest.raises(UsageError, match=r"different issuers: 岚溪区人民政府 .* 云禾区人民政府 .*--force"):
        summarizer.compare(pair)
    assert any("different issuers" in note for note in summarizer.compare(pair, force=True).notes)


def test_the_same_year_twice_needs_force() -> None:
    pair = [report(2021, "办理案件5件。"), report(2021, "办理案件6件。")]
    with pytest.raises(UsageError, match=r"both report on 2021.*--force"):
        summarizer.compare(pair)
    found = summarizer.compare(pair, force=True)
    assert len({year.label for year in found.years}) == 2


def test_a_report_without_a_year_needs_force() -> None:
    nameless = summarizer.load("全年办理案件5件，调解纠纷8件。", name="x.txt")
    with pytest.raises(UsageError, match="--force"):
        summarizer.compare([nameless, report(2022, "办理案件6件。")])
    assert summarizer.compare([nameless, report(2022, "办理案件6件。")], force=True).rows


def test_one_report_is_not_enough() -> None:
    with pytest.raises(UsageError, match="two or more"):
        summarizer.compare(FILES[:1])


def test_json_that_is_no_brief_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text('{"年": 1}', encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.json: this JSON is no brief"):
        summarizer.compare([path, FILES[0]])


# --- briefs -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def brief_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("briefs")
    brief = summarizer.summarize(FILES[1], model="none")
    return summarizer.save(brief, FILES[1], folder, ["json"])["json"]


def test_a_brief_stands_for_its_report_and_says_what_it_cannot_see(brief_path: Path) -> None:
    found = summarizer.compare([FILES[0], brief_path])
    assert [year.verified_in for year in found.years] == ["source", "brief"]
    assert any("only its brief.json" in note for note in found.notes)
    cells = [cell for one in found.rows for cell in one.cells if cell.year == "2022"]
    text = FILES[1].read_text(encoding="utf-8")
    assert len(cells) > 50
    assert all(text[cell.figure.start : cell.figure.end] == cell.figure.text for cell in cells)
    assert found.counts.rejected == 0


def test_a_brief_with_its_report_is_compared_as_the_report(brief_path: Path) -> None:
    found = summarizer.compare([brief_path, *FILES[:2]])
    assert [year.verified_in for year in found.years] == ["source", "source"]
    assert [one.cells for one in found.rows] == [one.cells for one in summarizer.compare(FILES[:2]).rows]


# --- reports that go on without a number behind their last entry ------------------------------------------------------

SUMMARY = """{place}教育局{year}年工作总结

一年来，全县教育系统较好完成了各项工作。

1. 学前教育有新发展。全县幼儿园{nurseries}所，新建幼儿园{built}所。

2. 教师队伍有新加强。公开招聘教师{teachers}名，培训教师2860人次。

虽然取得了一些成绩，但仍存在不少问题：城区学校大班额现象尚未完全消除，乡村学校音体美教师紧缺。

{next}年，我们将重点抓好以下工作：新建幼儿园3所，持续扩大普惠性学前教育资源；招聘教师200名，其中音体美教师不少于60名；完成第二中学整体搬迁。

{place}教育局
{year}年12月28日
"""


def summary(year: int, **figures: int) -> Any:
    text = SUMMARY.format(place="临渚县", year=year, next=year + 1, **figures)
    return summarizer.load(text, name=f"summary{year}.txt")


def test_a_plan_behind_the_last_numbered_entry_is_no_result() -> None:
    found = summarizer.compare(
        [summary(2022, nurseries=86, built=4, teachers=176), summary(2023, nurseries=89, built=3, teachers=214)]
    )
    assert [cell.figure.text for cell in row(found, "招聘教师").cells] == ["176名", "214名"]
    assert all(cell.figure.text != "200名" for one in found.rows for cell in one.cells)
    assert len(found.problems) == 2


def test_what_announces_a_plan_is_no_part_of_its_first_clause() -> None:
    [plan] = summarizer.compare(
        [summary(2022, nurseries=86, built=4, teachers=176), summary(2023, nurseries=89, built=3, teachers=214)]
    ).plans
    assert next((one.plan.text, one.status) for one in plan.commitments) == ("新建幼儿园3所", "done")


def test_newly_registered_and_newly_set_up_are_one_measure() -> None:
    found = years("全市新登记市场主体1.86万户。", "全市新设立经营主体2.17万户。")
    assert [cell.figure.text for cell in row(found, "主体").cells] == ["1.86万户", "2.17万户"]

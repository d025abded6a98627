"""The brief: nothing unchecked passes as checked, what is unused is listed, key figures are chosen by weight."""

from decimal import Decimal

from summarizer.pipeline.brief import UNCHECKED, make_brief, prose, unused
from summarizer.pipeline.keys import KEY_FIGURES, key_figures, weight
from summarizer.schema import Bilingual
from tests.made_reports import TEXT, figure, made_audit, made_checks, made_report, section


def test_the_ledger_counts_every_check_once() -> None:
    brief = make_brief(made_report(), TEXT, made_checks(), made_audit())
    counts = brief.ledger.counts
    assert brief.ledger.checked == len(brief.checks) == counts.supported + counts.review + counts.rejected
    assert counts.rejected == 1
    assert brief.ledger.audit == made_audit()


def test_a_number_that_nobody_checked_is_for_review() -> None:
    brief = make_brief(made_report(), TEXT, made_checks())
    added = [check for check in brief.checks if check.explanation == UNCHECKED]
    assert [check.text for check in added] == ["19名", "不少于2名"]
    assert {check.verdict for check in added} == {"review"}


def test_chinese_left_in_english_hides_no_number() -> None:
    report = made_report(title=Bilingual(zh="标题", en="The district handled 三百二十件 petitions and 14 cases"))
    found = [check.text for check in make_brief(report, TEXT, ()).checks if check.field == "title.en"]
    assert "三百二十件" in found
    assert any(text.startswith("14") for text in found)


def test_without_any_check_nothing_is_supported() -> None:
    brief = make_brief(made_report(), TEXT, ())
    assert brief.ledger.counts.supported == 0
    assert brief.ledger.counts.review >= 12


def test_years_and_dates_of_titles_need_no_check() -> None:
    brief = make_brief(made_report(), TEXT, ())
    assert not any(check.field.startswith("title") for check in brief.checks)


def test_prose_names_every_text_once() -> None:
    fields = [words.field for words in prose(made_report())]
    assert len(fields) == len(set(fields))
    assert {"title.zh", "headings[sec2].en", "problems[0].summary.zh", "plans[0].deadlines[0]"} <= set(fields)
    assert "problems[0].summary.en" not in fields  # there is none


def test_a_figure_no_words_rest_on_is_unused() -> None:
    report = made_report()
    brief = make_brief(report, TEXT, made_checks())
    left = unused(report, brief.checks, keys=())
    assert left == ("f3", "f4", "f5", "f7")  # f8 is a plan's target


def test_a_rejected_number_uses_nothing() -> None:
    report = made_report()
    rejected = tuple(check.model_copy(update={"verdict": "rejected"}) for check in made_checks())
    assert "f1" in unused(report, rejected, keys=())


def test_key_figures_are_not_unused() -> None:
    brief = make_brief(made_report(), TEXT, made_checks())
    assert not set(brief.key_figures) & set(brief.ledger.unused)


def test_money_weighs_more_than_a_count_and_a_part_less_than_its_total() -> None:
    shown = {one.figure.id: weight(one, TEXT) for one in made_report().figures}
    assert shown["f2"] > shown["f4"]
    assert shown["f5"] < shown["f4"]  # 其中维持52件
    assert shown["f8"] > shown["f5"]  # a target


def test_an_unmet_requirement_weighs_more() -> None:
    shown = figure("f9", "不少于2名", "2", "名", "审核人员", "at least 2")
    plain = TEXT.replace("未达到", "已经到")
    assert weight(shown, TEXT) == weight(shown, plain) + 1


def test_key_figures_stay_in_bounds_in_source_order_and_spread() -> None:
    many = tuple(
        figure(f"g{index}", "12167宗", str(1000 + index), "宗", f"案件{index}", f"{1000 + index} cases")
        for index in range(30)
    )
    plan = figure("t1", "80%以上", "80", "%", "优秀率", "at least 80%", kind="percent", aspect="target")
    report = made_report(figures=(*many, plan))
    chosen = key_figures(report, TEXT)
    assert len(chosen) == KEY_FIGURES
    assert "t1" in chosen
    starts = {one.figure.id: one.figure.start for one in report.figures}
    assert [starts[name] for name in chosen] == sorted(starts[name] for name in chosen)
    assert chosen == key_figures(report, TEXT)


def test_a_crowded_section_does_not_take_the_whole_table() -> None:
    crowd = tuple(figure(f"g{index}", "12167宗", str(12000 + index), "宗", f"案件{index}", None) for index in range(20))
    lone = figure("p1", "19名", "19", "名", "审核人员", None)
    sections = (
        section("sec2", "achievements", "（一）严格执法。", 2, None, "4.6%。"),
        section("sec3", "problems", "二、存在问题", 1, None, "要求。"),
    )
    assert "p1" in key_figures(made_report(figures=(*crowd, lone), sections=sections), TEXT)


def test_a_figure_without_a_measure_is_no_key_figure_nor_is_one_said_twice() -> None:
    first = figure("f1", "12167宗", "12167", "宗", "案件", None)
    again = figure("f2", "12167宗", "12167", "宗", "案件", None)
    bare = figure("f3", "86件", "86", "件", "", None).model_copy(update={"measure": Bilingual(zh="")})
    assert key_figures(made_report(figures=(first, again, bare)), TEXT) == ("f1",)


def test_what_reports_of_the_genre_open_with_weighs_more_than_another_sum() -> None:
    revenue = figure("f1", "2358.415万元", "23584150", "元", "一般公共预算收入", None, kind="money")
    other = figure("f2", "2358.415万元", "23584150", "元", "签约项目", None, kind="money")
    assert weight(revenue, TEXT) == weight(other, TEXT) + 2


def test_results_come_before_promises() -> None:
    targets = tuple(
        figure(f"t{index}", "80%以上", str(60 + index), "%", f"指标{index}", None, kind="percent", aspect="target")
        for index in range(20)
    )
    results = tuple(figure(f"g{index}", "86件", str(80 + index), "件", f"复议{index}", None) for index in range(20))
    chosen = key_figures(made_report(figures=(*results, *targets)), TEXT, 9)
    assert sum(name.startswith("t") for name in chosen) == 3
    assert len(key_figures(made_report(figures=targets), TEXT, 9)) == 9, (
        "where there is nothing else, promises are shown"
    )


def test_weights_are_exact_decimals() -> None:
    assert all(isinstance(weight(one, TEXT), Decimal) for one in made_report().figures)

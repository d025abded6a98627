"""Charts: figures of the source side by side, as its audit found them; nothing is worked out that it does not say."""

from fractions import Fraction

from summarizer.pipeline.brief import make_brief
from summarizer.renderers.marked import Runs
from summarizer.renderers.view import Chart, view
from summarizer.schema import Finding, WorkReport
from tests.made_reports import TEXT, evidence, figure, made_checks, made_report

TOTAL = Finding(
    kind="total",
    agrees=True,
    explanation="52件 + 11件 + 16件 = 79件, the total given.",
    evidence=tuple(evidence(piece) for piece in ("79件", "52件", "11件", "16件")),
)
RATE = Finding(
    kind="rate",
    agrees=False,
    explanation="79件 / 86件 = 91.860%, but the source gives 4.6%.",
    evidence=tuple(evidence(piece) for piece in ("86件", "79件", "4.6%")),
)


def drawn(report: WorkReport, *audit: Finding) -> tuple[Chart, ...]:
    return view(make_brief(report, TEXT, made_checks(), audit), TEXT).charts


def report() -> WorkReport:
    known = made_report()
    outcomes = (
        figure("f9", "11件", "11", "件", "复议：审结：撤销", "11 cases"),
        figure("f10", "16件", "16", "件", "复议：审结：驳回", "16 cases"),
    )
    return known.model_copy(update={"figures": (*known.figures, *outcomes)})


def said(runs: Runs) -> str:
    return "".join(run.text + run.number for run in runs)


def test_parts_of_a_total_are_drawn_as_its_shares_under_the_last_words_of_their_measures() -> None:
    (chart,) = drawn(report(), TOTAL)
    assert (chart.kind, chart.agrees, said(chart.title.zh)) == ("parts", True, "审结")
    assert [said(bar.label.zh) for bar in chart.bars] == ["维持", "撤销", "驳回"]
    assert [bar.share for bar in chart.bars] == [Fraction(52, 79), Fraction(11, 79), Fraction(16, 79)]


def test_parts_that_are_more_than_their_total_fill_the_bar_and_say_that_they_do_not_agree() -> None:
    more = TOTAL.model_copy(update={"agrees": False, "evidence": tuple(map(evidence, ("52件", "79件", "11件")))})
    (chart,) = drawn(report(), more)
    assert not chart.agrees
    assert sum(bar.share for bar in chart.bars) == 1


def test_a_rate_is_drawn_as_a_share_of_its_whole() -> None:
    (chart,) = drawn(report(), RATE)
    assert chart.kind == "share"
    assert [bar.share for bar in chart.bars] == [Fraction(79, 86)]
    assert chart.rate and chart.rate.written == "4.6%"
    assert not chart.agrees


def test_an_earlier_value_stands_beside_the_one_that_followed_it() -> None:
    known = report()
    then, now = known.figures[5], known.figures[7]
    then = then.model_copy(update={"figure": then.figure.model_copy(update={"aspect": "earlier", "direction": ""})})
    now = now.model_copy(update={"figure": now.figure.model_copy(update={"measure": "案件数量"})})
    (chart,) = drawn(known.model_copy(update={"figures": (then, now), "plans": (), "problems": ()}))
    assert chart.kind == "change"
    assert [(said(bar.label.zh), bar.share) for bar in chart.bars] == [
        ("上期", Fraction("0.046")),
        ("目标", Fraction("0.8")),
    ]


def test_a_finding_whose_evidence_is_no_figure_is_not_drawn() -> None:
    assert drawn(made_report(), TOTAL) == ()

"""What a brief shows when it must be short: by weight, spread over the sections, never silently."""

from pathlib import Path

import pytest

from summarizer import Presentation, load, summarize
from summarizer.renderers import to_markdown
from summarizer.renderers.selection import select
from summarizer.schema import Brief, StyleFinding

SAMPLE = Path(__file__).parent.parent / "samples" / "yunhe_2023_rule_of_law.txt"
TEXT = load(SAMPLE).text


@pytest.fixture(scope="module")
def brief() -> Brief:
    return summarize(SAMPLE, model="none")


def everything(brief: Brief) -> set[str]:
    report = brief.report
    return {item.id for item in (*report.achievements, *report.problems, *report.plans)}


def test_the_full_length_leaves_nothing_out(brief: Brief) -> None:
    chosen = select(brief, TEXT, Presentation(length="full"))
    assert chosen.shown == chosen.told == everything(brief)
    assert not any(chosen.left_out.values())


def test_a_short_brief_tells_titles_and_key_figures_only(brief: Brief) -> None:
    chosen = select(brief, TEXT, Presentation(length="short"))
    assert not chosen.told
    assert 0 < len(chosen.key_figures) < len(select(brief, TEXT, Presentation()).key_figures)


@pytest.mark.parametrize("length", ["short", "standard"])
def test_every_admitted_problem_is_shown_at_any_length(brief: Brief, length: str) -> None:
    chosen = select(brief, TEXT, Presentation.of(length=length))
    assert {problem.id for problem in brief.report.problems} <= chosen.shown


def test_what_is_not_shown_is_counted_and_said(brief: Brief) -> None:
    report = brief.report
    many = report.model_copy(
        update={
            "achievements": tuple(
                item.model_copy(update={"id": f"x{number}{item.id}"})
                for number in range(9)
                for item in report.achievements
            )
        }
    )
    long = brief.model_copy(update={"report": many})
    chosen = select(long, TEXT, Presentation())
    assert chosen.left_out["achievements"] == len(many.achievements) - sum(
        item.id in chosen.shown for item in many.achievements
    )
    assert chosen.left_out["achievements"] > 0
    told = to_markdown(long, TEXT)
    assert "Not shown at this length: " in told and f"{chosen.left_out['achievements']} achievements" in told
    assert "--length full" in told


def test_what_was_achieved_what_is_admitted_and_what_is_planned_share_the_room(brief: Brief) -> None:
    chosen, report = select(brief, TEXT, Presentation()), brief.report
    for items in (report.achievements, report.problems, report.plans):
        assert sum(item.id in chosen.told for item in items) >= 2


def test_the_doubt_about_a_small_model_is_told_once_and_a_fault_at_its_item(brief: Brief) -> None:
    def finding(kind: str, said: str) -> StyleFinding:
        return StyleFinding(field="plans[0].summary.en", kind=kind, explanation=said)

    style = (finding("dense", "several clauses stand in one sentence"), finding("negation", "the Chinese denies"))
    told = to_markdown(brief.model_copy(update={"report": brief.report.model_copy(update={"style": style})}), TEXT)
    assert told.count("turns round a sentence of several clauses (1 item has one)") == 1
    assert "several clauses stand in one sentence" not in told and told.count("the Chinese denies") == 1
    assert "1 item is marked" in told


def test_a_theme_keeps_the_items_on_it(brief: Brief) -> None:
    chosen = select(brief, TEXT, Presentation(themes=("执法",)))
    assert chosen.shown and chosen.shown < everything(brief)
    assert not select(brief, TEXT, Presentation(themes=("航天",))).shown


def test_no_item_on_a_theme_does_not_read_as_none_in_the_report(brief: Brief) -> None:
    told = to_markdown(brief, TEXT, Presentation(themes=("航天",)))
    assert "None is shown at this length or on these themes." in told
    assert "No problems are admitted in the report" not in told


def test_the_brief_says_what_it_is(brief: Brief) -> None:
    told = to_markdown(brief, TEXT)
    assert "A brief of the report by the People's Government of Yunhe District on 2023" in told
    assert "3 admitted problems and 5 plans. Any praise is the report's own." in told

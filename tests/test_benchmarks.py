"""The benchmarks against peers and of speed ask what they say they ask."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

from benchmarks import batch, batch_peers, peers, speed
from benchmarks.__main__ import discover
from benchmarks.shared import shared_folder

REPORT = """云河县2023年法治政府建设年度报告

全年受理行政复议申请46件，审结41件，其中直接纠错7件。举办培训班3期共520人次，罚没金额318.25万元。
调解成功率96.5%，举办普法讲座五场。
"""
WRITTEN = ("46件", "41件", "7件", "3期", "520人次", "318.25万元", "96.5%", "五场")
FIGURES = [(REPORT.index(figure), REPORT.index(figure) + len(figure)) for figure in WRITTEN]
CLAIMS = peers.claims_of(REPORT, FIGURES)


def _shared_is_here() -> bool:
    try:
        return shared_folder().is_dir()
    except FileNotFoundError:
        return False


needs_shared = pytest.mark.skipif(not _shared_is_here(), reason="the shared reports are not here")


def test_each_claim_is_a_clause_with_one_figure() -> None:
    said = "全年受理行政复议申请46件 审结41件 其中直接纠错7件 举办培训班3期 罚没金额318.25万元 调解成功率96.5%"
    assert [claim.text for claim in CLAIMS.right] == [*said.split(), "举办普法讲座五场"]
    assert [(claim.number, claim.unit) for claim in CLAIMS.right[5:]] == [("96.5", "%"), ("5", "场")]


def test_an_altered_claim_differs_in_one_digit_and_stands_nowhere_in_the_report() -> None:
    for right, altered in zip(CLAIMS.right, CLAIMS.altered, strict=True):
        assert len(right.text) == len(altered.text)
        assert sum(mine != other for mine, other in zip(right.text, altered.text, strict=True)) == 1
        assert float(right.number) != float(altered.number)
        assert not re.match(r"0\d", altered.number)
        assert altered.text not in REPORT


def test_every_alteration_holds_the_chosen_ones_and_more() -> None:
    assert set(CLAIMS.altered) < set(CLAIMS.every)
    assert len(CLAIMS.every) == len(set(CLAIMS.every))


def test_short_claims_keep_the_figure_and_the_words_beside_it() -> None:
    for right, short in zip(CLAIMS.right, CLAIMS.short, strict=True):
        assert short.text in right.text
        assert f"{short.number}{short.unit}" in short.text or "五场" in short.text
        assert len(re.sub(r"[\d.]", "", short.text)) >= 3


def test_the_claims_are_the_same_every_time() -> None:
    assert peers.claims_of(REPORT, FIGURES) == CLAIMS


def test_right_claims_are_accepted_and_altered_ones_are_not() -> None:
    assert peers.ours(REPORT, CLAIMS.right) == [True] * len(CLAIMS.right)
    assert peers.ours(REPORT, CLAIMS.every) == [False] * len(CLAIMS.every)


def test_a_claim_without_a_figure_is_never_accepted() -> None:
    assert peers.ours(REPORT, [peers.Claim("受理行政复议申请", "", "")]) == [False]


def test_a_peer_that_is_not_installed_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(peers, "reference", lambda: (REPORT, CLAIMS))
    measured = peers.measure()
    assert {name: measured[name] for name in peers.PEERS} == dict.fromkeys(peers.PEERS, "not installed")


@needs_shared
def test_every_right_claim_of_the_reference_report_is_accepted() -> None:
    text, claims = peers.reference()
    assert len(claims.right) == len(claims.altered) == len(claims.short) == 60
    assert sum(peers.ours(text, claims.right)) == 60


@needs_shared
def test_no_altered_claim_of_the_reference_report_is_accepted() -> None:
    text, claims = peers.reference()
    assert sum(peers.ours(text, claims.altered)) == 0


def test_the_time_of_the_best_run_is_taken() -> None:
    runs: list[int] = []
    assert speed.seconds(lambda: runs.append(1), most=4) >= 0
    assert len(runs) == 4


def test_growth_is_told_against_the_same_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "_steps", lambda text: {"locate": float(len(text)) / speed.BASE})
    measured = speed._growth(REPORT, (speed.BASE, 4 * speed.BASE))
    assert measured["locate_growth_448k_vs_112k"] == 4.0


def test_what_a_batch_is_held_against_is_said_to_be_missing_where_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    told = batch_peers.measured(tmp_path, 5)
    assert told == {"peers_reports": 5} | dict.fromkeys(("ours", "loop", "langextract"), "not installed")


def test_each_tool_gets_the_figures_of_the_report_that_it_asked_about() -> None:
    schema = {"response_format": {"json_schema": {"name": "Summary"}}}
    for shape, asked in ((schema, "办结46件。"), ({}, "Q: 办结9件。\nA: …\n\nQ: 办结46件。\nA: ")):
        said = json.loads(batch_peers.answer({"messages": [{"content": asked}], **shape}).body)
        told = json.loads(said["choices"][0]["message"]["content"])
        assert told.get("figures", [one["figure"] for one in told.get("extractions", [])]) == ["46件"]


def test_memory_is_looked_at_after_a_tenth_a_half_and_all() -> None:
    assert batch.steps(1000) == [100, 500, 1000]


def test_benchmarks_are_found_without_their_peers() -> None:
    assert {"peers", "speed"} <= set(discover())
    assert {Path(module.__file__ or "").stem for module in discover().values()} == set(discover())

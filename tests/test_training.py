"""The weights of the sentence model are made by a script of the project, the same every time."""

import hashlib
import json

import pytest

from tests.command import ROOT

pytest.importorskip("numpy", reason="training needs numpy (extra dev)")

from summarizer.outline.weights import decode, in_place, normal, weights
from training.corpus import KINDS, Report
from training.linear import Settings, train
from training.sentences import TOLD, WEIGHTS

SAMPLES = [
    Report(
        f"r{number}",
        (
            (f"全年新建学校{number}所，改造老旧小区，群众满意度提高了。", KINDS.index("review")),
            ("产业结构不够优，创新能力不强，民生还有短板。", KINDS.index("problem")),
            (f"我们将加快推进园区建设，力争新增企业{number}家。", KINDS.index("plan")),
            ("各位代表！让我们团结一心，奋勇前进！", KINDS.index("closing")),
        ),
    )
    for number in range(3)
]
SMALL = Settings(least_reports=2, rounds=3)


def test_the_same_reports_give_the_same_bytes() -> None:
    assert train(SAMPLES, SMALL) == train(SAMPLES, SMALL)


def test_a_sentence_is_told_by_its_words() -> None:
    made = decode(train(SAMPLES, SMALL))
    problem, plan, closing = made.log_odds("我们将力争新增园区。")
    assert plan > 0
    assert plan > max(problem, closing)


def test_digits_are_no_words() -> None:
    assert normal("增长 5.1%") == normal("增长12.75%") == "^增长0$"


def test_other_weights_stand_in_only_within() -> None:
    made = decode(train(SAMPLES, SMALL))
    with in_place(made):
        assert weights() is made
    assert weights() is not made


def test_the_weights_in_the_package_are_those_the_script_made() -> None:
    written = WEIGHTS.read_bytes()
    assert len(written) < 1_000_000
    told = json.loads(TOLD.read_text(encoding="utf-8"))
    assert told["sha256"] == hashlib.sha256(written).hexdigest()
    assert (ROOT / "training" / "sentences.py").is_file()

"""Damaged input, in small; `python -m benchmarks.fuzz` puts a hundred thousand through."""

import random

from benchmarks.fuzz import inputs, mutated, run, seeds


def test_mutated_inputs_of_every_kind_are_read_or_refused() -> None:
    outcome = run(200, seed=20261124)
    assert outcome.faults == []
    kinds = {"text", "words", "html", "page", "pdf", "docx", "drawn", "body", "form", "xlsx", "ofd", "word", "md"}
    kinds |= {"made pdf"}
    assert {kind.split(":")[0] for kind in outcome.counts} == kinds
    assert any(kind.endswith("read") for kind in outcome.counts)


def test_the_same_seed_gives_the_same_inputs() -> None:
    assert list(inputs(20, 3)) == list(inputs(20, 3)) != list(inputs(20, 4))


def test_a_mutation_changes_something() -> None:
    [seed, other] = seeds()["text"][:2]
    assert sum(mutated(seed, other, random.Random(n)) != seed for n in range(50)) > 45


def test_processes_that_share_a_run_put_every_input_through_once() -> None:
    shares = [run(40, 5, share=(number, 2)) for number in (0, 1)]
    assert shares[0].counts + shares[1].counts == run(40, 5).counts

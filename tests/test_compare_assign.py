"""The one-to-one assignment under the alignment: the best total, and what is about as good left open."""

from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.compare.assign import assign

PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 100).map(lambda n: n / 100), max_size=14
)


def best_total(scores: dict[tuple[int, int], float]) -> float:
    """By trying everything."""
    if not scores:
        return 0.0
    left = min(a for a, _ in scores)
    rest = {pair: score for pair, score in scores.items() if pair[0] != left}
    return max(
        best_total(rest),
        *(
            score + best_total({other: s for other, s in rest.items() if other[1] != pair[1]})
            for pair, score in scores.items()
            if pair[0] == left
        ),
    )


@settings(deadline=None)
@given(PAIRS)
def test_without_a_margin_the_pairing_has_the_highest_total(scores: dict[tuple[int, int], float]) -> None:
    found = assign(scores, 0.0)
    left = {a for pair in found.open for a in pair[0]}
    if not left:  # nothing is open where no other pairing is as good
        assert abs(sum(scores[pair] for pair in found.sure) - best_total(scores)) < 1e-9
    lefts, rights = [a for a, _ in found.sure], [b for _, b in found.sure]
    assert len(set(lefts)) == len(lefts)
    assert len(set(rights)) == len(rights)


@settings(deadline=None)
@given(PAIRS, st.randoms())
def test_the_order_of_candidates_does_not_matter(scores: dict[tuple[int, int], float], random: object) -> None:
    items = list(scores.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert assign(dict(items), 0.1) == assign(scores, 0.1)


def test_a_rival_within_the_margin_leaves_the_pair_open() -> None:
    assert assign({(0, 0): 0.9, (0, 1): 0.85}, 0.1).open == (((0,), (0, 1)),)
    assert assign({(0, 0): 0.9, (0, 1): 0.7}, 0.1).sure == ((0, 0),)


def test_the_whole_is_weighed_not_each_pair_by_itself() -> None:
    scores = {(0, 0): 0.9, (0, 1): 0.85, (1, 0): 0.85}
    assert assign(scores, 0.1).sure == ((0, 1), (1, 0))  # 1.70 together, against 0.90 for the best pair alone

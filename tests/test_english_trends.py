"""A level risen to is not one fallen to, by whatever verb of the class an English claim says so."""

import pytest

import summarizer

SOURCE = "青川市2023年信访工作报告\n\n信访量由1200件降至900件。法律援助案件由310件增至450件。受理投诉300件。\n"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Petitions surged to 900.", "rejected"),
        ("Petitions rocketed to 900.", "rejected"),
        ("Petitions ballooned to 900.", "rejected"),
        ("Petitions tumbled to 900.", "supported"),
        ("Petitions dropped to 900.", "supported"),
        ("Legal aid cases slipped to 450.", "rejected"),
        ("Legal aid cases dwindled to 450.", "rejected"),
        ("Legal aid cases climbed to 450.", "supported"),
        ("Complaints rose while petitions fell to 900.", "supported"),
        ("Petitions zoomed to 900.", "review"),
    ],
)
def test_the_verb_says_which_way_a_level_was_reached(claim: str, verdict: str) -> None:
    assert summarizer.verify(claim, SOURCE).checks[0].verdict == verdict

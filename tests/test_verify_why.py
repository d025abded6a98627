"""``verify --why``: what a number was compared in, slot by slot, with the words on both sides."""

import summarizer
from summarizer.cli.verify import as_text

REPORT = "云河区2023年工作总结\n\n一、主要工作\n全年受理投诉300件，同比增长5%。建成项目12个。\n"


def states(claim: str) -> dict[str, str]:
    found = summarizer.verify(claim.encode(), REPORT, why=True)
    return {slot.name: slot.state for slot in found.compared[0].slots}


def test_slots_agree_where_the_claim_says_what_the_source_does() -> None:
    told = states("全年受理投诉300件。")

    assert {name for name, state in told.items() if state == "agrees"} >= {"value", "unit", "measure"}
    assert "contradicts" not in told.values()


def test_the_slot_that_contradicts_is_named_with_both_sides() -> None:
    found = summarizer.verify("投诉同比下降5%。".encode(), REPORT, why=True)
    [slot] = [slot for slot in found.compared[0].slots if slot.name == "direction"]

    assert (slot.state, slot.claim, slot.source) == ("contradicts", "down", "up")
    assert states("预计受理投诉300件。")["status"] == "contradicts"
    assert "≠ direction: down | up" in as_text(found)


def test_without_being_asked_no_slots_are_told() -> None:
    assert summarizer.verify("全年受理投诉300件。".encode(), REPORT).compared == ()

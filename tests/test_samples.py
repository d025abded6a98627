"""The bundled samples and their gold: the gold fits the texts, and the product reads the samples by it."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import summarizer
from summarizer.outline import outline
from summarizer.quantities import locate
from summarizer.readers import read

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
TEXTS = ("yunhe_2023_rule_of_law", "qilan_bureau_2022_summary")
PAGE = "jichuan_2021_openness"


def gold(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SAMPLES / f"{name}.gold.json").read_text(encoding="utf-8"))
    return loaded


def text(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")


def value_of(entry: dict[str, Any]) -> Decimal | tuple[int, int]:
    if "/" in entry["value"]:
        top, bottom = entry["value"].split("/")
        return int(top), int(bottom)
    return Decimal(entry["value"])


@pytest.mark.parametrize("name", TEXTS)
def test_gold_spans_are_the_words_they_say(name: str) -> None:
    source, known = text(name), gold(name)
    for entry in (*known["figures"], *known["problems"], *known["plans"]):
        assert source[entry["start"] : entry["end"]] == entry["text"]
    for section in known["sections"]:
        assert source[section["start"] : section["end"]].startswith(section["heading"])


@pytest.mark.parametrize("name", TEXTS)
def test_every_arabic_number_in_the_body_is_gold_or_known_as_no_statistic(name: str) -> None:
    """No figure was overlooked when the gold was made: what is left are dates, document numbers, markers, names."""
    source, known = text(name), gold(name)
    covered = {at for entry in known["figures"] for at in range(entry["start"], entry["end"])}
    body = known["sections"][0]["start"], known["sections"][-1]["end"]
    left = [
        match for match in re.finditer(r"\d[\d.]*", source[body[0] : body[1]]) if body[0] + match.start() not in covered
    ]
    decoys = re.compile(r"\d{4}年|〔\d{4}〕|\d+号|\d+月|\d{4}-\d{4}年|“\d{5}”|^\d\.$")
    for match in left:
        at = body[0] + match.start()
        around = source[max(0, at - 6) : at + 12]
        assert decoys.search(around) or source[at - 1] == "\n", around


@pytest.mark.parametrize("name", TEXTS)
def test_located_figures_of_a_sample_are_its_gold(name: str) -> None:
    source, known = text(name), gold(name)
    found = [figure for figure in locate(source) if figure.is_figure]
    wrong = []
    for entry in known["figures"]:
        if entry.get("optional"):
            continue
        here = [figure for figure in found if figure.start < entry["end"] and entry["start"] < figure.end]
        expected = value_of(entry)
        if len(here) != 1 or expected != (here[0].fraction if isinstance(expected, tuple) else here[0].value):
            wrong.append(entry["text"])
        elif (here[0].unit, here[0].qualifier) != (entry["unit"], entry["qualifier"]):
            wrong.append(f"{entry['text']}: {here[0].unit} {here[0].qualifier}")
        elif here[0].direction != entry["direction"]:
            wrong.append(f"{entry['text']}: direction {here[0].direction!r}")
    assert wrong == []
    spans = [(entry["start"], entry["end"]) for entry in known["figures"]]
    extra = [f.text for f in found if not any(f.start < end and start < f.end for start, end in spans)]
    assert extra == []


@pytest.mark.parametrize("name", [*TEXTS, PAGE])
def test_outline_and_metadata_of_a_sample_are_its_gold(name: str) -> None:
    known = gold(name)
    made = outline(read(SAMPLES / known["file"]))
    metadata = made.document.metadata
    assert (metadata.title, metadata.period, metadata.published) == (
        known["title"], known["period"], known["published"],
    )  # fmt: skip
    assert metadata.issuer == known["issuer"]
    for kind in ("problems", "plans"):
        items = [item.text for item in made.items if item.kind == kind]
        assert len(items) == len(known[kind])
        for item, entry in zip(items, known[kind], strict=True):
            assert _core(entry["text"]) in _core(item) or _core(item) in _core(entry["text"])


def _core(said: str) -> str:
    return re.sub(r"\s|[。；;]$", "", said.strip())


def test_the_page_s_figures_are_read_across_spans_and_its_furniture_is_not() -> None:
    known = gold(PAGE)
    document = read(SAMPLES / known["file"])
    found = [figure for figure in outline_figures(document.text, document) if figure.is_figure]
    values = [(figure.value, figure.unit) for figure in found]
    for entry in known["figures"]:
        if not entry.get("optional"):
            assert (value_of(entry), entry["unit"]) in values, entry["text"]
    assert not any(value == 1024 for value, _ in values)  # the visit counter
    assert not any(value == 9999990001 for value, _ in values)  # the site's registration


def outline_figures(source: str, document: Any) -> Any:
    return locate(source, skip=[region for region in document.regions if region.kind == "chrome"])


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.[th]*")), ids=lambda path: path.name)
def test_a_brief_in_the_reports_own_words_tells_no_table_and_is_rejected_nowhere(path: Path) -> None:
    brief = summarizer.summarize(path, model="none")
    items = (*brief.report.achievements, *brief.report.problems, *brief.report.plans)
    assert items and not [item.summary.zh for item in items if "\t" in item.summary.zh]
    rejected = [check for check in brief.checks if check.verdict == "rejected"]
    assert [(check.field, check.text, check.reason) for check in rejected] == []

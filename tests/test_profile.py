"""A profile is a folder: headings, terms, a schema and prompts of one genre, without code, checked when it is read."""

from pathlib import Path

import pytest

import summarizer
from summarizer.base.errors import UsageError
from summarizer.base.resources import folder
from summarizer.extract.own import form_of, load_schema
from summarizer.extract.prompts import NAMES, WORDS, check_templates, messages
from summarizer.language.glossary import Glossary
from summarizer.schema.profile import DEFAULT, load_profile, profiles
from tests.command import ROOT
from tests.command import summarizer as command
from tests.endpoint import MODEL, MockEndpoint
from tests.stand_in import sensible

WORK = ROOT / "samples" / "yunhe_2023_rule_of_law.txt"
REPORT = """青石区2023年政府信息公开工作年度报告

一、总体情况

收到政府信息公开申请137件，上年结转申请2件。

二、政府信息公开行政复议、行政诉讼情况

行政复议1件。

三、存在的主要问题及改进情况

公开不够及时。
"""


def profile(place: Path, **files: str) -> Path:
    """A folder with ``files``; a dot in a name is written as two underscores."""
    place.mkdir(exist_ok=True)
    (place / "profile.toml").write_text('name = "mine"\ntitle = "My genre"\n', encoding="utf-8")
    for name, text in files.items():
        (place / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return place


def test_the_profiles_that_come_with_the_program_are_whole() -> None:
    assert set(profiles()) == {"annual_work_report", "disclosure_report"}
    for name in profiles():
        known = load_profile(name)
        assert known.name == name
        check_templates(known.folder)
        if known.schema is not None:
            assert form_of(load_schema(known.schema)).leaves


def test_the_usual_profile_changes_nothing() -> None:
    usual = load_profile()
    assert load_profile(ROOT / "prompts" / "profiles" / DEFAULT).title == usual.title  # as its folder says
    plain = summarizer.summarize(WORK, model="none")
    assert usual.name == DEFAULT
    assert not usual.terms
    assert summarizer.summarize(WORK, model="none", profile=DEFAULT) == plain


def test_its_headings_tell_the_kinds_of_sections() -> None:
    def kinds(named: str | None) -> list[str]:
        return [
            one.kind for one in summarizer.outline(REPORT, profile=named).sections if one.level == 1 and one.heading
        ]

    assert kinds("disclosure_report") == ["achievements", "other", "problems"]
    assert kinds(None)[1] == "achievements"


def test_its_terms_are_known_within_it_only() -> None:
    known = load_profile("disclosure_report")
    assert Glossary.current().english("信息处理费") is None
    with known.in_use():
        assert Glossary.current().english("信息处理费") == "information processing fee"
    assert Glossary.current().english("信息处理费") is None


def test_its_schema_is_what_extract_fills(tmp_path: Path) -> None:
    shown = command("extract", "-", "--profile", "disclosure_report", "--model", "none", stdin=REPORT)
    made = summarizer.Extraction.model_validate_json(shown.out)  # type: ignore[type-var]
    assert shown.code == 1
    assert made.model.profile == "disclosure_report"
    assert {gap.part for gap in made.gaps} >= {"fees", "lawsuits.direct", "problems"}


def test_a_folder_of_ones_own_changes_prompts_and_leaves_its_name(mock_endpoint: MockEndpoint, tmp_path: Path) -> None:
    base = (folder("prompts") / f"{NAMES}.jinja").read_text(encoding="utf-8")
    own = profile(
        tmp_path / "mine", **{f"{NAMES}.jinja".replace(".", "__"): base.replace("You translate", "Kindly translate")}
    )
    mock_endpoint.reply = sensible
    brief = summarizer.summarize(REPORT, model=MODEL, base_url=mock_endpoint.base_url, profile=own, cache=False)

    assert any("Kindly translate" in body["messages"][0]["content"] for body in mock_endpoint.requests)
    assert brief.report.model.profile == "mine"
    assert summarizer.recheck(brief, REPORT, profile=own) == []
    with pytest.raises(UsageError, match="no profile 'mine'"):
        summarizer.recheck(brief, REPORT)


def test_a_template_of_a_profile_can_only_fill_in_values(tmp_path: Path) -> None:
    evil = "{% block system %}{{ ''.__class__.__mro__ }}{% endblock %}{% block user %}{{ names }}{% endblock %}"
    own = load_profile(profile(tmp_path / "mine", **{f"{NAMES}.jinja".replace(".", "__"): evil}))
    with own.in_use(), pytest.raises(Exception, match="unsafe"):
        messages(NAMES, names=["a"])


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"profile__toml": "name = "}, "not valid TOML"),
        ({"profile__toml": 'name = "Mine!"\ntitle = "x"'}, "name: String should match"),
        ({"profile__toml": 'name = "mine"'}, "title: Field required"),
        ({"profile__toml": 'name = "mine"\ntitle = "x"\n[headings]\nplan = ["打算"]'}, "headings.plan: Extra inputs"),
        ({"profile__toml": 'name = "mine"\ntitle = "x"\n[headings]\nplans = [""]'}, "at least 2 characters"),
        ({"glossary__tsv": "zh\ten\n"}, "must begin with the columns"),
        ({"glossary__tsv": "zh\ten\tkind\talso\n公开\tdisclosure\n"}, "line 2 of glossary.tsv"),
        ({"schema__json": "{"}, "not valid JSON"),
        ({"schema__json": "{}", "schema__py": ""}, "keep one"),
    ],
)
def test_what_is_wrong_with_a_folder_is_said_plainly(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load_profile(profile(tmp_path / "mine", **files))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("nothing.v1.jinja", "", "no template of that name"),
        ("words.v2.jinja", "{% block system %}{% endblock %}{% block user %}{% endblock %}", "asks with words.v4"),
        (f"{WORDS}.jinja", "{% block system %}", "line 1"),
        (f"{WORDS}.jinja", "{% block system %}{% endblock %}", "no block user"),
        (f"{WORDS}.jinja", "{% block system %}{{ secret }}{% endblock %}{% block user %}{% endblock %}", "uses secret"),
    ],
)
def test_a_template_that_cannot_be_used_is_said_before_a_model_is_asked(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    own = profile(tmp_path / "mine", **{name.replace(".", "__"): text})
    shown = command("brief", WORK, "--profile", own, "--model", "none", "-o", tmp_path / "out")
    assert shown.code == 2
    assert said in shown.err


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    for named in ("nothing", tmp_path):
        shown = command("outline", WORK, "--profile", named)
        assert shown.code == 2
        assert "profile" in shown.err

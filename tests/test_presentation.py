"""What of a brief is shown: asked for in words, refused in a sentence."""

import pytest

from summarizer import Presentation, UsageError


def test_the_default_is_both_languages_and_all_themes() -> None:
    default = Presentation()
    assert (default.languages, default.length, default.themes) == (("zh", "en"), "standard", ())
    assert default.chinese
    assert default.english


def test_what_a_user_writes_is_read() -> None:
    asked = Presentation.of("en", "short", [" 行政执法 ", ""])
    assert asked == Presentation(("en",), "short", ("行政执法",))
    assert not asked.chinese
    assert Presentation.of("en, zh").languages == ("en", "zh")


@pytest.mark.parametrize(
    ("languages", "length", "said"),
    [("fr", "standard", "'fr'"), ("", "standard", "zh,en"), ("zh,zh", "standard", "once"), ("zh", "tiny", "'tiny'")],
)
def test_what_there_is_not_is_a_sentence(languages: str, length: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Presentation.of(languages, length)

from pathlib import Path

import pytest

from ssc_desktop import settings
from ssc_desktop.settings import Settings


@pytest.mark.parametrize(
    "said",
    [
        "text_size = 0",
        "text_size = -7",
        "text_size = 5000",
        'text_size = "large"',
        "text_size = true",
        'theme = "pink"',
        'language = "../../etc"',
        'language = ""',
        "spelling = 1",
        "libraries = [1, 2]",
        "not TOML",
    ],
)
def test_what_cannot_be_is_as_if_it_were_not_there(tmp_path: Path, said: str) -> None:
    (tmp_path / "settings.toml").write_text(said, encoding="utf-8")

    assert settings.load(tmp_path) == Settings()


def test_a_choice_takes_the_place_of_what_could_not_be(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('text_size = "large"\nnewer = [1, "two"]\n')

    settings.save(Settings(text_size=140, others=settings.load(tmp_path).others), tmp_path)

    again = settings.load(tmp_path)
    assert again.text_size == 140
    assert dict(again.others) == {"newer": [1, "two"]}

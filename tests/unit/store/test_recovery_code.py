"""The code on the recovery sheet: copied from paper, with every slip named."""

import pytest

from ssc_desktop.store import recovery_code

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _changed(code: str, group: int, place: int, letter: str) -> str:
    groups = code.split("-")
    held = groups[group]
    groups[group] = held[:place] + letter + held[place + 1 :]
    return "-".join(groups)


@pytest.mark.parametrize("gap", ["-", " ", "", " - ", "\n", "."])
def test_a_code_is_read_however_it_is_typed(gap: str) -> None:
    code = recovery_code.new()
    typed = code.replace("-", gap).lower().replace("0", "o").replace("1", "l")

    assert recovery_code.read(typed) == (code, ())


def test_every_wrong_character_is_noticed_in_its_group() -> None:
    code = recovery_code.new()
    for group in range(8):
        for place in range(5):
            for letter in set(_LETTERS) - {code.split("-")[group][place]}:
                _told, wrong = recovery_code.read(_changed(code, group, place, letter))
                assert wrong == (group + 1,)


def test_characters_and_groups_that_changed_places_are_noticed() -> None:
    for _code in range(50):
        code = recovery_code.new()
        groups = code.split("-")
        for group, held in enumerate(groups):
            for place in range(4):
                turned = held[:place] + held[place + 1] + held[place] + held[place + 2 :]
                if turned != held:
                    told = "-".join([*groups[:group], turned, *groups[group + 1 :]])
                    assert recovery_code.read(told)[1] == (group + 1,)
        if groups[2] != groups[5]:
            groups[2], groups[5] = groups[5], groups[2]
            assert recovery_code.read("-".join(groups))[1] == (3, 6)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (lambda code: code[:-1], (8,)),
        (lambda code: code[:-6], (8,)),
        (lambda code: code.replace("-", "-X", 1), (2,)),
        (lambda code: code + "-00000", (9,)),
        (lambda code: code[:6] + "UUUUU" + code[11:], (2,)),
        (lambda _code: "", (1, 2, 3, 4, 5, 6, 7, 8)),
    ],
)
def test_what_is_missing_or_too_much_is_named(typed: object, wrong: tuple[int, ...]) -> None:
    assert callable(typed)
    assert recovery_code.read(typed(recovery_code.new()))[1] == wrong


def test_no_code_comes_twice() -> None:
    assert len({recovery_code.new() for _again in range(1000)}) == 1000

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from consent_tui.services.cells import cells
from consent_tui.services.wrapping import wrapped

TEXT = st.text(st.sampled_from("ab/ dfx。、「」『』日本語한국어é ~"), max_size=60)


def test_spaces_are_where_english_is_broken() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("", 7) == [""]
    assert wrapped("unbreakable", 4) == ["unbr", "eaka", "ble"]


def test_japanese_is_broken_anywhere_but_before_a_closing_mark_and_after_an_opening_one() -> None:
    assert wrapped("日本語", 4) == ["日本", "語"]
    assert wrapped("日本。語", 4) == ["日", "本。", "語"]
    assert wrapped("日「本」", 4) == ["日", "「本", "」"]  # three together have no room
    assert wrapped("日「本」", 6) == ["日", "「本」"]


def test_korean_is_broken_at_spaces() -> None:
    assert wrapped("동의 철회", 6) == ["동의", "철회"]
    assert wrapped("동의서는", 6) == ["동의서", "는"]


@settings(deadline=None)
@given(TEXT, st.integers(2, 30))
def test_every_line_fits_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert max(map(cells, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(lines) or not text.strip()


def test_a_no_break_space_holds_words_together() -> None:
    assert wrapped("vous\N{NARROW NO-BREAK SPACE}; puis", 6) == ["vous\N{NARROW NO-BREAK SPACE};", "puis"]
    assert wrapped("one\ntwo", 9) == ["one two"]


def test_a_path_is_cut_after_a_slash_and_a_digest_in_equal_parts() -> None:
    assert wrapped("on: /home/ada/state/policy.toml", 20) == ["on:", "/home/ada/state/", "policy.toml"]
    assert wrapped("/a/unbreakable", 8) == ["/a/unbre", "akable"], "a short beginning stands not alone"
    digest = "0123456789abcdef" * 4
    assert wrapped(digest, 50) == [digest[:32], digest[32:]]
    assert wrapped(digest, 64) == [digest]
    assert wrapped(digest, 30) == [digest[at : at + 16] for at in range(0, 64, 16)]

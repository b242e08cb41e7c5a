"""`check --fix` undoes what was mistyped in good files, and never changes what a position says.

Two sources of broken files: the sites of `tests/rules/`, and the briefings of the example, mistyped in ways
whose right correction is known: the file before.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from test_mutations import MUTATIONS, Mutation
from test_rules import BUILT, RECIPES, SITES, VERIFIED

from helpers.building import EXAMPLE, in_process
from helpers.thoroughness import tried
from onrecord.fixing.site import Sheet, Wanted, correct_site
from onrecord.layout import Layout

# Sites that are large, or whose files cannot be read as text.
UNREADABLE = {"file-too-large", "binary-file", "bad-encoding", "wrong-file-kind", "link-outside"}
SITES_TO_FIX = sorted(
    path.name
    for path in SITES.iterdir()
    if path.is_dir() and path.name not in BUILT | VERIFIED | UNREADABLE | {"too-many-quotation-marks"}
)
# Everything but letters and digits: marks, spaces and what is invisible.
_SIGNS = re.compile(r"[\W_]+")


def fixed(root: Path, wanted: Wanted | None = None) -> list[Sheet]:
    return correct_site(Layout(root), wanted or Wanted(), lambda _: None, lambda *_: None)


def write(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        if sheet.is_changed:
            sheet.path.unlink(missing_ok=True)
            sheet.new_path.write_bytes(sheet.new_data)


def read(text: str) -> Any:
    """A file as PyYAML reads it, all texts as they are; None if it cannot."""
    try:
        return yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return None


def said(data: Any) -> Iterator[tuple[str, str]]:
    """Who says what in a briefing: the letters and digits of each position, whatever is around them."""
    positions = data.get("positions") if isinstance(data, dict) else None
    for position in positions if isinstance(positions, list) else []:
        if isinstance(position, dict):
            for key in ("actor", "issue", "says", "passage", "gist", "stance", "relayed_by", "toward"):
                words = position.get(key) or ""
                yield key, _SIGNS.sub("", "".join(words) if isinstance(words, list) else str(words))


def comments(text: str) -> list[str]:
    """The comments that PyYAML's scanner passes over: those lines' ends, found by the values before them."""
    return re.findall(r"(?:^|[ \t]{2,})#(?: .*)?$", text, re.MULTILINE)


@pytest.mark.parametrize("rule", SITES_TO_FIX)
def test_broken_sites(rule: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(SITES / rule, root)
    if rule in RECIPES:
        RECIPES[rule](root)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    sheets = fixed(root)
    if not any(sheet.is_changed for sheet in sheets):
        return
    wrong = in_process("check", "--root", str(root), "--format", "json").out.count('"rule"')
    for sheet in sheets:
        old = (sheet.data or b"").decode().removeprefix("\ufeff")
        if sheet.text == old:
            continue
        assert set(comments(old)) <= set(comments(sheet.text))
        if sheet.new_path.name in ("actors.yml", "issues.yml"):
            assert set(old.split("\n")) <= set(sheet.text.split("\n"))
        elif read(old) is not None:
            assert list(said(read(sheet.text))) == list(said(read(old)))
    write(sheets)
    assert all(path.read_bytes() == data for path, data in before.items() if path.parent.name != "briefs")
    done = sum(len(sheet.done) for sheet in sheets if sheet.is_changed)
    left = in_process("check", "--root", str(root), "--format", "json").out.count('"rule"')
    if rule != "stray-file":  # A file that is read now has its own problems.
        assert left <= wrong - done
    assert [sheet.name for sheet in fixed(root) if sheet.is_changed] == []


# Ways of breaking a line that have one right answer; a tab has two if a list may be at either of two levels.
UNDONE = {"colon without a space", "full-width colon", "hyphen without a space", "no-break space"}
OFTEN_UNDONE = {"tab"}
# Those after which the value is put in quotation marks.
QUOTED = {"hash in a text", "colon in a text", "typographic marks"}
MARKS = "[\"'“”‘’]"


@pytest.mark.parametrize(
    ("way", "mutation"),
    [
        pytest.param(way, mutation, id=f"{way}-{mutation.name}:{mutation.number + 1}")
        for way, of in MUTATIONS.items()
        for mutation in of
    ],
)
def test_broken_lines_are_undone_or_left(way: str, mutation: Mutation, tmp_path: Path) -> None:
    lines = (mutation.root / "briefs" / mutation.name).read_text("utf-8").split("\n")
    good = "\n".join(lines)
    lines[mutation.number] = mutation.line
    broken = "\n".join(lines)
    shutil.copytree(mutation.root / "briefs", tmp_path / "briefs")
    shutil.copytree(mutation.root / "seeds", tmp_path / "seeds")
    (tmp_path / "briefs" / mutation.name).write_text(broken, "utf-8")
    wanted = Wanted({mutation.name.removesuffix(".yml")})
    (after,) = (sheet.text for sheet in fixed(tmp_path, wanted) if sheet.new_path.name == mutation.name)
    if way in UNDONE:
        assert after == good
    elif way in OFTEN_UNDONE:
        assert after in (good, broken)
    elif way in QUOTED:
        assert re.sub(MARKS, "", after) == re.sub(MARKS, "", broken)
        assert after != broken
    else:
        assert after == broken


# What people type, and what they meant.  Each gives another file, or the same where it finds no place.

Typed = Callable[[st.DataObject, str, str], str]
_DATE = re.compile(r"^( *(?:- )?(?:date|published|retrieved|updated): )(\d{4})-(\d\d)-(\d\d)$", re.MULTILINE)
_QUOTED = re.compile(r"""^( *(?:- )?(?:title|says|role|setting): )(["'])(.*)\2$""", re.MULTILINE)
_PLAIN = re.compile(r"^( *(?:- )?(?:title|role|publisher|name): )([A-Za-z][^\n:#\"'“”‘’]*)$", re.MULTILINE)
_PASSAGE = re.compile(r"^( *(?:- )?passage: )([A-Za-z][^\n:#\"]*\w)$", re.MULTILINE)
_INDENT = re.compile(r"^(?: {2})+(?=\S)", re.MULTILINE)
_MONTHS = "January February March April May June July August September October November December".split()


def a_match(data: st.DataObject, pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return data.draw(st.sampled_from(found)) if found else None


def replaced(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def other_date(data: st.DataObject, text: str, _: str) -> str:
    match = a_match(data, _DATE, text)
    if match is None:
        return text
    key, year, month, day = match.groups()
    name = _MONTHS[int(month) - 1]
    forms = [
        f"{int(day)} {name} {year}",
        f"{name} {int(day)}, {year}",
        f"{int(day)}. {name[:3]} {year}",
        f"{year}/{month}/{day}",
        f"{year}.{month}.{day}",
        f"{year}{month}{day}",
        f"{year}\u2013{month}\u2013{day}",
    ]
    if int(day) > 12 or day == month:
        forms += [f"{day}.{month}.{year}", f"{int(day)}/{int(month)}/{year}", f"{month}-{day}-{year}"]
    return replaced(text, match, key + data.draw(st.sampled_from(forms)))


def without_quotes(data: st.DataObject, text: str, _: str) -> str:
    """Leave out the quotation marks around a value that needs them because of a colon or a #."""
    match = a_match(data, _QUOTED, text)
    if match is None:
        return text
    words = match[3].replace("''", "'") if match[2] == "'" else match[3]
    needs_them = re.search(r": | #\S", words)
    is_safe = re.match(r"\w", words) and "\\" not in words and not re.search(r" # |#$", words)
    return replaced(text, match, match[1] + words) if needs_them and is_safe else text


def typographic(data: st.DataObject, text: str, article: str) -> str:
    match = a_match(data, _PLAIN, text)
    if match is None or match[2] in article:
        return text
    marks = data.draw(st.sampled_from(["“”", "„“", "«»", "‘’", "””"]))
    return replaced(text, match, f"{match[1]}{marks[0]}{match[2]}{marks[1]}")


def full_stop(data: st.DataObject, text: str, article: str) -> str:
    match = a_match(data, _PASSAGE, text)
    mark = data.draw(st.sampled_from(".,"))
    line = " ".join(article.split())
    if match is None or f"{match[2].rpartition('[…]')[2].strip()}{mark}" in line:
        return text
    return replaced(text, match, f"{match[0]}{mark}")


def no_break_spaces(data: st.DataObject, text: str, _: str) -> str:
    match = a_match(data, _INDENT, text)
    return replaced(text, match, "\u00a0" * len(match[0])) if match else text


def tabs(_: st.DataObject, text: str, __: str) -> str:
    """Indent the whole file with tabs, as some editor programs do."""
    return _INDENT.sub(lambda match: "\t" * (len(match[0]) // 2), text)


MISTYPED: list[Typed] = [other_date, without_quotes, typographic, full_stop, no_break_spaces, tabs]


@cache
def example() -> list[tuple[str, str, str]]:
    """The briefings of the example without problems: name, text, and the text of the article."""
    found = []
    for path in sorted((EXAMPLE / "briefs").glob("*.yml")):
        text = path.read_text("utf-8")
        data = read(text)
        if "source" in data:
            article = (EXAMPLE / "seeds" / data["source"]["file"]).read_text("utf-8")
            found.append((path.name, text, article))
    return found


def on_one_line(data: Any) -> Any:
    """Data with single spaces in all texts: the indentation of a block may change what is inside."""
    if isinstance(data, dict):
        return {key: on_one_line(value) for key, value in data.items()}
    return [on_one_line(one) for one in data] if isinstance(data, list) else " ".join(data.split())


@tried(40)
@given(st.data())
def test_what_was_mistyped_in_a_good_file_is_undone(data: st.DataObject) -> None:
    name, good, article = data.draw(st.sampled_from(example()))
    text = good
    for mistype in data.draw(st.lists(st.sampled_from(MISTYPED), min_size=1, max_size=6)):
        text = mistype(data, text, article)
    lines = text.split("\n")
    notes = data.draw(st.lists(st.integers(0, 10_000), max_size=3))
    for number in notes:
        if re.fullmatch(r"  - (?:id|actor): [\w-]+", lines[number % len(lines)]):
            lines[number % len(lines)] += f"  # note {number}"
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    mark = data.draw(st.sampled_from([b"", b"\xef\xbb\xbf"]))
    raw = mark + end.join(lines).encode()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "briefs").mkdir()
        (root / "seeds").symlink_to(EXAMPLE / "seeds")
        for register in ("actors.yml", "issues.yml"):
            shutil.copy(EXAMPLE / "briefs" / register, root / "briefs" / register)
        (root / "briefs" / name).write_bytes(raw)
        sheets = fixed(root)
        assert [sheet.new_path.name for sheet in sheets if sheet.is_changed] in ([], [name])
        (after,) = (sheet for sheet in sheets if sheet.new_path.name == name)
        write(sheets)
        assert not any(sheet.is_changed for sheet in fixed(root))
    assert after.new_data.startswith(mark)
    assert after.text.count("\n") == after.text.count(end) == good.count("\n")
    assert on_one_line(read(after.text)) == on_one_line(read(good))
    assert set(comments(text)) <= set(comments(after.text.replace("\r\n", "\n")))
    if "\t" not in text and "“" not in text:
        ours = [line.split("  #")[0] for line in after.text.replace("\r\n", "\n").split("\n")]
        theirs = [line.split("  #")[0] for line in good.split("\n")]
        assert [_SIGNS.sub("", line) for line in ours] == [_SIGNS.sub("", line) for line in theirs]


@tried(40)
@given(st.data())
def test_any_damage_is_survived_and_a_second_run_changes_nothing(data: st.DataObject) -> None:
    name, text, _ = data.draw(st.sampled_from(example()))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        removed = data.draw(st.integers(0, 5))
        new = data.draw(st.text(alphabet="\t\u00a0 :#-'\"“”[]{}.,\n\u200bax", max_size=3))
        text = text[:at] + new + text[at + removed :]
    before = read(text)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "briefs").mkdir()
        (root / "seeds").symlink_to(EXAMPLE / "seeds")
        for register in ("actors.yml", "issues.yml"):
            shutil.copy(EXAMPLE / "briefs" / register, root / "briefs" / register)
        (root / "briefs" / name).write_text(text, "utf-8", newline="")
        sheets = fixed(root)
        (after,) = (sheet for sheet in sheets if sheet.new_path.name == name)
        write(sheets)
        again = [sheet for sheet in fixed(root) if sheet.is_changed]
        assert again == []
    if before is not None:
        assert list(said(read(after.text))) == list(said(before))

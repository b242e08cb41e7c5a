"""The output depends on the input only: not on the clock, the order of a dictionary or a path."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.building import Site, built, content, copy_of, in_own_process


def copy_made_another_way(target: Path) -> Site:
    """The same files, made in another order and with other time stamps, so listed differently."""
    original = copy_of("strait", target.parent / "original")
    for path in sorted(original.root.rglob("*"), reverse=True):
        if path.is_file():
            copied = target / path.relative_to(original.root)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copied)
    return Site(target)


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "4294967295", "TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "1031", "LC_ALL": "de_DE.ISO-8859-1", "LANGUAGE": "de", "COLUMNS": "20"},
        {"PYTHONOPTIMIZE": "1", "LC_ALL": "tr_TR.UTF-8", "TERM": "dumb", "HOME": "/"},
    ],
    ids=lambda settings: settings["LC_ALL"],
)
def test_the_same_input_gives_the_same_bytes(settings: dict[str, str], tmp_path: Path) -> None:
    site = copy_made_another_way(tmp_path / "a folder with another name")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = in_own_process("--root", str(site.root), env=settings, cwd=elsewhere)
    assert done.status == 0, done
    for folder in ("site_src", "site"):
        assert content(site.root / folder) == content(built("strait").root / folder)
    assert list(elsewhere.iterdir()) == []


def test_what_was_built_before_makes_no_difference(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path / "strait")
    extra = (site.root / "briefs" / "strait-of-kessa-reopens.yml").read_text(encoding="utf-8")
    site.write("briefs/extra.yml", extra)
    site.edit("briefs/velmar-closes-the-strait.yml", "closes the strait", "opens no strait")
    site.build()
    (site.root / "briefs" / "extra.yml").unlink()
    site.edit("briefs/velmar-closes-the-strait.yml", "opens no strait", "closes the strait")
    site.build()
    for folder in ("site_src", "site"):
        assert content(site.root / folder) == content(built("strait").root / folder)


def test_no_path_of_the_machine_is_published() -> None:
    for name in ("strait", "real"):
        site = built(name)
        for folder in (site.pages, site.html):
            for path, data in content(folder).items():
                assert isinstance(data, bytes)
                assert str(site.root).encode() not in data, path
                assert b"/tmp/" not in data, path

"""Make a collection of any size: `python -m bench.collection 10000 FOLDER [--seed N]`.

Briefing N is the same in every collection that has it, except for questions that a later briefing answers; so
only the collection grows. Actors, issues and places grow with the number of briefings as in real collections:
each is used when it first appears, a few of them then in very many briefings, most in few.

* `words` has the words for all texts;
* `world` has the names, and plans who and what each briefing is about;
* `story` writes an article with the positions that it shows;
* `editing` writes the YAML of briefings and registers.
"""

from __future__ import annotations

from pathlib import Path

from bench.collection.editing import brief, registers, seed_of
from bench.collection.story import Story
from bench.collection.world import World

__all__ = ["World", "edit_one", "make"]

SWAPS = (("    says: ", " be ", " get "), ("  The article ", "reports", "tells"))  # `edit_one` swaps these


def make(folder: Path, number: int, seed: int = 0) -> None:
    """Write a root with `number` briefings. A folder with fewer briefings of the same seed is extended."""
    world = World(seed)
    seeds, briefs = folder / "seeds", folder / "briefs"
    for place in (seeds, briefs):
        place.mkdir(parents=True, exist_ok=True)
    for at in range(1, number + 1):
        plan = world.plan(at)
        story = Story(world, plan)
        (seeds / seed_of(plan)).write_text(story.article(), encoding="utf-8", newline="\n")
        text = brief(world, plan, story, number)
        (briefs / f"{plan.slug}.yml").write_text(text, encoding="utf-8", newline="\n")
    for name, text in registers(world, number):
        (briefs / name).write_text(text, encoding="utf-8", newline="\n")


def edit_one(folder: Path, number: int) -> Path:
    """Swap a word in a briefing's summary and one in a position's `says`; a second call swaps them back.

    Returns:
        The file that was changed.
    """
    (path,) = (folder / "briefs").glob(f"*-{number}.yml")
    lines = path.read_text(encoding="utf-8").split("\n")
    for start, one, other in SWAPS:
        at = next(
            at for at, line in enumerate(lines) if line.startswith(start) and (one in line or other in line)
        )
        old, new = (one, other) if one in lines[at] else (other, one)
        lines[at] = lines[at].replace(old, new, 1)
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return path

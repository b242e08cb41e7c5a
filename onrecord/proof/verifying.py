"""Compare a published copy of a site with its proof, and the proof with the articles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

import msgspec
from msgspec import Struct

from onrecord.engine.pool import in_parallel
from onrecord.proof.comparing import Evidence, Fault, faults_of
from onrecord.proof.copies import Copy, LeadsOutError, TooLargeError
from onrecord.proof.files import PROOF, NotAProofError, ProofFile, proofs_in, read_proofs
from onrecord.proof.marks import ATTRIBUTE, is_too_deep, marks_in
from onrecord.proof.seeds import Seeds
from onrecord.proof.words import Proof
from onrecord.rules import proof as rules
from onrecord.rules.problems import Location, Problem, in_order

_HELP = "this page was changed after it was published, or on its way here: copy or publish it again"
_UNREADABLE = "copy or publish the site again"
_LINE_BREAK = re.compile(r"\r\n|[\r\n]")
Progress = Callable[[str, int, int], None]


class NotASiteError(Exception):
    """The copy has neither a proof nor a first page."""


class Verified(Struct, frozen=True):
    """The result of a verification.

    Attributes:
        passages: the number of passages in the proof.
        pages: the number of pages that were read.
    """

    problems: list[Problem]
    passages: int
    pages: int


class _PageFaults(Struct, frozen=True, array_like=True):
    """The faults of a page.

    Attributes:
        unreadable: why it was not read; empty if it was.
        places: the place of each fault on the page.
    """

    faults: list[Fault] = []
    places: list[Location] = []
    unreadable: str = ""


def verify(copy: Copy, seeds: Seeds, progress: Progress, jobs: int = 1) -> Verified:
    """Verify all passages of a copy.

    Args:
        copy: of a published site.
        seeds: the articles.
        progress: called as the work goes on.
        jobs: the maximum number of processes that read pages of a folder.

    Raises:
        NotASiteError: the copy is not a site of this program.
        OSError: the copy cannot be read.
    """
    problems, files = _read(copy)
    if not files:
        return Verified(problems, 0, 0)
    proofs: dict[str, Proof] = {}
    on_page: dict[str, list[Proof]] = defaultdict(list)
    for briefing in (briefing for file in files for briefing in file.briefings):
        for proof in proofs_in([briefing]):
            if proof.ref in proofs:
                problems.append(_bad_proof(copy, PROOF, f"it has two proofs of {proof.ref}"))
            proofs[proof.ref] = proof
            on_page[proof.page].append(proof)
            if frame := briefing.frames.get(proof.id):
                on_page[frame].append(proof)
    problems += filter(None, map(seeds.problem_of, proofs.values()))
    paths = copy.pages(on_page, files[0].homepage)
    evidence = Evidence(proofs.get, lambda path: on_page.get(path, ()), seeds.words)
    encode, decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(_PageFaults).decode
    answers = in_parallel(
        lambda path: encode(_page_faults(copy, path, evidence)), paths, jobs if copy.is_local else 1
    )
    for done, (path, answer) in enumerate(zip(paths, answers, strict=True), start=1):
        problems += _problems_of(copy, path, decode(answer))
        progress("comparing", done, len(paths))
    return Verified(in_order(problems), len(proofs), len(paths))


def _read(copy: Copy) -> tuple[list[Problem], list[ProofFile]]:
    """The files of the proof; without a proof, the problems that say why."""
    problems: list[Problem] = []
    first = _file_of(copy, PROOF, problems)
    if first is None:
        if copy.read("index.html") is None and copy.read(PROOF) is None:
            raise NotASiteError
        return problems, []
    parts = [_file_of(copy, f"data/{name}", problems) for name in dict.fromkeys(first.parts)]
    return problems, [first, *(part for part in parts if part)]


def _file_of(copy: Copy, path: str, problems: list[Problem]) -> ProofFile | None:
    try:
        data = copy.read(path)
        if data is not None:
            return read_proofs(data)
        why = "it is not there"
    except TooLargeError:
        why = "it is too large"
    except NotAProofError as error:
        why = str(error)
    except LeadsOutError as error:
        why = str(error.strerror)
    problems.append(_bad_proof(copy, path, f"the proof cannot be read: {why}"))
    return None


def _bad_proof(copy: Copy, path: str, message: str) -> Problem:
    return Problem(rules.PROOF_UNREADABLE, Location(f"{copy.name}/{path}"), message, _UNREADABLE)


def _page_faults(copy: Copy, path: str, evidence: Evidence) -> _PageFaults:
    try:
        data = copy.read(path)
    except TooLargeError:
        return _PageFaults(unreadable="this page is too large")
    except OSError as error:
        return _PageFaults(unreadable=f"this page cannot be read: {error.strerror or error}")
    if data is None:
        return _PageFaults(unreadable="the proof names this page, but it is missing")
    html = data.decode("utf-8-sig", "replace")
    if is_too_deep(html):
        return _PageFaults(unreadable="the elements of this page are nested too deep")
    faults = faults_of(path, marks_in(html), evidence)
    name = f"{copy.name}/{path}"
    return _PageFaults(faults, [place_of(name, html, fault.ref) for fault in faults])


def place_of(path: str, text: str, ref: str) -> Location:
    """The place of a passage's first mark on a page; the page's beginning if there is none.

    Args:
        path: of the page.
        text: its HTML or its Markdown.
        ref: the passage's name; empty if it has none.
    """
    return place_at(path, text, text.find(f'{ATTRIBUTE}="{ref}"') if ref else -1)


def place_at(path: str, text: str, at: int) -> Location:
    """The element around a place in a page; the page's beginning where there is none.

    Args:
        path: of the page.
        text: its HTML or its Markdown.
        at: an offset; less than 0 for none.
    """
    if at < 0:
        return Location(path)
    above = [match.end() for match in _LINE_BREAK.finditer(text, 0, at)]
    line_start = above[-1] if above else 0
    line_end = _LINE_BREAK.search(text, line_start)
    tag = max(text.rfind("<", line_start, at), line_start)
    line = text[line_start : line_end.start() if line_end else len(text)]
    return Location(path, len(above) + 1, tag - line_start + 1, line)


def _problems_of(copy: Copy, path: str, found: _PageFaults) -> Iterable[Problem]:
    if found.unreadable:
        place = Location(f"{copy.name}/{path}")
        yield Problem(rules.PROOF_UNREADABLE, place, found.unreadable, _UNREADABLE)
    for fault, place in zip(found.faults, found.places, strict=True):
        yield problem_of(fault, place, _HELP)


def problem_of(fault: Fault, place: Location, help_text: str, *notes: str) -> Problem:
    """A fault as a problem."""
    about = f"{fault.ref}: " if fault.ref else ""
    return Problem(
        rules.PUBLISHED_WORDS_DIFFER, place, f"{about}{fault.message}", help_text, (*fault.notes, *notes)
    )

"""The languages of the interface: their files match, and dates and numbers follow CLDR."""

from __future__ import annotations

import json
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import nodes
from selectolax.lexbor import LexborHTMLParser

from helpers.building import PROGRAM, Site, built, copy_of, small_site
from helpers.feeds import entries_of
from helpers.wordings import wording
from onrecord.languages import Wording, english
from onrecord.languages.calendars import calendar_of
from onrecord.languages.checks import faults_of, gaps_of
from onrecord.languages.choice import english_file
from onrecord.languages.files import LanguageFile, names_in, read_file
from onrecord.languages.wording import Literal
from onrecord.layout import Layout
from onrecord.markdown.phrases import MarkdownPhrases
from onrecord.mkdocs_yml.settings import read_settings
from onrecord.text.dates import Month, Quarter, Year
from onrecord.text.phrases import Duration, phrase

FOLDER = PROGRAM / "templates" / "languages"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.yml"))
ENTRIES = english_file().entries


def shipped(tag: str) -> LanguageFile:
    file, problems = read_file(FOLDER / f"{tag}.yml", f"{tag}.yml")
    assert problems == []
    return file


ARABIC = wording("ar")

# --- the files ----------------------------------------------------------------------------------


def test_english_and_arabic_are_there() -> None:
    assert SHIPPED == ["ar", "en"]


@pytest.mark.parametrize("tag", SHIPPED)
def test_a_language_of_the_program_has_every_word(tag: str) -> None:
    file = shipped(tag)
    assert list(faults_of(file, english_file())) == []
    assert list(gaps_of(file, english_file(), calendar_of(tag))) == []
    assert file.entries.keys() == ENTRIES.keys()
    for key, entry in file.entries.items():
        assert all(text.strip() for text in entry.forms.values()), key


def test_arabic_has_words_of_its_own() -> None:
    """A copied text that was never translated would have the wrong letters."""
    tokens = {"Ctrl", "C", "JSON", "W3C", "CSV", "Atom", "Feed", "Markdown"}
    for key, entry in shipped("ar").entries.items():
        for text in entry.forms.values():
            left = set(re.findall(r"[A-Za-z]\w*", re.sub(r"\{\w+\}", "", text))) - tokens
            assert not left or key in ("language.locale", "quotes.command"), key


def asked_for() -> Iterator[str]:
    """The keys that templates and program use; for computed keys, their beginnings."""
    for path in [*(PROGRAM / "onrecord").rglob("*.py"), *(PROGRAM / "templates" / "markdown").glob("*.j2")]:
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r"[\"']([a-z_]+\.[a-z_]+)[\"'),]", text)
        yield from re.findall(r"f?[\"']([a-z_]+\.)(?:[\"']| ?\{|[a-z_]+\{)", text)
        yield from (f"{name}." for name in re.findall(r"\.section\(\"([a-z_]+)\"\)", text))
    theme = "".join(
        path.read_text(encoding="utf-8") for path in (PROGRAM / "templates" / "theme").glob("*.html")
    )
    yield from (f"frame.{name}" for name in re.findall(r"words\.([a-z_]+)", theme))


def test_every_word_is_asked_for() -> None:
    asked = set(asked_for())
    families = tuple(name for name in asked if name.endswith("."))
    elsewhere = ("language.", "navigation.", "questions.")  # alone, and with a status
    unused = [key for key in ENTRIES if key not in asked and not key.startswith((*families, *elsewhere))]
    assert unused == []


@pytest.mark.parametrize("tag", SHIPPED)
@given(data=st.data())
def test_any_text_takes_the_values_that_the_english_one_takes(tag: str, data: st.DataObject) -> None:
    words, key = wording(tag), data.draw(st.sampled_from(sorted(ENTRIES)))
    values: dict[str, str | int] = {
        name: data.draw(st.text(st.characters(codec="utf-8", exclude_characters="{}"), min_size=1))
        for name in ENTRIES[key].names
    }
    if ENTRIES[key].is_plural or "number" in values:
        values["number"] = data.draw(st.integers(0, 10**6))
    said = words.text(key, **values)
    assert "{" not in said
    assert "}" not in said
    for name in names_in(words.template(key, values.get("number"))):  # type: ignore[arg-type]
        assert str(values[name]) in said
    MarkdownPhrases(words).say(key, **values)


# --- templates have no words of their own ---------------------------------------------------------

# Names that are the same in every language.
NAMES = {"BibTeX", "RIS", "CSL-JSON"}
TEMPLATES = [
    *sorted((PROGRAM / "templates" / "markdown").glob("*.j2")),
    *sorted((PROGRAM / "templates" / "theme").glob("*.html")),
]
LETTERS = re.compile(rf"[{string.ascii_letters}]+")


def words_outside(text: str) -> set[str]:
    """The words of a template that readers would see, without markup, attribute lists and front matter."""
    tree = jinja2.Environment().parse(re.sub(r"^---\n.*?^---\n?", "", text, flags=re.DOTALL | re.MULTILINE))
    shown = "".join(
        node.data if isinstance(node, nodes.TemplateData) else "\ue000"
        for output in tree.find_all(nodes.Output)
        for node in output.nodes
    )
    shown = re.sub(r"<!doctype html>|<script\b.*?</script>", "", shown, flags=re.DOTALL)
    shown = re.sub(r"""<[!/]?\w[^<>]*>|\{: ?[^{}]*\}|\]\([^()\s]*\)""", "", shown)
    return {words.strip("\ue000 ") for words in re.split(r"\n| · ", shown) if LETTERS.search(words)}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_words_stand_in_templates(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.name.startswith("_macros"):
        text = text.replace(text[text.index("---\nonrecord") : text.rindex("\n---\n") + 5], "")
    assert {word for word in words_outside(text) if not _is_markup(word)} <= NAMES


def _is_markup(line: str) -> bool:
    """Whether a line is part of a tag or an attribute list that contains expressions."""
    return not LETTERS.search(re.sub(r"""[\w-]+="?|\.?[\w-]+-\ue000?|[{:.#\w-]*$|<\w+""", "", line))


def test_words_in_a_template_would_be_found() -> None:
    assert words_outside('<p class="a">{{ x }} and more</p>\n## Title {: #the_id }\n') == {
        "and more",
        "## Title",
    }
    assert words_outside("{{ say('a.b') }} {: .meta }\n[{{ x }}](a.md)\n") == set()


def test_words_in_strings_of_templates_are_keys_or_names() -> None:
    for path in (PROGRAM / "templates" / "markdown").glob("*.j2"):
        tree = jinja2.Environment().parse(path.read_text(encoding="utf-8"))
        for output in tree.find_all(nodes.Output):
            for node in output.nodes:
                options = [node.expr1, node.expr2] if isinstance(node, nodes.CondExpr) else [node]
                shown = [o.value for o in options if isinstance(o, nodes.Const) and isinstance(o.value, str)]
                assert not any(LETTERS.search(text) for text in shown), f"{path.name}:{node.lineno}"


def test_the_style_sheet_and_the_script_have_no_words() -> None:
    css = (PROGRAM / "templates" / "theme" / "css" / "site.css").read_text(encoding="utf-8")
    made = "".join(re.findall(r"content: ([^;}]*)", css))
    assert not any(LETTERS.search(text) for text in re.findall(r'"([^"]*)"', made))
    script = (PROGRAM / "templates" / "theme" / "js" / "page.js").read_text(encoding="utf-8")
    shown = re.findall(r"(?:textContent = |say\()([^;]*)", re.sub(r"//.*", "", script))
    assert len(shown) >= 5
    quoted = [text for expression in shown for text in re.findall("'([^']*)'", expression)]
    assert [text for text in quoted if text] == []
    replaced = re.findall(r"\.replace\('([^']*)'", script)
    assert set(replaced) == {"{name}", "_"}  # the latter in the name of a language


# --- dates and numbers ----------------------------------------------------------------------------

DAYS = [date(2024, 10, 2), date(2031, 1, 31), date(2032, 12, 1)]


@pytest.mark.parametrize(
    ("words", "day", "month", "short"),
    [
        (english(), "2 October 2024", "October 2024", ["2 Oct 2024", "Oct 2024", "Q4 2024", "2024"]),
        (
            ARABIC,
            "2 أكتوبر 2024",
            "أكتوبر 2024",
            ["2 أكتوبر 2024", "أكتوبر 2024", "الربع الرابع 2024", "2024"],
        ),
    ],
    ids=["en", "ar"],
)
def test_dates(words: Wording, day: str, month: str, short: list[str]) -> None:
    first = DAYS[0]
    assert (words.day(first), words.said(Month(2024, 10))) == (day, month)
    assert words.said(Year(2024)) == words.day(Year(2024)) == "2024"
    periods = (first, Month(2024, 10), Quarter(2024, 4), Year(2024))
    assert [words.short(period) for period in periods] == short


@pytest.mark.parametrize(
    ("tag", "month", "year"),
    [
        ("de", "Oktober 2024", "2024"),
        ("fr", "octobre 2024", "2024"),
        ("es", "octubre de 2024", "2024"),
        ("ru", "октябрь 2024\u202fг.", "2024"),
        ("ja", "2024年10月", "2024年"),
        ("ko", "2024년 10월", "2024년"),
        ("hu", "2024. október", "2024."),
    ],
)
def test_a_month_and_a_year_as_other_languages_write_them(tag: str, month: str, year: str) -> None:
    """As in CLDR's charts; a month in its stand-alone form, not as in a full date."""
    calendar = calendar_of(tag)
    assert calendar.month(Month(2024, 10)) == month
    assert calendar.year(Year(2024)) == year


@given(st.dates(min_value=date(1000, 1, 1)))
def test_our_english_is_that_of_cldr_for_britain(day: date) -> None:
    assert english().day(day) == calendar_of("en-GB").day(day)
    assert english().said(Month(day.year, day.month)) == calendar_of("en-GB").month(
        Month(day.year, day.month)
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "لا مواقف"),
        (1, "موقف واحد"),
        (2, "موقفان"),
        (3, "3 مواقف"),
        (10, "10 مواقف"),
        (11, "11 موقفًا"),
        (99, "99 موقفًا"),
        (100, "100 موقف"),
        (102, "102 موقف"),
        (103, "103 مواقف"),
        (111, "111 موقفًا"),
    ],
)
def test_arabic_has_six_plural_forms(number: int, said: str) -> None:
    assert ARABIC.text("counts.positions", number=number) == said


@pytest.mark.parametrize(("number", "said"), [(0, "0 positions"), (1, "1 position"), (2, "2 positions")])
def test_english_has_two(number: int, said: str) -> None:
    assert english().text("counts.positions", number=number) == said


@pytest.mark.parametrize(
    ("tag", "forms"),
    [
        ("en", "one other"),
        ("ar", "zero one two few many other"),
        ("de", "one other"),
        ("ru", "one few many other"),
        ("ja", "other"),
    ],
)
def test_plural_forms_are_those_of_cldr(tag: str, forms: str) -> None:
    assert calendar_of(tag).forms() == tuple(forms.split())


def test_digits_are_those_that_cldr_names() -> None:
    from babel import Locale

    for tag in SHIPPED:
        assert (Locale.parse(tag).default_numbering_system == "latn") == (wording(tag).number(90) == "90")


def test_another_script_has_its_own_digits(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "extra:\n  language: fa\n")
    site.write("templates/languages/fa.yml", "language:\n  digits: ۰۱۲۳۴۵۶۷۸۹\n")
    settings, problems = read_settings(Layout(tmp_path))
    assert {problem.rule.name for problem in problems} == {"missing-words"}
    assert settings.words.number(2031) == "۲۰۳۱"
    assert re.search("[۰-۹]", settings.words.day(DAYS[0]))
    assert not re.search("[0-9]", settings.words.day(DAYS[0]))


def test_stretches_of_time() -> None:
    assert ARABIC.said(Duration(years=2, months=3)) == "سنتين و3 أشهر"
    assert ARABIC.said(Duration(days=12)) == "12 يومًا"
    assert english().said(Duration(years=1, months=1)) == "1 year and 1 month"


# --- whose words are whose ------------------------------------------------------------------------


def test_an_editors_words_say_their_language() -> None:
    phrases = MarkdownPhrases(wording("ar", "en"))
    assert phrases.said("Mira") == '<span lang="en" dir="ltr">Mira</span>'
    assert phrases.say("actor.of", name="Mira") == 'ضمن <span lang="en" dir="ltr">Mira</span>'
    assert phrases.said(" · ") == " · "
    assert phrases.paragraph("No.") == "No.\n{: lang=en dir=ltr }"
    assert phrases.said(phrase("source.paragraph", number=3)) == "الفقرة 3"


def test_names_that_run_the_other_way_are_kept_apart() -> None:
    phrases = MarkdownPhrases(ARABIC)
    assert phrases.said("Mira") == "<bdi>Mira</bdi>"
    assert phrases.said("ميرا") == "ميرا"
    assert ARABIC.text("actor.description", name="Mira").count("\u2068Mira\u2069") == 1
    assert ARABIC.text("actor.of", name=Literal("Mira")) == "ضمن Mira"


def test_english_has_no_such_marks() -> None:
    phrases = MarkdownPhrases(english())
    for name in ("Mira", "ميرا"):
        assert phrases.said(name) == name
        assert "\u2068" not in english().text("actor.description", name=name)


@given(st.text(min_size=1), st.sampled_from(sorted(ENTRIES)))
def test_what_is_said_is_escaped_as_a_whole(name: str, key: str) -> None:
    phrases = MarkdownPhrases(english())
    values: dict[str, str | int] = dict.fromkeys(ENTRIES[key].names, "\u200bx\u200b")
    if "number" in values or ENTRIES[key].is_plural:
        values["number"] = 7
    assert "<" not in phrases.say(key, **values)
    assert phrases.say("lists.label", label=name) == f"{phrases.said(name)}:"


# --- a site's own files ---------------------------------------------------------------------------


def test_a_sites_own_words_lie_over_the_programs(tmp_path: Path) -> None:
    site = copy_of("strait", tmp_path)
    site.write("templates/languages/en.yml", "navigation:\n  actors: Who\nframe:\n  skip: To the *text*\n")
    site.build()
    page = (site.html / "actors" / "index.html").read_text("utf-8")
    assert "<h1>Who</h1>" in re.sub(r' id="[^"]*"', "", page)
    assert ">To the *text*</a>" in page
    assert ">Briefings</a>" in page


def test_a_word_that_is_missing_is_english_and_a_warning(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "extra: {language: de}\n")
    site.write("templates/languages/de.yml", "navigation:\n  actors: Beteiligte\n")
    done = site.run()
    assert done.status == 0
    assert "warning[missing-words]" in done.out
    page = (site.html / "actors" / "index.html").read_text("utf-8")
    assert '<html lang="de" dir="ltr">' in page
    assert ">Beteiligte</a>" in page
    assert ">Briefings</a>" in page
    assert site.run("--strict").status == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("language: xx", "mkdocs.yml:2:13: error[language-file]"),
        ("language: ../../etc/passwd", "`../../etc/passwd` is not a BCP 47 tag"),
        ("content_language: Klingon!", "`Klingon!` is not a BCP 47 tag"),
    ],
)
def test_a_language_that_is_not_there_is_said(settings: str, said: str, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", f"extra:\n  {settings}\n")
    done = site.run()
    assert done.status == 1
    assert said in done.out


@pytest.mark.parametrize(
    "text",
    [
        "- a\n",
        "frame: [a]\n",
        "frame:\n  skip: *a\n",
        "frame:\n  skip: {a: {b: {c: {d: e}}}}\n",
        "frame: {skip: 'a\n",
        "frame:\n  skip: !!python/name:os.system\n",
        "frame:\n  skip: a\n  skip: b\n",
        "a\n",
        "{a: b}: c\n",
        "counts:\n  positions: {one: a, few: b}\n",
        "home:\n  title: '{'\n",
        "\x00",
        "",
    ],
)
def test_a_file_that_cannot_be_used_is_said_with_its_place(text: str, tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "extra: {language: en}\n")
    site.write("templates/languages/en.yml", text)
    done = site.run()
    assert done.status == 1, done
    assert "templates/languages/en.yml:" in done.out
    assert "Traceback" not in done.err


def test_english_needs_no_babel(tmp_path: Path) -> None:
    """Loading it takes some hundredths of a second in every build."""
    site = small_site(tmp_path)
    code = (
        "import sys; from onrecord.interface.cli import main;"
        f" main(['--root', {str(site.root)!r}, '--no-progress']); sys.exit('babel' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=PROGRAM, capture_output=True)
    assert done.returncode == 0, done.stderr


# --- beside the pages -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small collection, with an Arabic interface and English briefings."""
    site = copy_of("strait", tmp_path_factory.mktemp("arabic") / "root")
    extra = "extra: {language: ar, content_language: en, cards: true}\n"
    site.write("mkdocs.yml", f"site_name: The Record\nsite_url: https://example.org/\n{extra}")
    site.build()
    return site


def test_data_stay_as_they_are(arabic: Site) -> None:
    theirs, ours = (
        (site.pages / "data" / "positions.csv").read_text("utf-8") for site in (built("strait"), arabic)
    )
    assert ours.count("partly quoted") == theirs.count("partly quoted") > 0
    for path in ("positions.json", "questions.json"):
        rows = json.loads((arabic.pages / "data" / path).read_text("utf-8"))
        assert all(row["address"].startswith("https://example.org/briefs/") for row in rows)
        others = [row for row in rows if row["language"] != "ar"]
        assert 0 < len(others) < len(rows)
        assert not re.search("[\u0621-\u064a]", json.dumps(others, ensure_ascii=False))


def test_feeds_say_in_which_language_they_are(arabic: Site) -> None:
    atom = (arabic.pages / "questions.feed.xml").read_text("utf-8")
    assert 'xml:lang="ar"' in atom.splitlines()[2]
    assert "<title>الأسئلة – \u2068The Record\u2069</title>" in atom
    assert '<title xml:lang="en">' in atom
    assert '"language": "ar"' in (arabic.pages / "questions.feed.json").read_text("utf-8")


def test_feeds_say_of_every_word_of_an_editor_in_which_language_it_is(arabic: Site) -> None:
    """Text outside of elements with a language is the interface's, in Arabic."""
    items = json.loads((arabic.pages / "questions.feed.json").read_text("utf-8"))["items"]
    for path in sorted((arabic.pages / "actors").glob("*.feed.xml")):
        items += entries_of(path.read_text("utf-8"))
    assert len(items) > 5
    for item in items:
        content = LexborHTMLParser(item["content_html"])
        for element in content.css("[lang]"):
            element.decompose()
        assert not re.search("[A-Za-z]", content.text()), content.html


def test_heads_say_in_which_language_the_page_is(arabic: Site) -> None:
    page = (arabic.html / "briefs" / "velmar-closes-the-strait.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in page
    assert '<meta property="og:locale" content="en_GB">' in page
    assert '<meta name="citation_language" content="en">' in page
    assert '"@type": "Article"' in page
    assert '"inLanguage": "en"' in page
    index = (arabic.html / "actors" / "index.html").read_text("utf-8")
    assert '"inLanguage": "ar"' in index
    assert "مواقف" in re.findall(r'og:image:alt" content="([^"]*)"', page)[0]


def test_a_hand_written_page_is_in_the_editors_language(arabic: Site) -> None:
    about = (arabic.html / "about.html").read_text("utf-8")
    assert '<main id="main_content">' in about
    assert "كيف تُعَدّ الإحاطات" in about
    portrait = (arabic.html / "portraits" / "ana-kresh.html").read_text("utf-8")
    assert '<main id="main_content" lang="en" dir="ltr">' in portrait


def test_a_language_may_use_signs_that_xml_reserves(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    site.write("mkdocs.yml", "site_name: R & D\nextra: {language: en}\n")
    site.write("templates/languages/en.yml", "feeds:\n  what: A <feed> & more.\n  read: '>> & <<'\n")
    site.build()
    atom = (site.pages / "feed.xml").read_text("utf-8")
    assert len(entries_of(atom)) == 1  # It is well-formed.
    assert "A &lt;feed&gt; &amp; more." in atom
    assert "&gt;&gt; &amp; &lt;&lt;" in atom

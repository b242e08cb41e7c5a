"""Rules of files: which can be read, which are read, and where pages may be written."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

FILE_TOO_LARGE: Final = Rule(
    name="file-too-large",
    severity=Severity.ERROR,
    summary="A file is larger than an article or a briefing can be.",
    explanation=(
        "Articles and briefings are a few pages of text. A much larger file is nearly always something else: "
        "an archive of many articles, or a page saved together with its pictures. Put the text of the one "
        "article into the file, or name another file."
    ),
    wrong="seeds/gulf-herald-all-of-2031.txt    (48 MB)",
    right="seeds/gulf-herald-2031-05-02.txt    (6 KB)",
)

BINARY_FILE: Final = Rule(
    name="binary-file",
    severity=Severity.ERROR,
    summary="A file that must be plain text is something else, such as a Word document, PDF or picture.",
    explanation=(
        "Passages are looked up word for word, and that needs the article as plain text. Open the document "
        "in the program that made it, and save or copy its text into a file that ends in .txt, in UTF-8. "
        "Changing only the ending of the file's name does not change what is in it."
    ),
    wrong="seeds/ostravia-talks.txt    (a Word document, renamed)",
    right="seeds/ostravia-talks.txt    (its text, saved as plain text in UTF-8)",
)

BAD_ENCODING: Final = Rule(
    name="bad-encoding",
    severity=Severity.ERROR,
    summary="A text file is not stored in UTF-8.",
    explanation=(
        "An encoding says which bytes stand for which letters. Read with the wrong one, accents and "
        "quotation marks turn into other characters, and a quotation would no longer be the article's own "
        "words. Open the file, check that it looks right, and save it as UTF-8; in most editors that is a "
        "choice in 'Save as'. Older programs call the other encodings ANSI, Windows-1252, Latin-1 or "
        "Unicode (UTF-16)."
    ),
    wrong="briefs/ostravia-talks.yml    (saved as Windows-1252)",
    right="briefs/ostravia-talks.yml    (saved as UTF-8)",
)

EMPTY_FILE: Final = Rule(
    name="empty-file",
    severity=Severity.ERROR,
    summary="A file is empty.",
    explanation=(
        "An empty file is usually one that was not saved, or a copy that failed. Put the text into it. If "
        "you do not need it, delete it, and remove what refers to it."
    ),
    wrong="seeds/ostravia-talks.txt    (0 bytes)",
    right="seeds/ostravia-talks.txt    (with the article's text)",
)

STRAY_FILE: Final = Rule(
    name="stray-file",
    severity=Severity.WARNING,
    summary="A file in briefs/ looks like a briefing and is not read, because of its name or its folder.",
    explanation=(
        "Briefings are the files in briefs/ itself whose names end in .yml; the registers are actors.yml "
        "and issues.yml. A briefing under another name, or in a subfolder, would silently be missing from "
        "the site. Some programs add an ending such as .txt and do not show it. If the file is a briefing, "
        "rename or move it; if not, remove it from briefs/."
    ),
    wrong="briefs/ostravia-talks.yaml",
    right="briefs/ostravia-talks.yml",
)

FOREIGN_FILE: Final = Rule(
    name="foreign-file",
    severity=Severity.ERROR,
    summary="A file in site_src/ that onrecord did not write is in the place of a generated page.",
    explanation=(
        "The program never overwrites a file that it did not make, because it may be somebody's work. If it "
        "is your own page, rename or move it; if it is a leftover, delete it. Keep pages written by hand "
        "outside the folders of the generated ones, which are briefs, actors and issues."
    ),
    wrong="site_src/actors/ana-kresh.md    (written by hand)",
    right="site_src/portraits/ana-kresh.md    (written by hand)",
)

LINK_OUTSIDE: Final = Rule(
    name="link-outside",
    severity=Severity.ERROR,
    summary="A link, or a path in mkdocs.yml, leads out of the site, to a hidden file or to nothing.",
    explanation=(
        "A build publishes what is in the site's folder and nothing else. A link in seeds/, briefs/, "
        "templates/, site_src/ or the theme's folder that leads elsewhere would publish any file of the "
        "machine, such as the environment of the build with its passwords, or show lines of it in "
        "messages; and git keeps links, so one may arrive with a proposed change. The same applies to "
        "site/, where a build would replace what it leads to, and if one of these folders or mkdocs.yml is "
        "itself a link, and to files and folders whose names begin with a dot, such as .git and .env. "
        "Paths in mkdocs.yml (`INHERIT`, `custom_dir`, `hooks`) stay inside, too. "
        "Links from one file of the site to another are fine, and so is a link to the site's folder as a "
        "whole. Whoever runs the program can allow links into a folder outside with `--allow-outside DIR`; "
        "no file of the site can. The folder of working files, .onrecord/, is never a link, and has none "
        "in it. Git does not keep hard links, so none can arrive with a change, and they are not looked "
        "for. While such a link exists nothing else is read, so other problems may show once it is "
        "removed. Remove the link, and copy its target into the folder."
    ),
    wrong="site_src/method.md -> ../../handbook/method.md",
    right="site_src/method.md    (a copy)",
)

WRONG_FILE_KIND: Final = Rule(
    name="wrong-file-kind",
    severity=Severity.ERROR,
    summary="A folder, a named pipe, a socket or a device is where a file belongs, or a file where a folder.",
    explanation=(
        "Whoever reads a named pipe waits until another program writes to it, perhaps for ever, and some "
        "devices have no end. A folder in place of a file is usually the result of unpacking an archive "
        "twice. This applies to everything in seeds/, briefs/, templates/ and site_src/, to mkdocs.yml and "
        "to the working files in .onrecord/. While there is such a thing nothing is read, so other problems "
        "may show once it is removed."
    ),
    wrong="site_src/about.md    (made with mkfifo)",
    right="site_src/about.md    (a file)",
)

NO_HISTORY: Final = Rule(
    name="no-history",
    severity=Severity.WARNING,
    summary="mkdocs.yml asks for the history of the briefings, but git does not have it.",
    explanation=(
        "With `history: true` under `extra:` in mkdocs.yml, each briefing's page says when its YAML was "
        "last edited, and links to the changes if `repo_url` is set. That needs the program git and a full "
        "clone. Services that build sites often fetch only the newest commit; most have a setting for the "
        "depth of the clone. Until then, pages are built without these dates."
    ),
    wrong="extra:\n  history: true    (in a folder that is not a git checkout)",
    right="extra:\n  history: true    (in a full clone)",
)

DOUBTFUL_SETTING: Final = Rule(
    name="doubtful-setting",
    severity=Severity.WARNING,
    summary="A setting in mkdocs.yml is probably a slip, or may publish what does not belong to the site.",
    explanation=(
        "Keys under `extra:` are free, so a misspelt one would be ignored: `serach: false` leaves the search "
        "on. And `!ENV` puts the value of a variable of the machine, which may be a password, into the "
        "settings, most of which are published; only addresses (`site_url`, `repo_url`) are usually set this "
        "way. Correct the name of the key, or write the value itself."
    ),
    wrong="extra:\n  notice: !ENV MY_TOKEN",
    right="extra:\n  notice: A draft.",
)

UNTRUSTED_CODE: Final = Rule(
    name="untrusted-code",
    severity=Severity.ERROR,
    summary="A site that is built with --untrusted has code of its own, or reads the environment.",
    explanation=(
        "mkdocs.yml is a program: hooks, plug-ins, themes, templates, most Markdown extensions and tags such "
        "as `!!python/name:…` run with the rights of whoever builds the site, and `!ENV` puts that one's "
        "variables, perhaps passwords, on pages. A service that builds every proposed change therefore uses "
        "`--untrusted`. It allows what only describes a site: MkDocs' own search, Markdown extensions that "
        "read only their page, the program's templates and theme, words in templates/languages/. Remove the "
        "code, or have somebody who has read it build the site without --untrusted."
    ),
    wrong="hooks:\n  - hooks/figures.py",
    right="hooks: []",
)

PUBLISH: Final = Rule(
    name="publish-warning",
    severity=Severity.ERROR,
    summary="MkDocs, which builds the site from the pages, warned about one of them.",
    explanation=(
        "Usually a page written by hand links to a page, a picture or a heading that does not exist, so the "
        "link would be dead. The message names the page and the link: correct the link, or remove it. Links "
        "between pages name the file in site_src/, with its ending .md, relative to the page with the link. "
        "Another cause: one of your files would be published at the address of a generated page, as "
        "README.md would be at index.html. Rename it, or list it under exclude_docs in mkdocs.yml."
    ),
    wrong="[Who is quoted](actor/index.md)",
    right="[Who is quoted](actors/index.md)",
)

"""Rules of syntax: YAML that cannot be read, or would be read as something else than it says."""

from __future__ import annotations

from typing import Final

from onrecord.problems import Rule, Severity

TAB: Final = Rule(
    name="tab",
    severity=Severity.ERROR,
    summary="A YAML file contains a tab character.",
    explanation=(
        "YAML is indented with spaces; a tab looks the same and means something else, or nothing. "
        "Put two spaces for each level in its place. Most editors can be told to write spaces when the "
        "Tab key is pressed, and to replace all tabs of a file."
    ),
    wrong="source:\n\tfile: ostravia-talks.txt",
    right="source:\n  file: ostravia-talks.txt",
)

BAD_INDENTATION: Final = Rule(
    name="bad-indentation",
    severity=Severity.ERROR,
    summary="A line begins further left or right than the lines that it belongs with.",
    explanation=(
        "In YAML the spaces at the beginning of a line say what the line belongs to. All keys of one group "
        "have to begin in the same column. Move the line until it begins below the others of its group."
    ),
    wrong="""\
source:
    file: ostravia-talks.txt
  publisher: Gulf Herald""",
    right="""\
source:
  file: ostravia-talks.txt
  publisher: Gulf Herald""",
)

UNCLOSED_QUOTE: Final = Rule(
    name="unclosed-quote",
    severity=Severity.ERROR,
    summary="A value begins with a quotation mark, and the closing one is missing.",
    explanation=(
        "Without the closing mark everything that follows becomes part of the value. Put the same mark, "
        "\" or ', behind its last character. The message points to where the value begins; the mark is "
        "usually missing on that line or one of the next."
    ),
    wrong="""\
title: "Ostravia and Velmar: talks resume
date: 2031-05-02""",
    right="""\
title: "Ostravia and Velmar: talks resume"
date: 2031-05-02""",
)

TEXT_AFTER_QUOTE: Final = Rule(
    name="text-after-quote",
    severity=Severity.ERROR,
    summary="A value in quotation marks goes on behind the closing mark.",
    explanation=(
        "YAML takes the second quotation mark as the end of the value, also when it belongs to the text. "
        "Put marks of the other kind around the whole: ' outside when the text has \" inside. "
        "A mark of the same kind can stay inside single quotation marks if it is written twice: ''."
    ),
    wrong="""\
title: "Ana Kresh said "no" to the offer\"""",
    right="""\
title: 'Ana Kresh said "no" to the offer'""",
)

COLON_IN_VALUE: Final = Rule(
    name="colon-in-value",
    severity=Severity.ERROR,
    summary="A value without quotation marks has a colon and a space in it.",
    explanation=(
        "A colon with a space behind it ends a key, so YAML cannot tell where the key ends and where the "
        "value begins. Put straight quotation marks around the whole value."
    ),
    wrong="title: Ana Kresh: no talks before spring",
    right='title: "Ana Kresh: no talks before spring"',
)

SMART_QUOTES: Final = Rule(
    name="smart-quotes",
    severity=Severity.ERROR,
    summary="Typographic quotation marks stand where YAML needs straight ones.",
    explanation=(
        "YAML knows only the straight marks \" and '. Word processors and telephones replace them by curved "
        "ones, which YAML takes for a part of the text. Type straight marks around the value. If the curved "
        "ones belong to the text, keep them and put straight ones around them."
    ),
    wrong="title: “Ana Kresh: no talks before spring”",
    right='title: "Ana Kresh: no talks before spring"',
)

UNQUOTED_HASH: Final = Rule(
    name="unquoted-hash",
    severity=Severity.ERROR,
    summary="A value without quotation marks has a space and a # in it, where YAML would cut it short.",
    explanation=(
        "A # behind a space begins a comment, so the rest of the line would be lost. If the # belongs "
        "to the text, put quotation marks around the whole value. If it begins a comment, write two spaces "
        "before it and one behind it."
    ),
    wrong="title: Velmar objects to article #7 of the treaty",
    right='title: "Velmar objects to article #7 of the treaty"',
)

INVISIBLE_CHARACTER: Final = Rule(
    name="invisible-character",
    severity=Severity.ERROR,
    summary="The text contains a character that cannot be seen, or that changes the direction of writing.",
    explanation=(
        "Such characters come along when text is copied from web pages and documents. A reader would see "
        "other words, or the same words in another order, than the ones that were checked, and a no-break "
        "space at the beginning of a line is not indentation. Delete the character in the column that the "
        "message names; if you cannot get hold of it, type the word and the spaces around it anew. In the "
        "wrong example a zero-width space stands behind 'No'."
    ),
    wrong="passage: No\u200b talks before spring",
    right="passage: No talks before spring",
)

YAML_FEATURE: Final = Rule(
    name="yaml-feature",
    severity=Severity.ERROR,
    summary="A file uses a part of YAML that briefings do without.",
    explanation=(
        "A briefing is plain keys, values and lists, so that everybody can read it. Anchors (&), aliases "
        "(*), tags (!), merge keys (<<), complex keys (?) and directives (%) are refused. Mostly none is "
        "meant: a text just begins with one of these characters, and quotation marks around the whole value "
        "make it a text."
    ),
    wrong="title: !Urgent call for talks",
    right='title: "!Urgent call for talks"',
)

TOO_DEEP: Final = Rule(
    name="nested-too-deep",
    severity=Severity.ERROR,
    summary="Lists and groups stand inside one another more often than any briefing needs.",
    explanation=(
        "A briefing is at most a few levels deep. Many levels come from brackets or hyphens typed or pasted "
        "by mistake. Take out those that are too many."
    ),
    wrong="tags: [[[[[[[[[[[[[[[[[[[[fisheries]]]]]]]]]]]]]]]]]]]]",
    right="tags: [fisheries]",
)

NOT_A_MAPPING: Final = Rule(
    name="not-yaml",
    severity=Severity.ERROR,
    summary="A file is not made of lines of the form 'key: value'.",
    explanation=(
        "A briefing or a register is read by its keys, which stand at the beginning of a line and end in a "
        "colon. Here there is a list or plain text instead; perhaps another file, such as the article, was "
        "saved under this name. Write a key in front of each value, or put the right file in its place."
    ),
    wrong="""\
- Ostravia and Velmar resume talks
- 2031-05-02""",
    right="""\
title: Ostravia and Velmar resume talks
date: 2031-05-02""",
)

YAML_SYNTAX: Final = Rule(
    name="yaml-syntax",
    severity=Severity.ERROR,
    summary="A file cannot be read as YAML.",
    explanation=(
        "Look at the place that the message names, and at the line above it. Frequent causes are a bracket [ "
        "or { that is not closed, a key without its colon, a value that begins with @, ` or %, or a line --- "
        "that begins a second document. Quotation marks around a value make any character in it plain text."
    ),
    wrong="""\
tags: [fisheries, trade
date: 2031-05-02""",
    right="""\
tags: [fisheries, trade]
date: 2031-05-02""",
)

DUPLICATE_KEY: Final = Rule(
    name="duplicate-key",
    severity=Severity.ERROR,
    summary="The same key stands twice in one group.",
    explanation=(
        "Only one of the two values could be used, and the other would be lost without a word. Keep one, or "
        "join them. If the second was meant for another position or actor, the hyphen that begins a new "
        "entry is missing before it."
    ),
    wrong="""\
tags: [fisheries]
tags: [trade]""",
    right="tags: [fisheries, trade]",
)

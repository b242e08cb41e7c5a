"""Identifiers that stay the same wherever the site is published.

A briefing, position or question has a UUID of version 5 (RFC 9562), made from its place on the site:
`briefs/<slug>.html`, with `#<id>` for a position or question. That place changes only with the content. An
article's identifier is the hash of its bytes (RFC 6920).
"""

from __future__ import annotations

import base64
from hashlib import sha1

_NAMESPACE = bytes.fromhex("b59ff205348e47fa876b190f05818e4e")


def entry_urn(slug: str, fragment: str = "") -> str:
    """The identifier of a feed entry for a briefing, or for a position or question in it."""
    return _urn(_place(slug, fragment))


def change_urn(slug: str, fragment: str) -> str:
    """The identifier of a change of position, by the position with the new stance."""
    return _urn(f"change {_place(slug, fragment)}")


def annotation_urn(slug: str, fragment: str) -> str:
    """The identifier of the annotation of a position or question."""
    return _urn(f"annotation {_place(slug, fragment)}")


def feed_urn(path: str, site_name: str) -> str:
    """The identifier of a feed. Every site has a `feed.xml`, so it includes the site's name."""
    return _urn(f"feed {path} of {site_name}")


def article_iri(sha256: str) -> str:
    """The identifier of an article's text: a `ni:` address with the hash of its file."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _place(slug: str, fragment: str) -> str:
    return f"briefs/{slug}.html" + (f"#{fragment}" if fragment else "")


def _urn(name: str) -> str:
    """A UUID of version 5 (RFC 9562, section 5.5), four times as fast as `uuid.uuid5`: there are many."""
    octets = bytearray(sha1(_NAMESPACE + name.encode(), usedforsecurity=False).digest()[:16])
    octets[6] = octets[6] & 0x0F | 0x50  # the version
    octets[8] = octets[8] & 0x3F | 0x80  # the variant
    made = octets.hex()
    return f"urn:uuid:{made[:8]}-{made[8:12]}-{made[12:16]}-{made[16:20]}-{made[20:]}"

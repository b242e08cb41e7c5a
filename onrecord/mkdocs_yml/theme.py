"""Find templates of the theme that use content of other pages."""

from __future__ import annotations

import re

from onrecord.layout import PROGRAM
from onrecord.mkdocs_yml.site import SiteSettings

# The variables that tell a template about other pages or about the day of the build.
_ELSEWHERE = frozenset({"pages", "build_date_utc"})
_MAY_LOOK = re.compile("|".join(sorted(_ELSEWHERE)))
_UPDATED = re.compile(r"\bupdate_date\b")


def asks_for_other_pages(settings: SiteSettings) -> str | None:
    """The first template that uses other pages or the day of the build, as a clause to follow 'because'.

    None if there is no such template.

    Raises:
        OSError: a template cannot be read.
    """
    folder = settings.layout.theme
    if folder == PROGRAM / "templates" / "theme":
        return None  # A test makes sure that none does.
    import jinja2
    from jinja2.meta import find_undeclared_variables

    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), extensions=["jinja2.ext.i18n"]
    )  # as in MkDocs
    assert env.loader is not None
    static = settings.get("theme", "static_templates")
    named = (
        [str(item) for item in static.plain()]
        if static is not None and isinstance(static.data, tuple)
        else []
    )
    for name in env.list_templates(filter_func=lambda name: name.endswith(".html") or name in named):
        try:
            source, filename, _ = env.loader.get_source(env, name)
            if _UPDATED.search(source):
                return f"the theme's template {name} shows the day of the build (update_date)"
            if _MAY_LOOK.search(source):  # Only then parse it, which is slower.
                asked = _ELSEWHERE & find_undeclared_variables(env.parse(source, name, filename))
                if asked:
                    return f"the theme's template {name} asks for {' and '.join(sorted(asked))}"
        except (jinja2.TemplateError, UnicodeDecodeError):
            return f"the theme's template {name} cannot be read"
    return None

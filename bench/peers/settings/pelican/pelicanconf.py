"""The least work for Pelican: no articles, no feeds, no lists; with all its caches."""

PATH = "content"
OUTPUT_PATH = "public"
CACHE_PATH = "cache"
SITENAME = "onrecord"
TIMEZONE = "UTC"
THEME = "theme"

ARTICLE_PATHS: list[str] = []
PAGE_PATHS = [""]
STATIC_PATHS = [""]
PATH_METADATA = r"(?P<slug>.*)\.md"
PAGE_URL = PAGE_SAVE_AS = "{slug}.html"
PAGE_TRANSLATION_ID = None  # Pages of the same name in two folders are not translations of each other.
DIRECT_TEMPLATES: list[str] = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "generator"
CHECK_MODIFIED_METHOD = "mtime"
STATIC_CHECK_IF_MODIFIED = True

MARKDOWN = {
    "extensions": [
        "markdown.extensions.meta",
        "markdown.extensions.attr_list",
        "markdown.extensions.def_list",
    ],
    "output_format": "html5",
}

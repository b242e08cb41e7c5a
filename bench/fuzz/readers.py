"""All readers that are tested."""

from __future__ import annotations

from bench.fuzz import anchoring, articles, published, quotations, saved, settings, yaml_files
from bench.fuzz.running import Reader

READERS: dict[str, Reader] = {
    reader.name: reader
    for reader in (
        yaml_files.READER,
        articles.READER,
        quotations.READER,
        anchoring.READER,
        settings.READER,
        saved.READER,
        published.READER,
    )
}

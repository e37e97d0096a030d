"""What repositories and browsers are told about a bundle; ignored when it is taken in."""

import html
from collections.abc import Sequence
from typing import Final

import msgspec

from ssc_desktop.bundle.header import Header

_CONTEXT: Final = "https://w3id.org/ro/crate/1.2/context"
_PROFILE: Final = "https://w3id.org/ro/crate/1.2"
_TITLE: Final = "Case stories of South-South and triangular cooperation"

File = tuple[str, str, int]
"""Path inside `data/`, media type, size."""


def crate(header: Header, files: Sequence[File]) -> bytes:
    """The RO-Crate 1.2 metadata of the payload."""
    described: list[dict[str, object]] = [
        {"@id": path, "@type": "File", "encodingFormat": media_type, "contentSize": str(size)}
        for path, media_type, size in files
    ]
    graph: list[dict[str, object]] = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _PROFILE},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": _TITLE,
            "description": _sentence(header),
            "datePublished": header.created,
            "identifier": f"urn:uuid:{header.bundle}",
            "license": "As each story's consent says; without one, not for publication.",
            "hasPart": [{"@id": path} for path, _type, _size in files],
        },
        *described,
    ]
    return msgspec.json.format(
        msgspec.json.encode({"@context": _CONTEXT, "@graph": graph}), indent=1
    )


def preview(header: Header) -> bytes:
    """A page without scripts that tells a stranger what lies here."""
    rows = "".join(
        f"<tr><th>{html.escape(name)}</th><td>{html.escape(str(value))}</td></tr>\n"
        for name, value in (
            ("Bundle", header.bundle),
            ("Made", header.created),
            ("Stories and other roots", len(header.roots)),
            ("Saves", header.counts.cuts),
            ("Revisions", header.counts.revisions),
            ("Attachments", header.counts.blobs),
        )
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>{_TITLE}</title></head>\n<body>\n<h1>{_TITLE}</h1>\n"
        f"<table>\n{rows}</table>\n"
        "<p>Open this bundle with SSC Desktop. The text is in <code>revisions/</code>,"
        " one JSON object a line.</p>\n</body>\n</html>\n"
    ).encode()


def _sentence(header: Header) -> str:
    return (
        f"{len(header.roots)} roots with {header.counts.revisions} revisions in"
        f" {header.counts.cuts} signed saves and {header.counts.blobs} attachments,"
        f" made by {header.app}."
    )

"""What repositories and browsers are told about a bundle; ignored when it is taken in."""

import html
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from ssc_desktop.bundle import kinds
from ssc_desktop.bundle.header import Header

_CONTEXT: Final = "https://w3id.org/ro/crate/1.2/context"
_PROFILE: Final = "https://w3id.org/ro/crate/1.2"
_STORIES: Final = "Case stories of South-South and triangular cooperation"
_CALLED: Final = {
    kinds.RECEIPT: "Receipt: what a computer holds",
    kinds.REQUEST: "Request: what a computer asks for",
    kinds.INVITATION: "Invitation to a workshop",
}
"""The first line of what carries no stories."""
_MOST_TITLES: Final = 1000
_LONGEST_TITLE: Final = 200

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
            "name": _called(header),
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


def preview(header: Header, titles: Sequence[str] = ()) -> bytes:
    """A page without scripts that tells a stranger what lies here."""
    title = html.escape(_called(header))
    rows = "".join(
        f"<tr><th>{name}</th><td>{html.escape(str(value))}</td></tr>\n"
        for name, value in _rows(header)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
        f"<title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n"
        f"<table>\n{rows}</table>\n{_listed(titles)}"
        "<p>Open this bundle with SSC Desktop.</p>\n</body>\n</html>\n"
    ).encode()


def _called(header: Header) -> str:
    return _CALLED.get(header.kind, _STORIES)


def _rows(header: Header) -> Iterator[tuple[str, object]]:
    yield "Bundle", header.bundle
    yield "Made", header.created
    if header.part is not None and header.part.of > 1:
        yield "Part", f"{header.part.n} of {header.part.of}"
    if header.kind == kinds.INVITATION:
        yield "Workshop", header.own.get("invitation", {}).get("name", "")
    elif header.kind == kinds.REQUEST:
        yield "Stories and other roots asked for", len(header.own.get("wanted", ()))
        yield "Attachments asked for", len(header.own.get("missing", ()))
    elif header.kind == kinds.RECEIPT:
        yield "Stories and other roots held", len(header.roots)
    else:
        yield "Stories and other roots", len(header.roots)
        yield "Saves", header.counts.cuts
        yield "Revisions", header.counts.revisions
        yield "Attachments", header.counts.blobs
        yield "Pieces of large attachments", header.counts.chunks


def _listed(titles: Sequence[str]) -> str:
    """The stories by name, in their own languages and directions."""
    if not titles:
        return ""
    shown = "".join(
        f'<li dir="auto">{html.escape(title[:_LONGEST_TITLE])}</li>\n'
        for title in sorted(titles)[:_MOST_TITLES]
    )
    more = len(titles) - _MOST_TITLES
    rest = f"<p>And {more} more.</p>\n" if more > 0 else ""
    return (
        f"<h2>Stories</h2>\n<ul>\n{shown}</ul>\n{rest}"
        "<p>Their text is in <code>revisions/</code>, one JSON object a line.</p>\n"
    )


def _sentence(header: Header) -> str:
    if header.kind in _CALLED:
        return f"{_called(header)}; made by {header.app}."
    return (
        f"{len(header.roots)} roots with {header.counts.revisions} revisions in"
        f" {header.counts.cuts} signed saves and {header.counts.blobs} attachments,"
        f" made by {header.app}."
    )

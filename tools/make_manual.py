"""Write the manual as web pages that need no network: `make manual` puts them into dist/manual/.

    python tools/make_manual.py dist/manual

One page for each language holds the chapters that the program carries, with pictures of the real
window; the journeys of `docs/manual/`, in English, are pages of their own.
"""

import html
import re
import shutil
import sys
from pathlib import Path

from markdown_it import MarkdownIt

from ssc_desktop import i18n
from ui.pages.manual_window import keys
from ui.theme.tokens import DARK, LIGHT, Tokens
from ui.viewmodels import manual

ROOT = Path(__file__).parents[1]
JOURNEYS = ROOT / "docs" / "manual"
QUICK_START = ROOT / "docs" / "quick-start"
PICTURES = {
    "first-steps": "three-questions",
    "first-story": "a-story-beside-an-example",
    "one-result": "result",
    "lessons": "lesson",
    "names": "partner",
    "picture-words": "picture-2",
    "missing": "next-gap",
    "status": "complete",
    "practise": "practise",
    "versions": "history",
    "backups-kept": "backups",
    "moving-from": "moving",
    "protects": "protect",
    "forgotten": "door",
    "not-opened": "damaged",
    "finding": "quick-open",
    "leaves": "what-leaves",
    "forms": "form-dialog",
    "needs-you": "needs-you",
}
"""Which step of the scripted journeys is shown at which place of the chapters."""
_OUTSIDE = re.compile(r'<a href="\.\./(?!pictures/)[^"]*">(.*?)</a>')
"""A way to documents that are not among these pages."""


def main(target: Path) -> None:
    """Write every page anew."""
    shutil.rmtree(target, ignore_errors=True)
    (target / "journeys").mkdir(parents=True)
    for pictures in (JOURNEYS / "pictures", ROOT / "docs" / "pictures"):
        shutil.copytree(pictures, target / "pictures", dirs_exist_ok=True)
    if QUICK_START.is_dir():
        shutil.copytree(QUICK_START, target / "quick-start")
    (target / "style.css").write_text(_style(), encoding="utf-8")
    for language in i18n.LANGUAGES:
        i18n.use(language)
        (target / f"{language}.html").write_text(_chapters(language), encoding="utf-8")
    for source in sorted(JOURNEYS.glob("*.md")):
        name = "index.html" if source.stem == "README" else f"{source.stem}.html"
        (target / "journeys" / name).write_text(_journey(source), encoding="utf-8")
    (target / "index.html").write_text(_front(), encoding="utf-8")


def _page(title: str, body: str, *, language: str = "en", up: str = "") -> str:
    direction = "rtl" if i18n.is_right_to_left(language) else "ltr"
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)} – SSC Desktop</title>"
        f'<link rel="stylesheet" href="{up}style.css"></head><body>{body}</body></html>\n'
    )


def _languages(here: str = "", up: str = "") -> str:
    return " · ".join(
        f"<b>{name}</b>" if code == here else f'<a href="{up}{code}.html" lang="{code}">{name}</a>'
        for code, name in i18n.LANGUAGES.items()
    )


def _chapters(language: str) -> str:
    sections = manual.sections(language)
    contents = "".join(
        f'<li><a href="#{one.anchor}">{html.escape(one.title)}</a></li>'
        for one in sections
        if one.is_chapter
    )
    listed = keys()
    said = "".join(_section(one, listed, language) for one in sections)
    sheet = f"quick-start/quick-start-{language}.pdf"
    quick = (
        f'<p><a href="{sheet}">PDF</a></p>' if (QUICK_START / Path(sheet).name).is_file() else ""
    )
    return _page(
        sections[0].title,
        f"<nav><p>{_languages(language)}</p>{quick}<ol>{contents}</ol></nav><main>{said}</main>",
        language=language,
    )


def _section(one: manual.Section, keys: tuple[tuple[str, str], ...], language: str) -> str:
    said = manual.rich_text((one,), keys)
    level = "h1" if one.is_chapter else "h2"
    heading, end = f'<p class="{level}"><a name="{one.anchor}"></a>', "</p>"
    if not said.startswith(heading):
        raise ValueError(f"{one.anchor}: a heading that this does not know")
    title, rest = said.removeprefix(heading).split(end, 1)
    return f'<{level} id="{one.anchor}">{title}</{level}>{_picture(one, language)}{rest}'


def _picture(one: manual.Section, language: str) -> str:
    step = PICTURES.get(one.anchor)
    looks = ("ar-dark", "en-light") if language == "ar" else ("en-light",)
    for look in looks:
        name = f"{step}-{look}.png"
        if step and (JOURNEYS / "pictures" / name).is_file():
            return f'<img src="pictures/{name}" alt="{html.escape(one.title)}">'
    return ""


def _journey(source: Path) -> str:
    written = MarkdownIt("commonmark").enable("table").render(source.read_text(encoding="utf-8"))
    body = written.replace('src="pictures/', 'src="../pictures/').replace('.md"', '.html"')
    body = _OUTSIDE.sub(r"\1", body).replace('"README.html"', '"index.html"')
    title = source.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")
    back = "" if source.stem == "README" else '<p><a href="index.html">All journeys</a></p>'
    nav = f"<nav><p>{_languages(up='../')}</p>{back}</nav>"
    return _page(title, f"{nav}<main>{body}</main>", up="../")


def _front() -> str:
    sheets = "".join(
        f'<li lang="{code}"><a href="quick-start/quick-start-{code}.pdf">{name}</a></li>'
        for code, name in i18n.LANGUAGES.items()
    )
    body = (
        "<main><h1>SSC Desktop</h1><h2>The manual</h2>"
        f"<p>{_languages()}</p>"
        '<h2>Journey by journey</h2><p><a href="journeys/index.html">With pictures, in English</a>'
        f"</p><h2>Quick start: one page to print</h2><ul>{sheets}</ul></main>"
    )
    return _page("Manual", body)


def _style() -> str:
    return (
        _colours(LIGHT)
        + "@media(prefers-color-scheme:dark){"
        + _colours(DARK)
        + "}"
        + """
body{margin:0;display:flex;flex-wrap:wrap;background:var(--window);color:var(--text);
 font:17px/1.6 Inter,"IBM Plex Sans Arabic",system-ui,sans-serif}
nav{box-sizing:border-box;flex:0 0 17rem;padding:1.5rem;font-size:.9rem}
main{box-sizing:border-box;flex:1 1 30rem;max-width:46rem;padding:1.5rem 2rem 6rem;
 background:var(--surface);min-height:100vh}
h1{margin:3rem 0 1rem;font-size:1.7rem;line-height:1.25}h1:first-child{margin-top:0}
h2{margin:2rem 0 .5rem;font-size:1.2rem}a{color:var(--accent)}
img{max-width:100%;border:1px solid var(--line);border-radius:8px;margin:.5rem 0}
code{background:var(--chip);border-radius:4px;padding:0 .3em;font-size:.92em}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid var(--line);
 padding:.4em .6em;text-align:start;vertical-align:top}
@media print{nav{display:none}main{max-width:none;padding:0}h1{break-before:page}
 h1:first-child{break-before:auto}img{max-height:9cm}}
"""
    )


def _colours(tokens: Tokens) -> str:
    names = ("window", "surface", "text", "line", "chip", "accent")
    return ":root{" + "".join(f"--{name}:{getattr(tokens, name)};" for name in names) + "}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The licences of the program and of everything that comes with it."""

from ssc_desktop import paths, program

_TEXTS = "licences.txt"


def text() -> str:
    """All of them, one after the other, in the languages of their authors.

    A packaged program brings the page that its build wrote (`tools/shipped.py`). Where pip brought
    the libraries, their licences lie beside them, and ours are told alone.
    """
    folder = program.installed_files()
    if folder is not None:
        return (folder / _TEXTS).read_text(encoding="utf-8")
    ours = sorted((paths.bundled("resources") / "licences").iterdir())
    return "\n\n".join(f"{path.name}\n\n{path.read_text(encoding='utf-8')}" for path in ours)

"""Microsoft Word on Windows, driven through its automation server from PowerShell.

Nothing here runs anywhere else, and no test runs it: what the tests see is that it finds nothing
where there is no Windows. `docs/word-checks.md` says how a person tries it.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

_SCRIPT = """
$ErrorActionPreference = 'Stop'
$before = @(Get-Process WINWORD -ErrorAction SilentlyContinue | ForEach-Object { $_.Id })
$word = New-Object -ComObject Word.Application
$now = @(Get-Process WINWORD | ForEach-Object { $_.Id })
$mine = @($now | Where-Object { $before -notcontains $_ })
Set-Content -LiteralPath $env:SSC_PROCESS -Value ($mine -join ' ')
try {
  $word.Visible = $false
  $word.DisplayAlerts = 0
  $word.AutomationSecurity = 3
  $document = $word.Documents.Open($env:SSC_DOCUMENT, $false, $true, $false)
  $pdf = 17; $whole = 0; $headings = 1
  $document.ExportAsFixedFormat($env:SSC_PDF, $pdf, $false, 0, $whole, 1, 1, 0, $true, $true,
    $headings, $true, $true, $false)
  $document.Close($false)
} finally {
  $word.Quit($false)
}
"""
"""Opens one document without asking, without macros, for reading only, and writes its pages.

The last arguments ask for document properties, headings as outline, and tags.
"""


def installed() -> Path | None:
    """Where Word is, on Windows; None elsewhere and where it is not."""
    if not shutil.which("powershell"):
        return None
    found = registered(r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\Winword.exe")
    return Path(found) if found and Path(found).is_file() else None


def registered(key: str) -> str:
    """The default value of a key of the registry, of this person or the machine; "" for none."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - of Windows alone

        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
                with (
                    contextlib.suppress(OSError),
                    winreg.OpenKey(root, key, 0, winreg.KEY_READ | view) as opened,
                ):
                    return str(winreg.QueryValueEx(opened, "")[0]).strip('"')
    return ""


@contextlib.contextmanager
def watched(folder: Path) -> Iterator[tuple[Sequence[str], dict[str, str]]]:
    """The command that drives Word, and its variables; what it leaves running is ended.

    Word is no child of ours: the server of the system starts it. So the script notes which process
    is the new one.
    """
    noted = folder / "word.txt"
    script = folder / "pages.ps1"
    script.write_text(_SCRIPT, encoding="utf-8")
    command = (
        shutil.which("powershell") or "powershell",
        "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", str(script),
    )  # fmt: skip
    try:
        yield command, {**os.environ, "SSC_PROCESS": str(noted)}
    finally:
        if noted.is_file():
            for number in noted.read_text(encoding="utf-8").split():
                end_tree(int(number))


def places(document: Path) -> dict[str, str]:
    """The variables that name the document and its pages: no path stands in a command line."""
    return {"SSC_DOCUMENT": str(document), "SSC_PDF": str(document.with_suffix(".pdf"))}


def end_tree(process: int) -> None:
    """End a process of Windows with all it has started; nothing where it is gone already."""
    command = shutil.which("taskkill") or "taskkill"
    with contextlib.suppress(OSError):
        subprocess.run(  # noqa: S603 - a program of the system, by its full path
            [command, "/PID", str(process), "/T", "/F"], capture_output=True, check=False
        )

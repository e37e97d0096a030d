"""Documents as people send them: written with another library, as Word and Google Docs would."""

from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn


def table(document: Any, rows: list[tuple[str, ...]]) -> Any:
    """A table of plain texts."""
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return made


def form_of_2010(path: Path) -> Path:
    """A table `Field | Answer` as the forms of 2010 were filled in."""
    document = docx.Document()
    document.add_heading("South-South case story", 0)
    table(
        document,
        [
            ("Field", "Answer"),
            ("Case story title", "Rice growers learn from each other"),
            ("Country(ies)", "Provider: Brazil, Cuba\nRecipient: Mozambique"),
            ("Organization(s)", "EMBRAPA; Ministry of Agriculture of Mozambique"),
            ("Overview", "Farmers visited farms.\nThey took seeds home & planted them <early>."),
            ("Duration", "March 2008 – 2011"),
            ("Budget", "US$ 1.2 million from the fund"),
            ("Key lessons", "Visits teach more than papers.\nSeeds need care."),
            ("Contact person", "Ana Souza, EMBRAPA, ana.souza@example.org, +55 61 3448 4433"),
            ("Favourite colour", "Green"),
        ],
    )
    document.save(str(path))
    return path


def numbered_french(path: Path) -> Path:
    """No. | Rubrique | Réponse, in French, with a line that spans the table."""
    document = docx.Document()
    made = table(
        document,
        [
            ("N°", "Rubrique", "Réponse"),
            ("A. Identification", "", ""),
            ("1", "Titre du cas", "Des banques de lait"),
            ("2", "Pays fournisseur", "Brésil"),
            ("3", "Pays bénéficiaire", "Guatemala et Équateur"),
            ("4", "Durée", "de mars 2011 à décembre 2014"),
            ("5", "Budget total", "1 250 000 euros"),
            ("6", "Secteur", "Santé"),
            ("7", "Le problème", "Trop de nouveau-nés meurent."),
        ],
    )
    made.rows[1].cells[0].merge(made.rows[1].cells[2])
    document.save(str(path))
    return path


def headings(path: Path) -> Path:
    """A story under headings, numbered, with a bold line and “Label: text” among them."""
    document = docx.Document()
    document.add_heading("Gardens for Haiti", 0)
    document.add_paragraph("A story told by those who dug.")
    document.add_heading("1. Background and challenge", 1)
    document.add_paragraph("After the earthquake food was dear.")
    paragraph = document.add_paragraph("Families had ")
    paragraph.add_run("no seeds").bold = True
    paragraph.add_run(" and no tools.")
    document.add_heading("2. What was done", 1)
    document.add_paragraph("Seeds were given out", style="List Bullet")
    document.add_paragraph("Neighbours taught neighbours", style="List Bullet")
    document.add_paragraph().add_run("Lessons learned").bold = True
    document.add_paragraph("Seeds first, training at once.", style="List Number")
    document.add_paragraph("Schools carry it on.", style="List Number")
    document.add_paragraph("Duration: 2005 to 2012")
    document.add_heading("Our holidays", 1)
    document.add_paragraph("We also went to the sea.")
    document.save(str(path))
    return path


def arabic(path: Path) -> Path:
    """A table in Arabic, and a heading."""
    document = docx.Document()
    table(
        document,
        [
            ("الحقل", "الإجابة"),
            ("العنوان", "تعلّم المزارعين من بعضهم"),
            ("البلد المقدم", "المغرب"),
            ("البلد المستفيد", "السنغال"),
            ("المدة", "٢٠٠٨ – ٢٠١١"),
            ("الميزانية", "غير معروف"),
        ],
    )
    document.add_heading("الدروس المستفادة", 1)
    document.add_paragraph("الزيارات تعلّم أكثر من الورق.")
    document.save(str(path))
    return path


def as_google_docs(path: Path) -> Path:
    """The story under headings with every run in a control, as Google Docs exports it."""
    headings(path)
    document = docx.Document(str(path))
    for run in list(document.element.body.iter(qn("w:r"))):
        control = parse_xml(
            f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="goog_rdk_0"/></w:sdtPr>'
            "<w:sdtContent/></w:sdt>"
        )
        run.getparent().replace(run, control)
        control.find(qn("w:sdtContent")).append(run)
    document.save(str(path))
    return path


def reviewed(path: Path) -> Path:
    """Somebody has corrected the text with tracked changes, remarked on it, and hidden a note."""
    document = docx.Document()
    document.add_heading("Overview", 1)
    paragraph = document.add_paragraph("Farmers ")
    _tracked(paragraph, "del", "went to")
    _tracked(paragraph, "ins", "visited")
    last = paragraph.add_run(" farms in Brazil.")
    hidden = paragraph.add_run(" Nobody must see this.")
    hidden.font.hidden = True
    document.add_comment([last], "Which farms?", author="Bo", initials="B")
    document.save(str(path))
    return path


def _tracked(paragraph: Any, kind: str, text: str) -> None:
    change = OxmlElement(f"w:{kind}")
    change.set(qn("w:id"), "90")
    change.set(qn("w:author"), "Ana")
    run = OxmlElement("w:r")
    said = OxmlElement("w:delText" if kind == "del" else "w:t")
    said.text = text
    run.append(said)
    change.append(run)
    paragraph._p.append(change)  # noqa: SLF001 - the library offers no other way

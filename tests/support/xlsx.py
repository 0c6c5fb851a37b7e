"""XLSX files made by hand: what no writer of tables would make."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMED = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
LAST_CELL = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'


def workbook(rows: str, *, strings: str = "", before: str = "") -> bytes:
    """A file with one sheet of these rows, as XML."""
    sheet = f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    tab = f'<sheets><sheet name="S" sheetId="1" xmlns:q="{OFFICE}" q:id="rId7"/></sheets>'
    related = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in (
            ("rId7", "worksheet", "/xl/worksheets/one.xml"),
            ("rId8", "sharedStrings", "sharedStrings.xml"),
        )
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}">{tab}</workbook>')
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>',
        )
        package.writestr("xl/worksheets/one.xml", sheet)
        package.writestr("xl/SharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
    return file.getvalue()

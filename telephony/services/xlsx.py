"""The first sheet of an XLSX file as rows of text, read within bounds that the file cannot choose.

An XLSX is XML in a zip. A kilobyte of it can name a cell in the last row of the last column, or unpack to gigabytes;
a reader that makes the whole rectangle, or the whole tree, takes the process of all companies down with it. Here rows
are handed on as they are met, with the cells that are filled, and all that costs memory or time is counted.

Written after ECMA-376, part 1, 18.3 (worksheets) and 18.4 (shared strings). Numbers that mean dates stay numbers.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

MAX_COLUMNS = 200  # what stands further to the right is no part of a table that we know
MAX_UNPACKED_BYTES = 128 * 1024 * 1024  # of the parts that are read
MAX_ELEMENTS = 3_000_000  # 100,000 rows of ten cells have two million; some 5 seconds of one core
MAX_CHARACTERS = 32_000_000
_CHUNK_BYTES = 64 * 1024
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


class XlsxUnreadableError(ValueError):
    """This is no XLSX file, or a broken one."""


class XlsxTooLargeError(ValueError):
    """Reading it would take more than a table of people or numbers can need."""


def first_sheet(data: bytes) -> Iterator[list[str]]:
    """Rows of the first sheet from the top; rows without cells may be left out."""
    with _problems():
        archive = zipfile.ZipFile(io.BytesIO(data))
        package = _Package(archive)
        relations = _Relations(package.budget)
        package.read(_RELATIONS, relations)
        workbook = _Workbook(package.budget)
        package.read(_WORKBOOK, workbook)
        strings = _SharedStrings(package.budget)
        if relations.shared_strings:
            package.read(_path(relations.shared_strings), strings)
        name = [tab for tab in workbook.sheets if tab in relations.worksheets][0]  # noqa: RUF015 - none: no such part
        sheet = _Sheet(package.budget, strings.found)
        for _part in package.parts(_path(relations.worksheets[name]), sheet):
            yield from sheet.taken()


@contextmanager
def _problems() -> Iterator[None]:
    """Say in one word what the readers of zip and XML say in many."""
    try:
        yield
    except XlsxTooLargeError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        SAXException,
        DefusedXmlException,  # entities, document types
        NotImplementedError,  # a way to pack that is not known
        RuntimeError,  # a password
        LookupError,  # parts or sheets that are missing, indexes that lead nowhere
        ValueError,
        OSError,
    ) as error:
        raise XlsxUnreadableError from error


class _Budget:
    """What reading one file has cost."""

    def __init__(self) -> None:
        self._elements = self._characters = self._bytes = 0

    def element(self) -> None:
        """One more element."""
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise XlsxTooLargeError

    def text(self, count: int) -> None:
        """So many characters more are kept."""
        self._characters += count
        if self._characters > MAX_CHARACTERS:
            raise XlsxTooLargeError

    def unpacked(self, count: int) -> None:
        """So many bytes more have been unpacked."""
        self._bytes += count
        if self._bytes > MAX_UNPACKED_BYTES:
            raise XlsxTooLargeError


class _Package:
    """The parts of the file by name, whatever their case."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.budget = _Budget()
        self._archive = archive
        self._names = {name.lower(): name for name in archive.namelist()}

    def read(self, name: str, handler: ContentHandler) -> None:
        """Hand a whole part to `handler`."""
        for _part in self.parts(name, handler):
            pass

    def parts(self, name: str, handler: ContentHandler) -> Iterator[None]:
        """Hand a part to `handler`, with a stop after each piece of it."""
        parser = make_parser()
        parser.forbid_dtd = True
        parser.setContentHandler(handler)
        with self._archive.open(self._names[name.lower()]) as stream:
            for chunk in self._chunks(stream):
                parser.feed(chunk)
                yield
        parser.close()
        yield

    def _chunks(self, stream: IO[bytes]) -> Iterator[bytes]:
        while chunk := stream.read(_CHUNK_BYTES):
            self.budget.unpacked(len(chunk))
            yield chunk


def _path(target: str) -> str:
    """A part that the workbook names, from the root of the file."""
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _local(name: str) -> str:
    """The name of an element or attribute without its prefix."""
    return name.rpartition(":")[2]


def _attribute(attributes: AttributesImpl, name: str) -> str:
    return next((attributes[key] for key in attributes.getNames() if _local(key) == name), "")


class _Handler(ContentHandler):
    """Counts elements; what is inside is told by local names."""

    def __init__(self, budget: _Budget) -> None:
        super().__init__()
        self._budget = budget

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        """An element begins."""
        self._budget.element()
        self.begin(_local(name), attrs)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        """An element ends."""
        self.end(_local(name))

    def begin(self, name: str, attributes: AttributesImpl) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""


class _Relations(_Handler):
    """Which parts the workbook leads to: sheets by the id of the relation."""

    def __init__(self, budget: _Budget) -> None:
        super().__init__(budget)
        self.worksheets: dict[str, str] = {}
        self.shared_strings = ""

    def begin(self, name: str, attributes: AttributesImpl) -> None:
        """Keep a relation."""
        if name != "Relationship":
            return
        kind = _attribute(attributes, "Type").rpartition("/")[2]
        target = _attribute(attributes, "Target")
        if kind == "worksheet":
            self.worksheets[_attribute(attributes, "Id")] = target
        elif kind == "sharedStrings":
            self.shared_strings = target


class _Workbook(_Handler):
    """Ids of the relations of sheets, in the order of their tabs."""

    def __init__(self, budget: _Budget) -> None:
        super().__init__(budget)
        self.sheets: list[str] = []

    def begin(self, name: str, attributes: AttributesImpl) -> None:
        """Keep a tab."""
        if name == "sheet":
            self.sheets.append(_attribute(attributes, "id"))


class _Texts(_Handler):
    """Collects what stands in `<t>`, whatever its letters look like; how it is read aloud (`<rPh>`) is left out."""

    text_elements = frozenset({"t"})

    def __init__(self, budget: _Budget) -> None:
        super().__init__(budget)
        self._pieces: list[str] = []
        self._listens = self._aloud = False

    def begin(self, name: str, attributes: AttributesImpl) -> None:
        """Listen to text from here."""
        if name == "rPh":
            self._aloud = True
        self._listens = name in self.text_elements and not self._aloud

    def end(self, name: str) -> None:
        """Listen no more."""
        self._listens = False
        if name == "rPh":
            self._aloud = False

    def characters(self, content: str) -> None:
        """A piece of text."""
        if self._listens:
            self._budget.text(len(content))
            self._pieces.append(content)

    def collected(self) -> str:
        """The text since it was last asked for."""
        text = "".join(self._pieces).strip()
        self._pieces.clear()
        return text


class _SharedStrings(_Texts):
    """The texts that cells name by their index."""

    def __init__(self, budget: _Budget) -> None:
        super().__init__(budget)
        self.found: list[str] = []

    def end(self, name: str) -> None:
        """Keep a text."""
        super().end(name)
        if name == "si":
            self.found.append(self.collected())


class _Sheet(_Texts):
    """The rows of a sheet, to be taken as they come."""

    text_elements = frozenset({"t", "v"})

    def __init__(self, budget: _Budget, strings: list[str]) -> None:
        super().__init__(budget)
        self._strings = strings
        self._rows: list[list[str]] = []
        self._row: list[str] = []
        self._column = 0
        self._kind = ""

    def taken(self) -> list[list[str]]:
        """The rows since it was last asked for."""
        rows, self._rows = self._rows, []
        return rows

    def begin(self, name: str, attributes: AttributesImpl) -> None:
        """A row or a cell begins."""
        super().begin(name, attributes)
        if name == "row":
            self._row, self._column = [], 0
        elif name == "c":
            self._column = _column(attributes.get("r", "")) or self._column + 1
            self._kind = attributes.get("t", "n")

    def end(self, name: str) -> None:
        """Keep a row or a cell."""
        super().end(name)
        if name == "c":
            self._keep(self._value(self.collected()))
        elif name == "row" and self._row:
            self._rows.append(self._row)

    def _keep(self, value: str) -> None:
        if value and self._column <= MAX_COLUMNS:
            missing = self._column - len(self._row)
            self._row.extend([""] * missing)
            self._row[self._column - 1] = value

    def _value(self, text: str) -> str:
        if not text:
            return ""
        if self._kind == "s":
            shared = self._strings[int(text)]
            self._budget.text(len(shared))
            return shared
        if self._kind == "b":
            return str(text == "1")
        return _number(text) if self._kind == "n" else text


def _column(reference: str) -> int:
    """`C7` is in column 3; 0 when it does not say."""
    column = 0
    for letter in reference.upper():
        if not "A" <= letter <= "Z" or column > MAX_COLUMNS:
            break
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _number(text: str) -> str:
    """Excel keeps `200` as 200.0, and a telephone number as 7.4951234567E10."""
    value = float(text)
    return str(int(value)) if value.is_integer() else str(value)

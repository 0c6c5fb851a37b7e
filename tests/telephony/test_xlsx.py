"""XLSX files: read as Excel means them, and within bounds that they cannot choose."""

import io
import tracemalloc

import pytest
import xlsxwriter

from telephony.services import xlsx
from telephony.services.xlsx import XlsxTooLargeError, XlsxUnreadableError, first_sheet
from tests.support.xlsx import LAST_CELL, NAMED, workbook

MOST_MEMORY = 64 * 1024 * 1024


def rows_of(data: bytes) -> list[list[str]]:
    return list(first_sheet(data))


class TestReading:
    """What cells mean."""

    def test_a_file_of_a_writer_is_read(self):
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet("Люди")
            sheet.write_row(0, 0, ["Имя", "Номер", "Доля", "Да", "Сумма"])
            sheet.write_row(2, 1, [79161234567, 0.5, True])
            sheet.write_formula(2, 4, "=1+1", value=2)
            sheet.write_rich_string(2, 0, book.add_format({"bold": True}), "Ан", "на")
            book.add_worksheet("Прочее").write_row(0, 0, ["not read"])
        assert rows_of(file.getvalue()) == [
            ["Имя", "Номер", "Доля", "Да", "Сумма"],
            ["Анна", "79161234567", "0.5", "True", "2"],
        ]

    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            ('<c r="A1"><v>7.4951234567E10</v></c>', "74951234567"),
            ('<c r="A1" t="str"><f>A2</f><v> text </v></c>', "text"),
            ('<c r="A1" t="s"><v>0</v></c>', "shared"),
            ("<c><v>200.0</v></c>", "200"),
            ('<x:c xmlns:x="m" r="A1"><x:v>5</x:v></x:c>', "5"),
        ],
    )
    def test_cells(self, cell, value):
        strings = "<si><t>shared</t><rPh><t>aloud</t></rPh></si>"
        assert rows_of(workbook(f"<row>{cell}</row>", strings=strings)) == [[value]]

    def test_cells_that_are_left_out_keep_the_place_of_others(self):
        row = '<row r="1"><c r="B1"><v>1</v></c><c><v>2</v></c><c r="E1"><v>3</v></c></row>'
        assert rows_of(workbook(row)) == [["", "1", "2", "", "3"]]

    @pytest.mark.parametrize(
        "data",
        [
            b"PK\x03\x04 not a workbook",
            workbook("<row><c></row>"),
            workbook('<row><c t="s"><v>99</v></c></row>'),
            workbook("<row><c><v>seven</v></c></row>"),
            workbook(NAMED)[:-40],
        ],
    )
    def test_broken_files(self, data):
        with pytest.raises(XlsxUnreadableError):
            rows_of(data)

    def test_entities_are_not_followed(self):
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        cell = '<row><c t="str"><v>&b;</v></c></row>'
        with pytest.raises(XlsxUnreadableError):
            rows_of(workbook(cell, before=bomb))


class TestBounds:
    """A small file cannot take the process with it."""

    @pytest.fixture(autouse=True)
    def _memory_is_measured(self):
        tracemalloc.start()
        yield
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < MOST_MEMORY

    def test_a_stray_cell_in_the_last_corner_costs_nothing(self):
        """A reader of rectangles asked for 512 GB here, and the process was gone."""
        assert rows_of(workbook(NAMED + LAST_CELL)) == [["name"]]

    def test_a_row_far_down_is_the_next_row(self):
        far = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
        assert rows_of(workbook(NAMED + far)) == [["name"], ["1"]]

    def test_a_part_that_unpacks_to_too_much(self, monkeypatch):
        monkeypatch.setattr(xlsx, "MAX_UNPACKED_BYTES", 1024 * 1024)
        with pytest.raises(XlsxTooLargeError):
            rows_of(workbook(NAMED + " " * 2 * 1024 * 1024))

    @pytest.mark.parametrize(
        ("rows", "strings"),
        [("<row/>" * 2000, ""), ("<row>" + "<c/>" * 2000 + "</row>", ""), ("", "<si/>" * 2000)],
    )
    def test_too_many_elements(self, monkeypatch, rows, strings):
        monkeypatch.setattr(xlsx, "MAX_ELEMENTS", 1000)
        with pytest.raises(XlsxTooLargeError):
            rows_of(workbook(rows, strings=strings))

    def test_a_text_that_is_too_long(self, monkeypatch):
        monkeypatch.setattr(xlsx, "MAX_CHARACTERS", 100_000)
        cell = f'<row><c t="str"><v>{"A" * 200_000}</v></c></row>'
        with pytest.raises(XlsxTooLargeError):
            rows_of(workbook(cell))

    def test_a_text_that_many_cells_share_counts_each_time(self, monkeypatch):
        monkeypatch.setattr(xlsx, "MAX_CHARACTERS", 100_000)
        cells = '<c t="s"><v>0</v></c>' * 100
        with pytest.raises(XlsxTooLargeError):
            rows_of(workbook(f"<row>{cells}</row>", strings=f"<si><t>{'A' * 5000}</t></si>"))

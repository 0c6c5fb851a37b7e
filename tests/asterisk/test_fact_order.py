"""In which order facts are written: half a row of a table would mean everybody."""

from telephony.asterisk.fact_store import order_of_removal, order_of_writing

ROW = ["override/1", "override/1/called", "override/1/callers", "overrides", "number/200"]


def test_a_row_is_written_after_its_parts_and_a_number_after_all():
    written = order_of_writing(ROW)
    assert written.index("override/1/called") < written.index("override/1")
    assert written.index("override/1") < written.index("overrides")
    assert written[-1] == "number/200"


def test_a_row_goes_before_its_parts():
    gone = order_of_removal(ROW)
    assert gone.index("override/1") < gone.index("override/1/called")

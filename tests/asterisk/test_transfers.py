"""Transfers made by the phones themselves (REFER, RFC 3515; Replaces, RFC 3891)."""

from tests.asterisk.test_calls import connect, talk


def test_a_blind_transfer_joins_the_caller_and_the_third_person(phones, trace):
    anna, boris, vera = phones("acme+200"), phones("acme+201"), phones("acme+202")
    call, at_boris = connect(anna, boris)

    at_boris.do("transfer", to="202")
    at_vera = vera.incoming().answer()

    at_boris.ended()
    talk(call, at_vera)
    call.hang_up()
    at_vera.ended()
    trace("blind")


def test_the_caller_too_may_transfer_blindly(phones, trace):
    anna, boris, vera = phones("acme+200"), phones("acme+201"), phones("acme+202")
    call, at_boris = connect(anna, boris)

    call.do("transfer", to="202")
    at_vera = vera.incoming().answer()

    call.ended()
    talk(at_boris, at_vera)
    at_vera.hang_up()
    trace("blind_by_caller")


def test_a_blind_transfer_to_somebody_busy_is_told_to_the_caller(phones, trace):
    anna, boris, vera = phones("acme+200"), phones("acme+201"), phones("acme+202")
    vera.refuses(486)
    call, at_boris = connect(anna, boris)

    at_boris.do("transfer", to="202")

    at_boris.ended()
    call.hears_something()
    call.ended()
    trace("blind_busy")


def test_a_blind_transfer_to_a_number_of_nobody_is_said_and_ends_the_call(phones):
    anna, boris = phones("acme+200"), phones("acme+201")
    call, at_boris = connect(anna, boris)

    at_boris.do("transfer", to="299")

    call.hears_something()
    call.ended()


def test_an_attended_transfer_joins_the_two_others(phones, trace):
    anna, boris, vera = phones("acme+200"), phones("acme+201"), phones("acme+202")
    call, at_boris = connect(anna, boris)
    at_boris.do("hold")
    question, at_vera = connect(boris, vera, "202")

    at_boris.do("transfer_attended", other=question.number)

    at_boris.ended()
    question.ended()
    talk(call, at_vera)
    assert at_vera.told_identity("200")
    assert call.told_identity("202")
    call.hang_up()
    at_vera.ended()
    trace("attended")


def test_a_transfer_may_be_completed_while_the_third_phone_still_rings(phones, trace):
    anna, boris, vera = phones("acme+200"), phones("acme+201"), phones("acme+202")
    call, at_boris = connect(anna, boris)
    at_boris.do("hold")
    question = boris.call("202").ringing()
    at_vera = vera.incoming()

    at_boris.do("transfer_attended", other=question.number)
    at_boris.ended()
    at_vera.answer()

    talk(call, at_vera)
    call.hang_up()
    trace("attended_ringing")

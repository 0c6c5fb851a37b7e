"""How large a flow may be, and how far one call may go in flows. Pure; the node keeps to the same numbers."""

DOCUMENT_FORMAT = 1
ELEMENTS_MAX = 500
BYTES_MAX = 200_000  # of the document as JSON in UTF-8
LEVEL_MAX = 99

HOPS_MAX = 1000  # elements that one call may enter, in all flows together; a chain of a whole flow fits twice
DEPTH_MAX = 10  # flows inside each other, the first one counted
NEXT_DIGIT_SECONDS = 3  # after a digit of a number that a caller dials, until it is taken as it is

"""The C library's own matcher, which Asterisk's REGEX() uses: regcomp(REG_EXTENDED | REG_NOSUB) and regexec."""

import ctypes

_REG_EXTENDED, _REG_NOSUB = 1, 8
_SIZE_OF_REGEX_T = 256  # 64 bytes in glibc; more does not harm

_libc = ctypes.CDLL(None)


def matches(expression: str, text: str) -> bool:
    """Whether `expression` is found in `text`; raises ValueError when it cannot be compiled."""
    compiled = ctypes.create_string_buffer(_SIZE_OF_REGEX_T)
    if _libc.regcomp(compiled, expression.encode(), _REG_EXTENDED | _REG_NOSUB) != 0:
        raise ValueError(f"regcomp refuses {expression!r}")
    try:
        return _libc.regexec(compiled, text.encode(), 0, None, 0) == 0
    finally:
        _libc.regfree(compiled)

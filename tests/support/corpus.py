"""Texts that whoever writes a form may send, and what must never come of them on a node."""

CORPUS = {
    "quotes": 'O\'Brien "the" `boss`',
    "substitution": "${SHELL(id)}",
    "expression": "$[1 + 1]",
    "comment": "one;two",
    "lines": "one\ntwo\r\nsame => n,System(id)",
    "null": "a\x00b",
    "escape": "a\x1b[31mb",
    "separators": "a\u2028b\u202eb",
    "markup": "<script>alert(1)</script>",
    "emoji": "Семья 👩‍👩‍👦 🇷🇺",
    "long": "x" * 5000,
    "digits": "7" * 5000,
    "section": "[section](!)",
    "include": '#include "/etc/passwd"',
    "arguments": "a,b|c&d~e^f:g",
    "host": "sip:1@evil.example",
    "host alone": "79161234567@evil.example",
    "tech prefix": "1234#79161234567",
    "channel": "PJSIP/acme+200&Local/112@outgoing",
    "header": "<sip:1@x>;tag=1\r\nX-Evil: 1",
    "spaces": "   ",
    "path": "../../etc/passwd",
    "template": "{{7*7}}{number}{number}",
    "wide digits": "\uff17\u0664\u0669\u0665",
    "formula": "=cmd|' /C calc'!A0",
    "sql": "'; DROP TABLE telephony_trunk;--",
}
# For fields that are a language of their own.
PATTERNS = {
    "explodes": "(a+)+$",
    "explodes in digits": "(([0-9]*)*)*",
    "many repeats": "[0-9]{1,9}" * 8,
    "endless": r"\d{1,99999}",
    "look": "(?=7).*",
    "back": r"(7)\1",
}
# What would be more than text on a node: in facts, rows, and the dialplan that reads them.
DANGEROUS = ("${", "$[", "\n", "\r", "\x00", "\x1b", ";", "<script", "`", "\u2028", "\u202e")

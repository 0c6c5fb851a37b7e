"""Sounds for players: a part at a time, so that a page can jump within them (RFC 9110, section 14)."""

import re
from typing import IO

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def ranged(request: Request, file: IO[bytes], *, size: int, content_type: str) -> HttpResponseBase:
    """The whole file, or the part that the request asks for; 416 when there is no such part.

    Of several parts the whole is answered, which is allowed and which no player asks for.
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or asked[0] == "bytes=-":
        response: HttpResponseBase = FileResponse(file, content_type=content_type)
        response["Content-Length"] = str(size)
    else:
        with file:
            response = _part(file, *_bounds(asked[1], asked[2], size), size, content_type)
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"
    return response


def _part(file: IO[bytes], start: int, end: int, size: int, content_type: str) -> HttpResponseBase:
    if start > end:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    file.seek(start)
    response = HttpResponse(file.read(end - start + 1), status=206, content_type=content_type)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """First and last byte; `-500` are the last 500."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1

"""pdf.js, the reader of Firefox, with its own page, in a browser; nothing of it is ours."""

from __future__ import annotations

import mimetypes
from importlib.util import find_spec
from pathlib import Path

from playwright.sync_api import Page, Route

HOUSE = "http://reader.test"
FORM = "form.pdf"


def opened(page: Page, content: bytes) -> None:
    """The reader with a file; its files are given to the browser without a server."""
    files = _files()

    def given(route: Route) -> None:
        path = route.request.url.removeprefix(f"{HOUSE}/").partition("?")[0]
        if path == FORM:
            route.fulfill(body=content, content_type="application/pdf")
        elif (files / path).is_file():
            kind = "text/javascript" if path.endswith(".mjs") else mimetypes.guess_type(path)[0]
            route.fulfill(path=files / path, content_type=kind)
        else:
            route.abort()

    page.route(f"{HOUSE}/**", given)
    page.goto(f"{HOUSE}/web/viewer.html?file=/{FORM}")


def saved(page: Page) -> bytes:
    """The file as the reader saves it when its button is pressed."""
    with page.expect_download() as download:
        page.locator("#downloadButton").click()
    return Path(download.value.path()).read_bytes()


def _files() -> Path:
    """Where the reader lies: in a package that is never imported, it wants a desktop."""
    spec = find_spec("pdfjs_viewer")
    assert spec, "No pdf.js: run tools/setup test"
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "pdfjs"

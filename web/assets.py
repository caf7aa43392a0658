"""Style sheets and scripts: our own, those of banks and of packages, named by their content.

They are read once and kept in memory, plain and compressed. An address holds the digest of the
content, so browsers may keep a file for ever and still never see an old one.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

from flask import Flask, Response, abort, request, url_for

from engine.base.dataclass import dataclass
from web.gate import open_to

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}
BORROWED: Final[Mapping[str, tuple[str, str]]] = {
    "bootstrap.css": ("flask_bootstrap", "static/bootstrap5/css/bootstrap.min.css"),
    "htmx.js": ("js_lib_htmx", "static/htmx/htmx.min.js"),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: ``packed`` is its content compressed with gzip."""

    name: str
    digest: str
    content: bytes
    packed: bytes
    media_type: str


def found() -> Mapping[str, Asset]:
    """Every asset by name, our own before those of installed packages."""
    own = {place.name: place for place in files("web").joinpath("static").iterdir()}
    others = {name: files(package) / path for name, (package, path) in BORROWED.items()}
    return MappingProxyType({name: _read(name, place) for name, place in (others | own).items()})


def serve(app: Flask, more: Mapping[str, Asset]) -> None:
    """Answer ``/assets/…`` and give templates the function ``asset(name)``; ours come first."""
    assets = {**more, **found()}

    @app.get("/assets/<digest>/<name>", endpoint="asset")
    @open_to("everyone")
    def answer(digest: str, name: str) -> Response:
        asset = assets.get(name)
        if asset is None or asset.digest != digest:
            abort(404)
        packed = request.accept_encodings.quality("gzip") > 0
        response = Response(asset.packed if packed else asset.content)
        response.headers["Content-Type"] = asset.media_type
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["Vary"] = "Accept-Encoding"
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response

    def address(name: str) -> str:
        return url_for("asset", digest=assets[name].digest, name=name)

    app.jinja_env.globals["asset"] = address


def _read(name: str, place: Traversable) -> Asset:
    return asset_of(name, place.read_bytes())


def asset_of(name: str, content: bytes) -> Asset:
    """A file of this name and content."""
    digest = hashlib.sha256(content).hexdigest()[:16]
    media_type = MEDIA_TYPES[name.rsplit(".", 1)[-1]]
    return Asset(name, digest, content, gzip.compress(content, mtime=0), media_type)

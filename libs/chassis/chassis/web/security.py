"""Headers that tell the browser what our pages may do (Content Security Policy Level 3, OWASP secure headers)."""

from flask import Flask, Response, g, request

_POLICY = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    # KERN's icons are masks in data: addresses; camera pictures are blobs.
    "img-src": ("'self'", "data:", "blob:"),
    "media-src": ("'self'", "blob:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "form-action": ("'self'",),
    "frame-ancestors": ("'none'",),
    "base-uri": ("'none'",),
}
_FEATURES = (
    "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), autoplay=(self), "
    "geolocation=(), payment=(), usb=(), serial=(), midi=(), accelerometer=(), gyroscope=(), "
    "magnetometer=(), browsing-topics=()"
)
_TWO_YEARS = 2 * 365 * 24 * 3600


def allow(directive: str, source: str) -> None:
    """Let this one response use a source more, as in `allow("form-action", "https://www.paypal.com")`."""
    if directive not in _POLICY or directive in ("default-src", "script-src", "base-uri", "frame-ancestors"):
        raise ValueError(f"{directive} cannot be widened")
    if ";" in source or "," in source or " " in source:
        raise ValueError(f"{source!r} is not one source")
    g.setdefault("allowed_sources", []).append((directive, source))


def _policy() -> str:
    more = g.get("allowed_sources", ())
    parts = []
    for directive, sources in _POLICY.items():
        added = [source for name, source in more if name == directive]
        parts.append(" ".join([directive, *sources, *added]))
    return "; ".join(parts)


def _secure(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _policy())
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", _FEATURES)
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    # What only one person may see stays out of every cache; public pages hold that person's form token.
    headers.setdefault("Cache-Control", "private, no-cache" if g.get("is_public") else "no-store")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", f"max-age={_TWO_YEARS}; includeSubDomains")
    return response


def secure_responses(app: Flask) -> None:
    """Put the headers on every response of the app."""
    app.after_request(_secure)

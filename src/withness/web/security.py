"""The frame around every answer: headers for the browser, and a gate that turns away what no page of ours sends."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types withness",
    ]
)
SENSORS = (
    "accelerometer", "autoplay", "camera", "clipboard-read", "display-capture", "encrypted-media",
    "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb",
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: browsers then post forms with "Origin: null", which the CSRF check must refuse.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in SENSORS),
}
FOUND, SEE_OTHER = 302, 303
METHODS = ("GET", "HEAD", "POST")
OPEN_WIFI_BANNER = "Anyone on this Wi-Fi can read this. Do not use it for things that matter."


def fixed_headers() -> dict[str, str]:
    """The headers of every answer of this instance, pages and streams alike."""
    seconds = settings.SECURE_HSTS_SECONDS
    return HEADERS | ({"Strict-Transport-Security": f"max-age={seconds}"} if seconds else {})


def headers(get_answer: Answer) -> Answer:
    """Put the fixed headers on every answer, and keep every page out of every cache unless it said otherwise."""
    fixed = fixed_headers()

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_answer(request)
        for name, value in fixed.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer


def see_other(get_answer: Answer) -> Answer:
    """Answer every accepted form with 303, which to the letter says: go on by looking (RFC 9110, 15.4.4)."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_answer(request)
        if request.method == "POST" and response.status_code == FOUND:
            response.status_code = SEE_OTHER
        return response

    return answer


def gate(get_answer: Answer) -> Answer:
    """Turn away foreign methods, posts started by other sites, file uploads and bodies larger than a page can send."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        request.get_host()  # raises DisallowedHost for a name that is not ours
        return refusal_of(request) or get_answer(request)

    return answer


def refusal_of(request: HttpRequest) -> HttpResponse | None:
    """The answer for a request that no page of ours would make, or None when it may pass."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    if request.method != "POST":
        return None
    if not comes_from_here(request.headers.get("Sec-Fetch-Site", "")):
        return csrf_refused(request, "fetch-metadata")
    if request.content_type == "multipart/form-data":
        return render(request, "415.html", status=415)
    return None if fits(request) else render(request, "413.html", status=413)


def comes_from_here(fetch_site: str) -> bool:
    """Whether the browser says that our own page (or the person) made this request; older ones say nothing."""
    return fetch_site in {"", "same-origin", "none"}


def fits(request: HttpRequest) -> bool:
    """Whether the posted form is within the limits; reading it here makes every page refuse in the same way."""
    try:
        len(request.POST)  # reading is what measures it
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return False
    return True


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a post that did not come from one of our own pages, or whose page was too old."""
    return render(request, "403_csrf.html", status=403)


def mode_banner(request: HttpRequest) -> dict[str, str]:
    """What every page has to say about the way this instance is reached; empty when all is well."""
    return {"mode_banner": OPEN_WIFI_BANNER if settings.MODE == "open-wifi" else ""}

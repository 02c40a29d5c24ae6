"""Pictures of every look, for human eyes: `python tests/look/gallery.py OUT [name …]`.

Renders templates with sample people into a folder, serves it on loopback and photographs it at two sizes in two themes.
A tool of development; nothing here is reachable in a running Withness.
"""

import functools
import http.server
import os
import sys
import tempfile
import threading
from pathlib import Path
from types import SimpleNamespace as Sample
from typing import Any

from chromium import EXECUTABLE, QUIET

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/withness/web/static"
SIZES = {"390": (390, 844), "1280": (1280, 800)}

ADA = Sample(name="Ada", initial="A", hue="ember", shape="circle", is_me=True)
BO = Sample(name="Bo", initial="B", hue="tide", shape="square", is_me=False)
WORDS = "The story I tell myself is that you would rather be alone. So I clean the kitchen, loudly, and I go quiet."
MIRROR = "that you tell yourself I’d rather be alone, but I was only tired"


def screens() -> dict[str, tuple[str, dict[str, Any]]]:
    """Every screen by name: its template and what it is given."""
    stories = {name: (f"gallery/{name}.html", {"place": name}) for name in gallery_names()}
    pages = {name: (f"web/{name}.html", {"next": "/", "exit_url": "about:blank"}) for name in
             ("about", "breathe", "care")}  # fmt: skip
    errors = {name: (f"{name}.html", {}) for name in ("404", "409", "500")}
    return stories | pages | errors | practice()


def practice() -> dict[str, tuple[str, dict[str, Any]]]:
    """Practise, a dialogue as reading, and listening alone."""
    from withness.library.pieces import pieces
    from withness.practice.listening import STAGES, Heard, Place, Step, lesson
    from withness.practice.queries import LISTENS, TELLS, reading_of, shelves, speaker_of
    from withness.scripts import script_named

    whole = script_named("whole-dialogue")
    reading = {"script": whole, "stretches": reading_of(whole), "tells": TELLS, "listens": LISTENS}
    long, beside = pieces()[-1], Place(Step.FEEL, 2, True)
    guess = Heard(feelings=("sad",), own_feeling="ignored")
    listening = {"speaker": speaker_of(long), "me": LISTENS, "stages": STAGES}
    return {
        "practise": ("practice/practise.html", {"place": "practise", "scripts": [whole]}),
        "reading": ("practice/script.html", reading),
        "listening": ("practice/listening.html", {"shelves": shelves()}),
        "listening-write": (
            "practice/listen.html",
            listening | {"lesson": lesson(long, Place(Step.MIRROR, 1))},
        ),
        "listening-beside": (
            "practice/listen.html",
            listening | {"lesson": lesson(long, beside, heard=guess)},
        ),
    }


def gallery_names() -> list[str]:
    return sorted(path.stem for path in (Path(__file__).parent / "templates/gallery").glob("[a-z]*.html"))


def context() -> dict[str, Any]:
    """What all sample pages know."""
    stems = [("feel", "What I feel is…"), ("reminds", "It reminds me of…"), ("long", "What I long for is…")]
    hints = [("keep", "Keep it for my turn"), ("leave", "Leave it in")]
    return {
        "ada": ADA,
        "bo": BO,
        "words": WORDS,
        "mirror": MIRROR,
        "stems": stems,
        "hints": hints,
        "heard": ["On Sundays I wake up early and I wait for you."],
        "chosen": ["lonely", "disheartened"],
        "checks": [
            ("yes", "You got it"),
            ("more", "Mostly: one thing to add"),
            ("again", "Let me say it again"),
        ],
        "returns": [("20", "20 minutes"), ("60", "1 hour"), ("tonight", "Tonight"), ("tomorrow", "Tomorrow")],
    }


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "withness.web.settings")
    os.environ.setdefault("WITHNESS_DATA", tempfile.mkdtemp(prefix="withness-gallery-"))
    import django
    from django.conf import settings

    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.TEMPLATES[0]["DIRS"] = [str(Path(__file__).parent / "templates")]
    django.setup()


def render_all(out: Path, names: list[str]) -> None:
    from django.template.loader import render_to_string

    (out / "static").unlink(missing_ok=True)
    (out / "static").symlink_to(STATIC)
    for name in names:
        template, own = screens()[name]
        (out / f"{name}.html").write_text(render_to_string(template, context() | own))


def serve(folder: Path) -> http.server.ThreadingHTTPServer:
    from withness.web.security import CONTENT_SECURITY_POLICY

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *said: object) -> None: ...

        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            super().end_headers()

    class Patient(http.server.ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """A browser that has gone on to the next page hangs up in the middle of a file, and may."""
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(request, client_address)

    server = Patient(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def photograph(out: Path, names: list[str]) -> None:
    from playwright.sync_api import sync_playwright

    server = serve(out)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=EXECUTABLE, args=QUIET)
        for label, (width, height) in SIZES.items():
            for theme in ("light", "dark"):
                view = {"width": width, "height": height}
                page = browser.new_page(viewport=view, color_scheme=theme, device_scale_factor=1.333)
                for name in names:
                    page.goto(f"http://127.0.0.1:{server.server_port}/{name}.html")
                    page.evaluate("document.fonts.ready")
                    page.wait_for_timeout(500)
                    page.screenshot(path=out / f"{name}-{label}-{theme}.png", full_page=name in TALL)
                page.close()
        browser.close()
    server.shutdown()
    server.server_close()


TALL = {"about", "care", "feelings"}

if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.mkdir(parents=True, exist_ok=True)
    start_django()
    wanted = sys.argv[2:] or list(screens())
    render_all(place, wanted)
    photograph(place, wanted)

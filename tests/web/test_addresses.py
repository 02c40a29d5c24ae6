"""Static files: what a page names is there, and a page that names something else stands all the same."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

import withness

NAMED = re.compile(r"""\bstatic[( ]["']([\w./-]+)["']""")
PAGES = [page for page in Path(withness.__file__).parent.rglob("*.html") if NAMED.search(page.read_text())]


def test_every_file_that_a_page_names_is_there():
    named = {name for page in PAGES for name in NAMED.findall(page.read_text())}
    assert len(named) > 10
    assert [name for name in sorted(named) if not finders.find(name)] == []


@pytest.fixture
def newer_page(settings, tmp_path):
    """The storage of a house that runs on what was collected for the version before."""
    (tmp_path / "staticfiles.json").write_text(
        '{"version": "1.1", "hash": "", "paths": {"css/base.css": "css/base.0.css"}}'
    )
    settings.STORAGES = {"staticfiles": {"BACKEND": "withness.web.addresses.RememberedAddresses"}}
    settings.STATIC_ROOT = tmp_path
    return staticfiles_storage


def test_a_page_that_names_a_file_of_the_next_version_stands_without_it(newer_page, caplog):
    assert newer_page.url("css/base.css") == "/static/css/base.0.css"
    assert newer_page.url("css/of-tomorrow.css") == "/static/css/of-tomorrow.css"
    assert newer_page.url("css/of-tomorrow.css") == "/static/css/of-tomorrow.css"
    assert [record.result for record in caplog.records] == ["css/of-tomorrow.css"]

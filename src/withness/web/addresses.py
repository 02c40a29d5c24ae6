"""The addresses of static files, looked up once each: they never change while the process runs."""

import logging
from functools import cached_property

from whitenoise.storage import CompressedManifestStaticFilesStorage


class RememberedAddresses(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise ships no types
    """WhiteNoise's storage of hashed names, without a search of the manifest for every link of every page."""

    @cached_property
    def _addresses(self) -> dict[str | None, str]:
        return {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Give the address under which a file is served.

        A house whose package was renewed while it runs may read a new page that names a file nobody has collected yet:
        then the page stands without that file until the house is opened again, rather than not at all.
        """
        if name not in self._addresses:
            try:
                self._addresses[name] = super().url(name, force)
            except ValueError:
                told = {"event": "static-missing", "result": name}
                logging.getLogger(__name__).warning("A page names a file that was not collected.", extra=told)
                self._addresses[name] = f"{self.base_url}{name}"
        return self._addresses[name]

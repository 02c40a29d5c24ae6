"""The command line. Each command imports what it needs when it runs, so that none waits for the others."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from withness import __version__

if TYPE_CHECKING:
    from withness.web.serving import Plan

PORT = 8321


ELSEWHERE = dict.fromkeys(("check", "draw", "play"), "withness.authoring") | {"coach": "withness.coaching"}
"""Commands that live in a module of their own, which is imported when one of them is asked for."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in ELSEWHERE:
            command: click.Command = getattr(import_module(ELSEWHERE[cmd_name]), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands)
@click.version_option(__version__)
def main() -> None:
    """Withness: a calm place for two people who want to be heard by each other."""


@main.command()
@click.option("--port", default=PORT, show_default=True, help="The port to listen on.")
@click.option("--data", type=click.Path(path_type=Path), help="The data folder (or WITHNESS_DATA).")
@click.option("--lan", is_flag=True, help="Open it on your own Wi-Fi, with a certificate of its own.")
@click.option(
    "--insecure-http", is_flag=True, help="With --lan: no encryption. Anyone on the Wi-Fi can read along."
)
@click.option("--behind-https", metavar="NAME", help="Serve a proxy that answers https://NAME.")
def serve(port: int, data: Path | None, *, lan: bool, insecure_http: bool, behind_https: str | None) -> None:
    """Open the house and serve it until Ctrl+C."""
    if (insecure_http and not lan) or (lan and behind_https):
        raise click.UsageError("--insecure-http goes with --lan, and --behind-https stands alone.")
    from withness.web.house import CannotStart
    from withness.web.serving import serve as open_house

    try:
        open_house(
            _plan(port, data, lan=lan, insecure_http=insecure_http, behind_https=behind_https), click.echo
        )
    except CannotStart as reason:
        click.echo(str(reason), err=True)
        raise SystemExit(2) from None


def _plan(
    port: int, data: Path | None, *, lan: bool, insecure_http: bool, behind_https: str | None
) -> "Plan":
    from withness.web.certificate import home_names
    from withness.web.folder import data_folder
    from withness.web.serving import Plan

    folder = data.expanduser().resolve() if data else data_folder()
    if behind_https:
        return Plan(folder, port, mode="behind-https", hosts=tuple(behind_https.split(",")))
    if lan:
        return Plan(folder, port, mode="open-wifi" if insecure_http else "lan", hosts=home_names())
    return Plan(folder, port, mode="localhost")


if __name__ == "__main__":
    main()

"""The server that bench/streams.py measures: the real switchboard, and a bell rope on its standard input."""

import sys
import threading
from pathlib import Path

from bench.stage import open_stage


def pull_the_rope() -> None:
    """For each line on standard input, move every dialogue on by one and nudge its listeners."""
    from django.db.models import F

    from withness.dialogues.models import Dialogue
    from withness.hub import hub

    for _ in sys.stdin:
        Dialogue.objects.update(last_seq=F("last_seq") + 1)
        for topic, seq in Dialogue.objects.values_list("pk", "last_seq"):
            hub().nudge(topic, seq)
    hub().close()


def main(folder: str, port: str) -> None:
    """Serve until the rope is let go."""
    open_stage(Path(folder))
    from withness.web import serving
    from withness.web.asgi import switchboard

    plan = serving.Plan(Path(folder), int(port), mode="localhost")
    server = serving.House(serving.configured(plan, switchboard()))

    def ring_until_over() -> None:
        pull_the_rope()
        server.should_exit = True

    threading.Thread(target=ring_until_over, daemon=True).start()
    server.run(sockets=[serving.listening(plan)])


if __name__ == "__main__":
    main(*sys.argv[1:])

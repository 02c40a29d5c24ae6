"""The doorbell: who may listen, what it says, when it ends. A fake door and hub of memory, a real event loop."""

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor

import pytest

from withness.hub import MemoryHub
from withness.web import live
from withness.web.live import Cookies, Doorbell, Standing, caller_of
from withness.web.security import HEADERS

TALK, ADA, BO = 42, 1, 2
COOKIES = Cookies("session", "ticket")
SOON = 2.0


class FakeDoor:
    """Lets in whoever presents a known session; counts how often it was asked."""

    def __init__(self):
        self.members = {"ada": ADA, "bo": BO}
        self.last_seq = 0
        self.asked = 0
        self.stuck = False

    def __call__(self, caller):
        self.asked += 1
        if self.stuck:
            raise OSError("the database is away")
        member = self.members.get(caller.session_key)
        return None if member is None else Standing(member, self.last_seq)


class Page:
    """One open EventSource: what it receives, and how it goes away."""

    def __init__(self, bell, who, *, seen="", last_id="", talk=TALK, method="GET"):
        headers = [(b"cookie", f"session={who}; ticket=t".encode()), (b"host", b"localhost:8321")]
        if last_id:
            headers.append((b"last-event-id", last_id.encode()))
        self.scope = {
            "type": "http",
            "method": method,
            "path_params": {"dialogue": talk},
            "headers": headers,
            "query_string": f"seen={seen}".encode(),
        }
        self.sent = asyncio.Queue()
        self.inbox = asyncio.Queue()
        self.task = asyncio.create_task(bell(self.scope, self.inbox.get, self.sent.put))

    async def start(self):
        """The first message: status and headers."""
        message = await asyncio.wait_for(self.sent.get(), SOON)
        return message["status"], {name.decode(): value.decode() for name, value in message["headers"]}

    async def open(self):
        assert (await self.start())[0] == 200
        assert await self.heard() == "retry: 1000\n\n"
        return self

    async def heard(self, within=SOON):
        """The next piece of the stream; "end" when it is over, "" when nothing comes."""
        try:
            message = await asyncio.wait_for(self.sent.get(), within)
        except TimeoutError:
            return ""
        return message["body"].decode() if message["more_body"] else "end"

    async def leave(self):
        await self.inbox.put({"type": "http.disconnect"})
        await asyncio.wait_for(self.task, SOON)


@pytest.fixture
def play(monkeypatch):
    """Run one scene with a door, a hub with short absences and a bell; heartbeats come every 0.2 seconds."""
    monkeypatch.setattr(live, "HEARTBEAT", 0.2)

    def run(scene, *, per_member=6):
        async def staged():
            door, hub = FakeDoor(), MemoryHub(away_after=0.1, long_away_after=0.2)
            with ThreadPoolExecutor(2) as checks:
                bell = Doorbell(
                    hub, door, checks=checks, cookies=COOKIES, headers=HEADERS, per_member=per_member
                )
                try:
                    return await scene(door, hub, bell)
                finally:
                    hub.close()
                    await asyncio.sleep(0.05)

        return asyncio.run(staged())

    return run


def test_a_stranger_and_a_missing_dialogue_get_the_same_404(play):
    async def scene(door, hub, bell):
        page = Page(bell, "cleo")
        status, headers = await page.start()
        assert (status, await page.heard()) == (404, "end")
        assert headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
        assert hub.here(TALK) == frozenset()

    play(scene)


@pytest.mark.parametrize("method", ["HEAD", "POST", "TRACE"])
def test_there_is_nothing_to_do_but_listen(play, method):
    async def scene(door, hub, bell):
        page = Page(bell, "ada", method=method)
        assert ((await page.start())[0], await page.heard()) == (405, "end")
        assert door.asked == 0

    play(scene)


def test_a_door_that_cannot_answer_is_closed(play):
    async def scene(door, hub, bell):
        door.stuck = True
        page = Page(bell, "ada")
        assert ((await page.start())[0], await page.heard()) == (503, "end")

    play(scene)


def test_the_stream_is_never_buffered_stored_or_compressed(play):
    async def scene(door, hub, bell):
        status, headers = await Page(bell, "ada").start()
        assert status == 200
        assert headers["content-type"] == "text/event-stream"
        assert headers["x-accel-buffering"] == "no"
        assert "content-encoding" not in headers

    play(scene)


def test_a_turn_rings_with_its_number_and_nothing_else(play):
    async def scene(door, hub, bell):
        page = await Page(bell, "ada").open()
        door.last_seq = 17
        hub.nudge(TALK, 17)
        assert await page.heard() == "id: 17\nevent: turn\ndata:\n\n"

    play(scene)


@pytest.mark.parametrize("by", ["seen", "last_id"])
def test_who_comes_back_catches_up_at_once(play, by):
    async def scene(door, hub, bell):
        door.last_seq = 5
        page = await Page(bell, "ada", **{by: "3"}).open()
        assert await page.heard() == "id: 5\nevent: turn\ndata:\n\n"

    play(scene)


def test_who_has_seen_everything_is_left_in_peace(play):
    async def scene(door, hub, bell):
        door.last_seq = 5
        page = await Page(bell, "ada", seen="5").open()
        assert await page.heard(0.1) == ""

    play(scene)


def test_a_turn_between_the_first_check_and_the_open_line_is_not_missed(play):
    async def scene(door, hub, bell):
        listen = hub.listen

        def late(*arguments):
            door.last_seq = 1  # committed after the check, nudged before the line was open
            hub.nudge(TALK, 1)
            return listen(*arguments)

        hub.listen = late
        page = await Page(bell, "ada", seen="0").open()
        assert await page.heard() == "id: 1\nevent: turn\ndata:\n\n"

    play(scene)


def test_a_nudge_heard_twice_rings_once(play):
    async def scene(door, hub, bell):
        page = await Page(bell, "ada").open()
        door.last_seq = 1
        hub.nudge(TALK, 1)
        await page.heard()
        hub.nudge(TALK, 1)
        assert await page.heard(0.1) == ""

    play(scene)


def test_silence_is_filled_with_heartbeats_and_every_second_one_asks_again(play):
    async def scene(door, hub, bell):
        page = await Page(bell, "ada").open()
        await asyncio.sleep(0.05)
        asked = door.asked
        assert [await page.heard() for _ in range(4)] == [":\n\n"] * 4
        assert door.asked - asked == 2

    play(scene)


def test_a_lock_closes_the_stream_at_the_next_ring(play):
    async def scene(door, hub, bell):
        page = await Page(bell, "ada").open()
        await asyncio.sleep(0.05)
        door.members.clear()
        door.last_seq = 1
        hub.nudge(TALK, 1)
        assert [await page.heard(), await page.heard()] == ["event: locked\ndata:\n\n", "end"]
        assert hub.here(TALK) == frozenset()

    play(scene)


def test_a_lock_closes_a_quiet_stream_at_the_next_check(play):
    async def scene(door, hub, bell):
        page = await Page(bell, "ada").open()
        await asyncio.sleep(0.05)
        door.members.clear()
        assert [await page.heard() for _ in range(3)] == [":\n\n", "event: locked\ndata:\n\n", "end"]

    play(scene)


def test_a_door_that_gets_stuck_ends_the_stream_without_a_ring(play):
    async def scene(door, hub, bell):
        page = await Page(bell, "ada").open()
        await asyncio.sleep(0.05)
        door.stuck = True
        hub.nudge(TALK, 1)
        assert await page.heard() == "end"

    play(scene)


def test_presence_rings_the_other_without_a_name(play):
    async def scene(door, hub, bell):
        bo = await Page(bell, "bo").open()
        ada = await Page(bell, "ada").open()
        await ada.leave()
        assert await bo.heard() == "event: presence\ndata:\n\n"

    play(scene)


def test_a_page_that_goes_away_is_forgotten(play):
    async def scene(door, hub, bell):
        page = await Page(bell, "ada").open()
        assert hub.here(TALK) == {ADA}
        await page.leave()
        assert hub.here(TALK) == frozenset()
        assert not bell._lines

    play(scene)


def test_the_newest_page_wins_when_somebody_opens_too_many(play):
    async def scene(door, hub, bell):
        pages = deque([await Page(bell, "ada").open() for _ in range(3)])
        assert await pages.popleft().heard(0.15) == "end"
        assert [await page.heard(0.05) for page in pages] == ["", ""]
        await (await Page(bell, "bo").open()).leave()

    play(scene, per_member=2)


def test_all_streams_end_at_once_when_the_house_closes(play):
    async def scene(door, hub, bell):
        pages = [await Page(bell, "ada", talk=talk).open() for talk in range(5)]
        hub.close()
        assert [await page.heard(0.1) for page in pages] == ["end"] * 5

    play(scene)


@pytest.mark.parametrize("seen", ["-1", "x", "9" * 40, "٣", "1;2", ""])
def test_a_strange_seen_counts_as_nothing_seen(seen):
    scope = {
        "path_params": {"dialogue": TALK},
        "headers": [(b"last-event-id", seen.encode()), (b"cookie", b'session="x; ticket;;=,')],
        "query_string": b"seen=\xff\xfe",
    }
    assert caller_of(scope, COOKIES).seen == 0

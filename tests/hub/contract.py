"""The shared promises of every hub. A new one subclasses `HubContract` and says how it is made."""

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from withness.hub import Hub, Presence, Ring

TALK, OTHER_TALK, ADA, BO = 7, 8, 1, 2
SOON = 2.0


class HubContract:
    """`make` returns a hub with short absences: away after 0.15 s, long away after 0.4 s."""

    @pytest.fixture
    def make(self) -> Callable[[], Hub]:
        raise NotImplementedError

    @pytest.fixture(autouse=True)
    def _made(self, make):
        self.make = make

    def test_a_nudge_from_another_thread_wakes_everybody_on_the_topic(self):
        async def scene():
            hub = self.make()
            ada, bo = hub.listen(TALK, ADA), hub.listen(TALK, BO)
            threading.Timer(0.05, hub.nudge, (TALK, 5)).start()
            return await asyncio.gather(ada.wait(SOON), bo.wait(SOON))

        assert asyncio.run(scene()) == [Ring("turn", 5), Ring("turn", 5)]

    def test_a_fetched_page_counts_as_being_here_for_a_moment(self):
        hub = self.make()
        hub.glimpse(TALK, ADA)
        assert (hub.here(TALK), hub.here(OTHER_TALK)) == ({ADA}, frozenset())
        time.sleep(0.2)
        assert (hub.here(TALK), hub.presence(TALK, ADA)) == (frozenset(), Presence.AWAY)

    def test_a_fetched_page_does_not_hide_that_somebody_comes_back(self):
        async def scene():
            hub = self.make()
            ada = hub.listen(TALK, ADA)
            await asyncio.sleep(0.2)
            hub.glimpse(TALK, BO)
            hub.listen(TALK, BO)
            return await ada.wait(SOON)

        assert asyncio.run(scene()) == Ring("presence")

    def test_who_comes_for_the_first_time_is_noticed_at_once_and_only_once(self):
        async def scene():
            hub = self.make()
            ada = hub.listen(TALK, ADA)
            hub.glimpse(TALK, BO)
            first = await ada.wait(SOON)
            hub.glimpse(TALK, BO)
            return first, await ada.wait(0.05)

        assert asyncio.run(scene()) == (Ring("presence"), Ring("quiet"))

    def test_nobody_hears_the_bell_of_another_topic(self):
        async def scene():
            hub = self.make()
            line = hub.listen(OTHER_TALK, ADA)
            hub.nudge(TALK, 5)
            return await line.wait(0.1)

        assert asyncio.run(scene()) == Ring("quiet")

    def test_rings_that_come_while_nobody_waits_melt_into_the_newest(self):
        async def scene():
            hub = self.make()
            line = hub.listen(TALK, ADA)
            for seq in (3, 5, 4):
                hub.nudge(TALK, seq)
            await asyncio.sleep(0.05)
            return [await line.wait(SOON), await line.wait(0.05)]

        assert asyncio.run(scene()) == [Ring("turn", 5), Ring("quiet")]

    def test_nothing_said_between_listening_and_waiting_is_missed(self):
        async def scene():
            hub = self.make()
            line = hub.listen(TALK, ADA)
            hub.nudge(TALK, 1)
            await asyncio.sleep(0.05)
            return await line.wait(SOON)

        assert asyncio.run(scene()) == Ring("turn", 1)

    def test_closing_wakes_the_one_who_waits_and_may_be_done_twice(self):
        async def scene():
            line = self.make().listen(TALK, ADA)
            waiting = asyncio.create_task(line.wait(SOON))
            await asyncio.sleep(0)
            line.close()
            line.close()
            return [await waiting, await line.wait(SOON)]

        assert asyncio.run(scene()) == [Ring("closed"), Ring("closed")]

    def test_here_counts_people_and_not_windows(self):
        async def scene():
            hub = self.make()
            first, second, bo = hub.listen(TALK, ADA), hub.listen(TALK, ADA), hub.listen(TALK, BO)
            both = hub.here(TALK)
            first.close()
            bo.close()
            one = hub.here(TALK)
            second.close()
            return both, one, hub.here(TALK)

        assert asyncio.run(scene()) == ({ADA, BO}, {ADA}, frozenset())

    def test_a_short_silence_is_nothing_then_away_then_long_away(self):
        async def scene():
            hub = self.make()
            hub.listen(TALK, ADA).close()
            seen = [hub.presence(TALK, ADA)]
            for pause in (0.25, 0.3):
                await asyncio.sleep(pause)
                seen.append(hub.presence(TALK, ADA))
            return seen

        assert asyncio.run(scene()) == [Presence.HERE, Presence.AWAY, Presence.LONG_AWAY]

    def test_a_hub_that_has_just_started_knows_nobody_as_away(self):
        assert self.make().presence(TALK, ADA) is Presence.HERE

    def test_absence_rings_the_other_twice_and_the_return_once(self):
        async def scene():
            hub = self.make()
            bo = hub.listen(TALK, BO)
            hub.listen(TALK, ADA).close()
            rings = [await bo.wait(SOON), await bo.wait(SOON)]
            hub.listen(TALK, ADA)
            return [*rings, await bo.wait(SOON), await bo.wait(0.1)]

        assert asyncio.run(scene()) == [Ring("presence")] * 3 + [Ring("quiet")]

    def test_a_page_that_reloads_rings_nobody(self):
        async def scene():
            hub = self.make()
            bo = hub.listen(TALK, BO)
            hub.listen(TALK, ADA).close()
            hub.listen(TALK, ADA)
            return await bo.wait(0.6)

        assert asyncio.run(scene()) == Ring("quiet")

    def test_doubt_wakes_every_line_of_that_member_and_nobody_else(self):
        async def scene():
            hub = self.make()
            lines = [hub.listen(TALK, ADA), hub.listen(OTHER_TALK, ADA), hub.listen(TALK, BO)]
            threading.Timer(0.05, hub.doubt, (ADA,)).start()
            return await asyncio.gather(*(line.wait(0.3) for line in lines))

        assert asyncio.run(scene()) == [Ring("presence"), Ring("presence"), Ring("quiet")]

    def test_closing_the_hub_ends_every_line_and_every_later_one(self):
        async def scene():
            hub = self.make()
            line = hub.listen(TALK, ADA)
            threading.Thread(target=hub.close).start()
            ended = await line.wait(SOON)
            return [ended, await hub.listen(TALK, BO).wait(SOON)]

        assert asyncio.run(scene()) == [Ring("closed"), Ring("closed")]

    def test_a_nudge_after_the_loop_has_ended_is_no_fault(self):
        hub = self.make()

        async def scene():
            hub.listen(TALK, ADA)

        asyncio.run(scene())
        hub.nudge(TALK, 1)

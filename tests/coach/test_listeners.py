"""Each listener finds what it listens for, and leaves alone what only looks like it."""

import pytest

from withness.coach import adapter
from withness.coach.asking import asked
from withness.coach.sensing import sense

HEARD = "I wait all evening and the phone stays quiet."


def kinds(found):
    return {one[0] for one in found}


@pytest.mark.parametrize(
    ("category", "line"),
    [
        ("criticism", "You're so selfish."),
        ("criticism", "Why can’t you put your own dishes away?"),
        ("contempt", "What a loser."),
        ("contempt", "Shut up, nobody asked you."),
        ("defensive", "It's not my fault the train was late."),
        ("defensive", "What about the time you forgot me?"),
        ("stonewall", "Whatever."),
        ("stonewall", "I don't want to talk about it."),
        ("mindread", "You did that on purpose."),
        ("mindread", "You wanted me to fail."),
        ("absolute", "You never call."),
        ("absolute", "Every single time it gets late."),
        ("pseudo", "I feel ignored."),
        ("thought", "I feel that you are far away."),
        ("threat", "Do it, or else."),
        ("compare", "You're just like your mother."),
        ("kitchen", "And another thing, the bins."),
    ],
)
def test_what_is_hard_to_hear(category, line):
    assert category in kinds(adapter.sender(line))


@pytest.mark.parametrize(
    "line",
    [
        "When you came home at nine, I felt lonely.",
        "I miss our walks on Sundays.",
        "I wonder whether you want to come.",
        "If you want to rest, I can cook.",
        "My mother never hugged me.",
        "I was in the room when you laughed.",
        "I will never forget the lake.",
        "You made me laugh.",
        "I am done with the dishes.",
        "Never mind the rain, we go.",
        "I get angry when the plan changes.",
    ],
)
def test_what_is_left_alone(line):
    assert adapter.sender(line) == []


def test_much_at_once_and_many_topics():
    long = "I waited and I cooked and I cleaned and I slept. " * 8
    assert "too-long" in kinds(adapter.sender(long))
    many = "The car needs tyres. Your sister called about Easter. My boss cut three jobs. The school wants money."
    assert "many-issues" in kinds(adapter.sender(many))


@pytest.mark.parametrize(
    ("move", "line"),
    [
        ("question", "Why did you wait?"),
        ("advice", "You should call him."),
        ("advice", "Have you tried going to bed earlier?"),
        ("advice", "Exercise is a great way to relax."),
        ("rebuttal", "But I did call you."),
        ("reassure", "It will be okay."),
        ("interpret", "The real reason is that you are jealous."),
        ("own", "I had a hard day too."),
        ("stem", "What I hear you say is that you waited."),
        ("check", "Did I get that?"),
    ],
)
def test_the_moves_of_a_listener(move, line):
    assert move in adapter.moves(line)


@pytest.mark.parametrize(
    "line",
    [
        "You waited for an hour and nobody came.",
        "You asked me why I was late.",
        "You need to know when I come home.",
        "You told me to stop and I did not stop.",
        "When I shout, you want to run.",
        "You were angry with me because I did not listen.",
    ],
)
def test_a_plain_mirror_makes_no_move(line):
    assert adapter.moves(line) == []


def test_a_check_is_no_question_and_a_question_beside_it_is():
    assert adapter.moves("Did I get that?") == ["check"]
    assert adapter.moves("Did I get that? Why did you wait?") == ["check", "question"]
    assert adapter.moves("Is that right, love?") == ["check"]
    assert adapter.moves("Is there any more?") == ["check"]
    assert "question" in adapter.moves("Is that the right bus, love?")


@pytest.mark.parametrize("word", ["ignored", "taken for granted", "let down", "betrayed", "like a servant"])
def test_words_that_only_sound_like_feelings(word):
    assert [one[3] for one in adapter.feeling_words(f"I feel {word}.")][-1] == "pseudo"


@pytest.mark.parametrize(
    "line", ["I feel lonely.", "I was sad and ashamed.", "I am worried.", "I felt relieved."]
)
def test_real_feelings(line):
    assert {one[3] for one in adapter.feeling_words(line)} == {"feeling"}


@pytest.mark.parametrize(
    "line", ["You ignored me.", "I used to sing.", "Please sit down.", "He left the room."]
)
def test_words_that_are_no_feelings_here(line):
    assert adapter.feeling_words(line) == []


def test_sense_needs_a_because_that_touches_what_was_heard():
    full = sense("You make sense, because the phone stays quiet all evening.", heard_before=HEARD)
    assert (full.sense is not None, full.because is not None, full.shares) == (True, True, True)
    other = sense("You make sense, because the weather was bad in Rome.", heard_before=HEARD)
    assert (other.because is not None, other.shares) == (True, False)
    bare = sense("That makes sense.", heard_before=HEARD)
    assert (bare.sense is not None, bare.because, bare.shares) == (True, None, False)
    assert sense("It does not make sense to me.", heard_before=HEARD).sense is None


@pytest.mark.parametrize(
    ("answer", "empathy"),
    [
        ("I imagine you feel lonely.", True),
        ("That must be hard for you.", True),
        ("Are you sad about it?", True),
        ("The bus was late.", False),
    ],
)
def test_feeling_with(answer, empathy):
    assert adapter.empathy(answer)["empathy"] is empathy


def test_a_request_that_is_easy_to_give():
    found = asked("Would you hug me for ten seconds before work, on weekdays for two weeks?")
    assert all((found.positive, found.specific, found.measurable, found.timed, found.small, found.asks))
    assert not any((found.blocked, found.demand))


@pytest.mark.parametrize(
    ("line", "quality", "value"),
    [
        ("Stop ignoring me.", "positive", False),
        ("Be more loving.", "specific", False),
        ("Never be late again.", "small", False),
        ("I want you to love me.", "behaviour", False),
        ("You must come home.", "demand", True),
        ("Look up and say hello when I come in.", "specific", True),
        ("Text me at lunch.", "timed", True),
    ],
)
def test_the_qualities_of_a_request(line, quality, value):
    assert getattr(asked(line), quality) is value


@pytest.mark.parametrize(
    "line",
    [
        "Stop seeing your sister.", "Share your passwords with me.", "I want sex three times a week.",
        "Send me your location every hour.", "Put your salary into my account.", "Don't wear that dress.",
        "Quit your job.", "Stop taking your antidepressants.", "Drop the charges.", "Sign over custody to me.",
    ],
)  # fmt: skip
def test_what_is_not_asked_for_here(line):
    assert asked(line).blocked


@pytest.mark.parametrize(
    "line",
    [
        "Pick up the children from school.",
        "Come home from work at six.",
        "Wear your seat belt.",
        "Stop working so much.",
    ],
)
def test_what_may_be_asked_for(line):
    assert not asked(line).blocked


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("selfharm", "I don't want to be alive anymore."),
        ("selfharm", "They would be better off if I was gone."),
        ("violence", "He hit me last night."),
        ("violence", "I'm scared of you when you drink."),
        ("coercion", "He won't let me see my friends."),
        ("coercion", "She reads all my messages."),
    ],
)
def test_words_of_harm_fear_and_control(kind, line):
    assert kind in kinds(adapter.risk(line))


@pytest.mark.parametrize(
    "line",
    [
        "I could kill for a coffee.", "My feet are killing me.", "I'm dying to see you.",
        "It hit me that we are ten years married.",
        "He beats me at chess.", "She won't let me pay for lunch.", "I'm afraid we have no milk.",
        "I'm ready to go, are you?",
    ],
)  # fmt: skip
def test_lines_that_only_look_like_harm(line):
    assert adapter.risk(line) == []


def test_faint_words_count_only_together():
    assert adapter.risk("I am a burden.") == []
    assert kinds(
        adapter.risk("I am a burden. I feel hopeless and worthless. There is no future for me.")
    ) == {"selfharm"}


def test_what_stands_between_quotation_marks_was_said_by_somebody_and_is_only_told():
    assert adapter.sender('My mother used to say "you are so lazy", and I hear it when I sit down.') == []
    assert adapter.sender("My mother used to say “you are so lazy”, and I hear it when I sit down.") == []
    assert adapter.sender('"You are so lazy"'), "nothing but a quotation is said now"


@pytest.mark.parametrize("text", ["ur so lazy", "your so lazy", "you are so lazy"])
def test_your_before_a_verdict_means_you_are(text):
    assert "criticism" in {one[0] for one in adapter.sender(text)}

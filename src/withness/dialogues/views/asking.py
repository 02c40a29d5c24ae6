"""Asking for a dialogue, and what was asked: its page, its answers, the moment before, and a line for a calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from withness.dialogues.access import appointment_for, dialogue_for
from withness.dialogues.actions import Made, MovedOn
from withness.dialogues.actions.asking import Asks, Collides, Running, answer, ask_for_dialogue
from withness.dialogues.forms.asking import AnswerForm, AskForm, ways_for
from withness.dialogues.glass.calendar import ALARMS, calendar_file
from withness.dialogues.glass.times import told
from withness.dialogues.models import Appointment, Dialogue
from withness.dialogues.queries.asked import Asked, Taken, asked_about, asked_among
from withness.dialogues.queries.spaces import Shared, shared_with
from withness.dialogues.queries.writing import number_in
from withness.dialogues.views.frame import member_of, now
from withness.people.access import relationships_of
from withness.people.keyring import keyring_of
from withness.people.middleware import came_through_unlocking
from withness.practice.offers import Offers, offers
from withness.protocol.appointment import WARMEST
from withness.scripts import script_named
from withness.vault import Keyring

CHANGED = "It changed while you were here. Please look again."
TAKEN = (
    "You have agreed to something then: {time}, with {name}. Choose another time, or keep it all the same."
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask somebody for a dialogue: with whom first, where there are several."""
    member, keyring = member_of(request), keyring_of(request)
    everything = shared_with(member, keyring, relationships_of(member))
    spaces = [each for each in everything if each.is_open and each.others]
    with_whom = _chosen(request, everything if request.method == "POST" else spaces)
    if with_whom is None:
        return render(request, "dialogues/new.html", {"spaces": spaces})
    choices = _offers(with_whom)
    offered = [each.name for each in (*choices.first, *choices.later)]
    form = AskForm(request.POST or None, offered=offered, zone=timezone.get_current_timezone())
    if request.method == "POST" and form.is_valid() and not came_through_unlocking(request):
        return _ask(request, form, with_whom, offered)
    return _new_page(request, form, with_whom, offered)


def _offers(with_whom: Shared) -> Offers:
    """Give the dialogues that fit these people, the gentle ones first."""
    kind = with_whom.relationship.kind_of
    return offers(kind, with_whom.done, people=max(kind.least, len(with_whom.people)))


def _chosen(request: HttpRequest, spaces: list[Shared]) -> Shared | None:
    """Find the people who are asked. A space that closed meanwhile is found too: what was typed stays on its page."""
    told = request.POST.get("relationship") or request.GET.get("us", "")
    found = next((each for each in spaces if each.relationship.pk == number_in(told)), None)
    if told and found is None:
        raise Http404
    return found or (spaces[0] if len(spaces) == 1 else None)


def _ask(request: HttpRequest, form: AskForm, with_whom: Shared, offered: list[str]) -> HttpResponse:
    anyway = form.cleaned_data["anyway"]
    if form.is_warm and not anyway:
        return _new_page(request, form, with_whom, offered, warm=True)
    made = ask_for_dialogue(
        member_of(request),
        keyring_of(request),
        with_whom.relationship,
        request=form.request,
        when=form.time,
        now=now(),
        anyway=anyway,
    )
    if isinstance(made, Made):  # with oneself it begins at once; between others it is one that was open
        return redirect("dialogues:dialogue", made.dialogue_id) if with_whom.is_own else _led_to(made)
    if isinstance(made, Asks):
        return redirect("dialogues:asked", made.appointment_id)
    if isinstance(made, Running):
        return _new_page(request, form, with_whom, offered, running=made.open_already.dialogue_id)
    form.add_error(None, _taken(made.with_this) if isinstance(made, Collides) else made.told)
    return _new_page(request, form, with_whom, offered, collides=isinstance(made, Collides))


def _new_page(
    request: HttpRequest,
    form: AskForm,
    with_whom: Shared,
    offered: list[str],
    *,
    warm: bool = False,
    collides: bool = False,
    running: int | None = None,
) -> HttpResponse:
    wanted = form.data.get("script") or request.GET.get("script", "")
    named = number_in(form.data.get("teller", ""))
    ways, when = ways_for(offered), form.data.get("when") or request.GET.get("when", "now")
    context = {
        "form": form,
        "with_whom": with_whom,
        "choices": _offers(with_whom),
        "chosen": script_named(wanted if wanted in offered else offered[0]),
        "when": when if when in ways else "now",
        "ways": ways.items(),
        "is_circle": len(with_whom.others) > 1,
        "warm": warm,
        "collides": collides,
        "running": running,
        "zone": timezone.get_current_timezone_name(),
        "today": timezone.localdate(),
        "teller": with_whom.me.seat if named is None else named,
        "heats": [str(heat) for heat in range(WARMEST + 1)],
    }
    return render(request, "dialogues/new.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Show what is asked or agreed, and take an answer."""
    row = appointment_for(member_of(request), appointment_id)
    if request.method == "POST" and not came_through_unlocking(request):
        return _answer(request, row, AnswerForm(request.POST))
    return _asked_page(request, row, AnswerForm(request.POST or None))


def _answer(request: HttpRequest, row: Appointment, form: AnswerForm) -> HttpResponse:
    act = form.act(timezone.get_current_timezone()) if form.is_valid() else None
    if act is None:
        return _asked_page(request, row, form, status=422)
    data = form.cleaned_data
    made = answer(
        member_of(request),
        keyring_of(request),
        row,
        act=act,
        turn=data["turn"],
        now=now(),
        anyway=data["anyway"],
    )
    if isinstance(made, Made):
        stays = bool(appointment_for(member_of(request), row.pk).blob)  # another one was open, or faster
        return _led_to(made) if stays else redirect("dialogues:dialogue", made.dialogue_id)
    if isinstance(made, Asks):
        return redirect("dialogues:asked", row.pk)
    if isinstance(made, MovedOn):
        row.refresh_from_db()
        return _asked_page(request, row, form, told=CHANGED, status=409)
    words = _taken(made.with_this) if isinstance(made, Collides) else made.told
    return _asked_page(request, row, form, told=words, status=422, collides=isinstance(made, Collides))


def _led_to(made: Made) -> HttpResponse:
    """Lead to the dialogue that is open, whose page says that it is another one as long as nothing has moved there."""
    address = reverse("dialogues:dialogue", args=[made.dialogue_id])
    return redirect(f"{address}?led={made.seq}")


def _asked_page(
    request: HttpRequest,
    row: Appointment,
    form: AnswerForm,
    *,
    told: str = "",
    status: int = 200,
    collides: bool = False,
) -> HttpResponse:
    here = asked_about(row, keyring_of(request), member_of(request), now=now())
    if here is None or here.me.seat in here.asking.told:
        return _onward(row)
    context = {
        "asked": here,
        "beside": _beside(here, keyring_of(request)),
        "form": form,
        "told": told,
        "collides": collides,
        "another": request.GET.get("another") == "1" or form.data.get("do") == "another",
        "zone": timezone.get_current_timezone_name(),
        "today": timezone.localdate(),
        "alarms": ALARMS,
    }
    return render(request, "dialogues/asked.html", context, status=status)


def _beside(here: Asked, keyring: Keyring) -> tuple[Asked, ...]:
    """Give what else is asked between the same people: two may have asked at the same moment."""
    others = asked_among(here.row.relationship, keyring, here.people, now=here.now)
    return tuple(each for each in others if each.row.pk != here.row.pk and not each.asking.ended)


def _onward(row: Appointment) -> HttpResponse:
    """Lead on from a question that is over: to the dialogue that is open, or Home."""
    running = Dialogue.objects.filter(relationship=row.relationship_id, is_open=True).first()
    return redirect("dialogues:dialogue", running.pk) if running else redirect("dialogues:home")


def _taken(taken: Taken) -> str:
    time = told(taken.at, now=datetime.fromtimestamp(now(), UTC), zone=timezone.get_current_timezone())
    return TAKEN.format(time=time, name=taken.asked.other.name)


@login_required
@require_safe
def ready(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Let somebody look, alone, whether this is a good moment. What they tick is in no form, so it goes nowhere."""
    row = appointment_for(member_of(request), appointment_id)
    here = asked_about(row, keyring_of(request), member_of(request), now=now())
    if here is None or here.asking.ended:
        return _onward(row)
    return render(request, "dialogues/ready.html", {"asked": here, "minutes": here.asking.request.minutes})


@login_required
@require_safe
def ready_for(request: HttpRequest, dialogue_id: int) -> HttpResponse:
    """The same before a dialogue that is open already."""
    found = dialogue_for(member_of(request), dialogue_id)
    keyring_of(request)
    return render(
        request, "dialogues/ready.html", {"dialogue": found, "minutes": script_named(found.script).minutes}
    )


@login_required
@require_safe
def calendar(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Give the agreed time as a file for somebody's own calendar, in words that say nothing."""
    row = appointment_for(member_of(request), appointment_id)
    here = asked_about(row, keyring_of(request), member_of(request), now=now())
    if here is None or here.agreed_at is None or here.asking.ended:
        raise Http404
    alarm = number_in(request.GET.get("alarm", "")) or 0
    written = calendar_file(
        str(uuid5(NAMESPACE_URL, request.build_absolute_uri(f"/{row.pk}"))),
        here.agreed_at,
        minutes=here.asking.request.minutes,
        made=datetime.fromtimestamp(now(), UTC),
        sequence=here.asking.turn,
        alarm=alarm if alarm in ALARMS else 0,
    )
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="time.ics"'
    return response

"""What a person may type on the people pages: read it kindly, refuse it in one plain sentence."""

from __future__ import annotations

from typing import Any

import msgspec
from django import forms
from django.forms.boundfield import BoundWidget

from withness import vault
from withness.library.kinds import kind_named
from withness.people import looks

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 128
STRONG_ENOUGH = 3  # of zxcvbn's 0 to 4
CODE_LENGTH = 8
GROUP_LENGTH = 5

TOO_SHORT = "A little longer, please: at least 12 characters. Spaces count."
TOO_LONG = "That is longer than this page can take: 128 characters at most."
TOO_EASY = "That one is easy to guess. Four words that have nothing to do with each other hold better."
NO_NAME = "Write the name you want to be called here."
NOTHING_TYPED = "Write your passphrase here."
NO_CODE = "Write the code of the invitation here."
SHORT_CODE = "The code has eight characters. Look at it once more, or paste the whole link."

NEARNESS = (
    ("Close to me", ("spouse", "child", "parent", "sibling")),
    ("Around me", ("family", "friend", "colleague", "community")),
    ("Within", ("self",)),
)
KINDS = tuple((kind, kind_named(kind).title) for _, near in NEARNESS for kind in near)
HUES = tuple((hue, hue.title()) for hue in looks.HUES)
PALETTE_OF = {hue: palette for palette, pair in looks.PALETTES.items() for hue in pair}


class InvitationKey(msgspec.Struct, frozen=True):
    """What an invited person holds: the secret of a link, or the code somebody read out."""

    secret: str = ""
    code: str = ""


def weakness_of(passphrase: str, name: str = "") -> str:
    """Say in one sentence why a passphrase will not do; empty when it will."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return TOO_SHORT
    if len(passphrase) > LONGEST_PASSPHRASE:
        return TOO_LONG
    from zxcvbn import zxcvbn  # its word lists take a while to load: only when somebody chooses a passphrase

    told = [word for word in (name, "withness") if word]
    guess = zxcvbn(passphrase, user_inputs=told, max_length=LONGEST_PASSPHRASE)
    return "" if guess["score"] >= STRONG_ENOUGH else TOO_EASY


class Unseen(forms.PasswordInput):
    """A box for a passphrase: never rendered with a value, and with a button to look at it where script runs."""

    def __init__(self, complete: str) -> None:
        super().__init__(
            {"autocomplete": complete, "autocapitalize": "none", "spellcheck": "false", "data-reveal": ""}
        )


class SeenWithoutScript(Unseen):
    """A box for a new passphrase: nobody should have to choose one blind."""

    input_type = "text"


def _passphrase(label: str = "Passphrase") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=None,
        widget=Unseen("current-password"),
        error_messages={"required": NOTHING_TYPED},
    )


def _new_passphrase(label: str = "Passphrase") -> forms.CharField:
    field = _passphrase(label)
    field.widget = SeenWithoutScript("new-password")
    field.help_text = "At least 12 characters. Unlikely words are easier to keep than a short riddle."
    return field


def _name(help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label="Your name",
        max_length=40,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "username", "dir": "auto", "spellcheck": "false"}),
        error_messages={
            "required": NO_NAME,
            "max_length": "That is a long name. Forty characters at most, please.",
        },
    )


def _recovery_code() -> forms.CharField:
    return forms.CharField(
        label="Recovery code",
        max_length=80,
        help_text="Five groups of five, from your paper. Small letters and spaces are fine.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "Write the code from your paper here."},
    )


class OwnWords(forms.Form):
    """A form whose refusals are our own sentences, not the browser's."""

    use_required_attribute = False


class CarriesInvitation(OwnWords):
    """A form that takes an invitation along without ever putting it into an address."""

    invitation = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)


class ChoosesPassphrase(OwnWords):
    """A form with a new passphrase, which is refused when it is short or easy once the name is known."""

    def clean(self) -> dict[str, Any]:
        """Put the one sentence about a weak passphrase next to its field."""
        told = super().clean() or {}
        if passphrase := told.get("passphrase"):
            self._refuse_weak(passphrase, told.get("name", ""))
        return told

    def _refuse_weak(self, passphrase: str, name: str) -> None:
        if weakness := weakness_of(passphrase, name):
            self.add_error("passphrase", weakness)


class Begin(CarriesInvitation, ChoosesPassphrase):
    """A name and a passphrase for somebody new."""

    name = _name("The other person sees it, and you sign in with it.")
    passphrase = _new_passphrase()


class SignIn(CarriesInvitation):
    """Name and passphrase of somebody who has been here before."""

    name = _name()
    passphrase = _passphrase()


class OwnPassphrase(OwnWords):
    """The passphrase once more, before something that matters."""

    passphrase = _passphrase()


class Recover(ChoosesPassphrase):
    """A way back in: the name, the code on paper, and a new passphrase."""

    name = _name()
    code = _recovery_code()
    passphrase = _new_passphrase("New passphrase")


class ChangePassphrase(ChoosesPassphrase):
    """The old passphrase, the new one, and whether every private page is locked anew."""

    old = _passphrase("The one you have now")
    passphrase = _new_passphrase("The new one")
    rewrite = forms.BooleanField(
        required=False,
        initial=True,
        label="Someone may know the old one",
        help_text="Then everything you keep is locked with new keys, and you get a new recovery code.",
    )


class TypedBack(OwnWords):
    """The last group of the recovery code, typed from the paper."""

    last_group = forms.CharField(
        label="Type the last group from your paper",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "The last five characters, from your paper."},
    )

    def is_end_of(self, code: str) -> bool:
        """Whether the typed group ends this code, forgiving spaces, small letters and O for 0."""
        typed = vault.recovery_secret(self.cleaned_data["last_group"])
        return typed == vault.recovery_secret(code)[-GROUP_LENGTH:]


class NewUs(OwnWords):
    """Who it is with, and the colour I take."""

    kind = forms.ChoiceField(
        label="Who is it with?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the one that is closest.",
            "invalid_choice": "Choose one from the list.",
        },
    )
    hue = forms.ChoiceField(
        label="Which colour is yours?",
        choices=HUES,
        initial="ember",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a colour.", "invalid_choice": "Choose one of the four."},
    )

    @property
    def nearness(self) -> list[tuple[str, list[BoundWidget]]]:
        """The kinds in three groups, for a page that is short on a phone."""
        choices = {choice.data["value"]: choice for choice in self["kind"]}
        return [(heading, [choices[kind] for kind in near]) for heading, near in NEARNESS]

    @property
    def palette(self) -> str:
        """The pair my colour belongs to; the next person takes its second half."""
        return PALETTE_OF[self.cleaned_data["hue"]]


class Join(OwnWords):
    """The code or the link of an invitation."""

    invitation = forms.CharField(
        label="Code of the invitation",
        max_length=300,
        help_text="Eight characters, as they were read out to you. Or paste the whole link.",
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-fragment": "",
            }
        ),
        error_messages={"required": NO_CODE},
    )

    def clean_invitation(self) -> InvitationKey:
        """Tell a pasted link from a code that was read out; a code that cannot be one is told before the door."""
        key = invitation_key(self.cleaned_data["invitation"])
        if not key.secret and len(key.code) != CODE_LENGTH:
            raise forms.ValidationError(SHORT_CODE)
        return key


def invitation_key(typed: str) -> InvitationKey:
    """Read what an invited person typed, pasted or scanned."""
    squeezed = _squeezed(typed)
    if "#" not in typed and len(squeezed) <= CODE_LENGTH:
        return InvitationKey(code=squeezed)
    return InvitationKey(secret=typed.rpartition("#")[2].strip())


def _squeezed(typed: str) -> str:
    return "".join(typed.split()).replace("-", "").upper()

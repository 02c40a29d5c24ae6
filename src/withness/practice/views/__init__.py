"""The pages of Practise, and of what grows from dialogues: one function a route."""

from withness.practice.views.gifts import gift
from withness.practice.views.practising import listen, listening, practise, printed, script

__all__ = ["gift", "listen", "listening", "practise", "printed", "script"]

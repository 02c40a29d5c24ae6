"""Keyed digests: find again what was typed without keeping it. Without the instance's secret they tell nothing."""

import unicodedata

from django.utils.crypto import salted_hmac


def digest(purpose: str, *parts: str) -> str:
    """Digest some words for one purpose, under the instance's secret."""
    joined = "\0".join(f"{len(part)}:{part}" for part in parts)
    return salted_hmac(
        f"withness/1/{purpose}", joined.encode("utf-8", "surrogatepass"), algorithm="sha256"
    ).hexdigest()


def handle_of(name: str) -> str:
    """Give the digest a member is found by; capitals, spaces around and ways of typing do not matter."""
    return digest("handle", " ".join(unicodedata.normalize("NFKC", name).casefold().split()))

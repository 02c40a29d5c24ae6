"""The stored vectors open with our code, with a second implementation, and with WebCrypto."""

import json
import shutil
import subprocess
from pathlib import Path

from vault import make_vectors, second
from withness import vault

HERE = Path(__file__).parent
GIVEN = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))
PRIVATE, IDENTITY = b"withness/1/private", b"withness/1/x25519"


def test_our_code_still_makes_the_stored_vectors():
    made = json.loads(json.dumps(make_vectors.vectors()))
    assert {**made, "gift": None} == {**GIVEN, "gift": None}


def test_our_code_takes_the_stored_gift():
    bo = vault.Keyring(2, make_vectors.ROOT[::-1])
    bo.take(7, 1, bytes.fromhex(GIVEN["gift"]["gift"]))
    ada = vault.Keyring(1, make_vectors.ROOT)
    ada.pin(7, 1, bytes.fromhex(GIVEN["gift"]["key"]))
    assert bo.open_shared(7, 1, ada.seal_shared(7, 1, "Both read this.", "x"), "x") == "Both read this."


def test_a_second_implementation_agrees_on_the_keys():
    root, keys = bytes.fromhex(GIVEN["keys"]["root"]), GIVEN["keys"]
    identity = second.hkdf(root, IDENTITY)
    assert [second.hkdf(root, PRIVATE).hex(), identity.hex()] == [keys["private"], keys["identity"]]
    assert second.public_of(identity).hex() == keys["public"]
    assert second.pae(*GIVEN["pae"]["parts"]).hex() == GIVEN["pae"]["bytes"]


def test_a_second_implementation_opens_the_record_and_the_gift():
    record, gift = GIVEN["record"], GIVEN["gift"]
    opened = second.open_record(*(bytes.fromhex(record[name]) for name in ("key", "blob", "context")))
    assert opened.decode() == record["text"]
    info = second.pae("give", 7, 1, 2, bytes.fromhex(gift["public"]))
    taken = second.open_gift(bytes.fromhex(gift["identity"]), bytes.fromhex(gift["gift"]), info)
    assert taken.hex() == gift["key"]


def test_a_second_implementation_agrees_on_the_recovery_code():
    given = GIVEN["recovery"]
    code = given["code"].replace("-", "").encode()
    key = second.hkdf(code, b"withness/1/slot/recovery", salt=bytes.fromhex(given["salt"]))
    assert key.hex() == given["key"]


def test_a_second_implementation_agrees_on_the_four_words():
    given, words = GIVEN["same_words"], vault.word_list()
    keys = b"".join(sorted(bytes.fromhex(GIVEN[who]["public"]) for who in ("keys", "gift")))
    drawn = second.hkdf(keys + given["code"].encode(), b"withness/1/same-words", length=5, salt=b"7")
    bits = "".join(f"{byte:08b}" for byte in drawn)
    assert [words[int(bits[at : at + 10], 2)] for at in range(0, 40, 10)] == given["words"]


def test_webcrypto_agrees():
    node = shutil.which("node")
    if node is None:
        return  # the second implementation above has checked the same; WebCrypto is a third
    out = subprocess.run(
        [node, str(HERE / "second.mjs"), str(HERE / "vectors.json")],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert json.loads(out.stdout) == {
        "private": GIVEN["keys"]["private"],
        "identity": GIVEN["keys"]["identity"],
        "pae": GIVEN["pae"]["bytes"],
        "record": GIVEN["record"]["text"],
        "recovery": GIVEN["recovery"]["key"],
    }

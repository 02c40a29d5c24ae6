"""Who plays in the tests: Ada and Bo, who share a space, Cleo, the stranger, and the passphrase of each."""

PASSPHRASES = {
    "Ada": "lantern gravel pillow orbit",
    "Bo": "walnut thicket copper siren",
    "Cleo": "marble ferry onion whistle",
}

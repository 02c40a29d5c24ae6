"""Who plays in the tests: Ada and Bo, who share a space, Cleo, the stranger, the circle, and the passphrase of each."""

PASSPHRASES = {
    "Ada": "lantern gravel pillow orbit",
    "Bo": "walnut thicket copper siren",
    "Cleo": "marble ferry onion whistle",
    "Dee": "candle bridge turnip swallow",
    "Eli": "harbour violet saddle crumb",
    "Fay": "pepper cloud ladder moth",
    "Gus": "anchor plum thimble dune",
    "Hal": "meadow brick fiddle salt",
    "Ivy": "pebble crane mustard loom",
    "Jan": "willow stamp gravy kite",
}

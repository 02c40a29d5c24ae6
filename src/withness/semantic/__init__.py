"""The coach's second layer: a sentence model on this machine, if somebody put one there; never fetched."""

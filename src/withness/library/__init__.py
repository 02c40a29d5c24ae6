"""Words and notes that ship with the house."""

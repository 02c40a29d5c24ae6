"""A private reader of one's own words: text in, frozen values with spans out; rules and word lists, nothing else.

Nothing here keeps, sends or logs what it reads. A language without a folder of rules gives no hints.
"""

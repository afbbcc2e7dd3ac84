"""The committee's records and the judgements about them.

Everything here is frozen and pure: a function that depends on the day takes ``as_of``; none asks
the clock, opens a file or prints.
"""

"""The committee's records, and what follows from them: deadlines, states, ratings.

The models are frozen and the functions pure. A function that depends on the date takes ``as_of``:
none reads the clock or a file, and none prints.
"""

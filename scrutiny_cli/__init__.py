"""scrutiny: an overview and scrutiny committee's papers, kept as records in git."""

__version__ = "0.1.0"

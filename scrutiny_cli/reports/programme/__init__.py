"""The work programme and its reviews."""

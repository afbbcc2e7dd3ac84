"""Improvement plans and measures."""

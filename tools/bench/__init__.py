"""Measures the tool against yardsticks and peers."""

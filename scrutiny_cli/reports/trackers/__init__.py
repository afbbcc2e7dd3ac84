"""Trackers of actions, recommendations and responses."""

"""Decisions of the executive: the forward plan, and call-ins."""

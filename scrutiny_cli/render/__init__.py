"""Renderers: a report to text or bytes, one module a format. They escape by type, once."""

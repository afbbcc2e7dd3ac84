"""Renderers: one module for each format. Each escapes every value once, by its type."""

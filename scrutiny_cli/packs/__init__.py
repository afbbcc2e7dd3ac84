"""The papers of a meeting as one pack: what goes in, in which order, on which pages."""

"""The problems of a check for code hosts and their jobs: one module for each format."""

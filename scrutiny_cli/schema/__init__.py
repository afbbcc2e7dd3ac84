"""The schema of a kind for editors, specimens, and the explanations of problem codes."""

"""From a folder to a checked register, and what differs between two states of it."""

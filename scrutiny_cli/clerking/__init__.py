"""Changes to the register."""

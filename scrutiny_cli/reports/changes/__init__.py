"""What changed, in the words of the committee."""

"""The colours of ratings and marks, the same in each format that has colours of its own."""

# Text on background, each with enough contrast to be read.
COLOURS = {
    "red": ("#651B1B", "#F4D7D7"),
    "amber": ("#7A3C1C", "#FFEE80"),
    "green": ("#083D29", "#CFE4DC"),
    "blue": ("#0C2D4A", "#D2E2F1"),
    "not rated": ("#0B0C0C", "#CECECE"),
}

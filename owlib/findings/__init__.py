"""What follows from the evidence: frames in, frames out, and the cut that says what a report may see.

Nothing here has words for readers.
"""

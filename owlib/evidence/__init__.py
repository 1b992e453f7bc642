"""What was printed, and whether it can be right: tables that are read, checked and audited.

Nothing here knows of pages; a record goes out as a row of a frame, with its source and place.
"""

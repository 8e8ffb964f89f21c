"""What a person may do to a review. Each action checks, logs, and returns what happened; it prints nothing.

Commands and the page write only through these. An action checks what is allowed while it holds the folder's lock, on
the folder as it is then.
"""

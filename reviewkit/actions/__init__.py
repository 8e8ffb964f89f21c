"""What a person may do to a review. Each action checks, logs, and returns what happened; it prints nothing.

Commands and the page call these and nothing below them to write. What is checked is checked under the folder's lock,
on the folder as it is then.
"""

"""`python -m reviewkit`, for computers where the command is not on the path."""

from reviewkit.cli import main

main()

"""Inputs that no program wrote, given to every reader: families (what is read, and what must be true of it), mutate
(how an input is changed), tried (one input), watched (many, in a process with limits), minimise, guided (with atheris).
"""

"""Run commands of reviewkit in a process of its own, on a disk that gets full or in somebody else's folder.

python driver.py PLAN, where PLAN is JSON: commands (lists of words), limit (bytes that a file may have, 0 for any),
kill (whether to die where the limit is reached; otherwise the write fails), bound (whether file permissions bind root
too), wait (whether to say "ready", wait for a line before the first command, and then be slow where others may come
between). After each command it says "exit STATUS".
"""

import json
import os
import sys
import time

DROP_FROM_BOUND = 24  # PR_CAPBSET_DROP of prctl(2)
OVERRIDE, READ_SEARCH = 1, 2  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
NOT_ALLOWED = 77


def run(plan: dict) -> int:
    from reviewkit.cli import main

    if plan["wait"]:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        for name in ("mkdir", "rename", "replace", "listdir"):
            setattr(os, name, slow(getattr(os, name)))
    if plan["limit"]:
        import resource
        import signal

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (plan["limit"], plan["limit"]))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if plan["kill"] else signal.SIG_IGN)
    worst = 0
    for command in plan["commands"]:
        sys.argv = ["reviewkit", *command]
        try:
            main()
        except SystemExit as stopped:
            status = int(stopped.code or 0)
            sys.stdout.write(f"exit {status}\n")
            worst = max(worst, status)
    return worst


def slow(act):
    """The act of the system, at which other processes get their turn."""

    def later(*args, **named):
        time.sleep(0.004)
        return act(*args, **named)

    return later


def give_up_root(plan: dict) -> None:
    """Begin again as a root user to whom file permissions apply."""
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    for capability in (OVERRIDE, READ_SEARCH):
        if library.prctl(DROP_FROM_BOUND, capability, 0, 0, 0):
            sys.exit(NOT_ALLOWED)
    again = json.dumps({**plan, "bound": False})
    os.execv(sys.executable, [sys.executable, "-B", __file__, again])


if __name__ == "__main__":
    wanted = json.loads(sys.argv[1])
    if wanted["bound"] and hasattr(os, "geteuid") and os.geteuid() == 0:
        give_up_root(wanted)
    sys.exit(run(wanted))

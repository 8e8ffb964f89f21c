"""charting/form.yaml: the form by which studies are charted begins as a copy of a ready one."""

from reviewkit.actions import rewriting
from reviewkit.actions.who import acting
from reviewkit.errors import ReviewkitError
from reviewkit.store import forms
from reviewkit.store.open_review import OpenReview
from reviewkit.words import message

READY = forms.READY
FILE = forms.FILE


def begin(folder: OpenReview, as_: str, name: str) -> tuple[str, ...]:
    """Write a ready form as that of the review, with a group for each of its research questions; returns the ids of the
    change.

    Raises ReviewkitError, with nothing changed, for a name that is none of READY, and where there is a form already.
    """
    if name not in READY:
        raise ReviewkitError(
            message("there is no ready form {name!r}. It can be: {forms}", name=name, forms=", ".join(READY))
        )
    with acting(folder, as_) as act:
        if (act.root / FILE).exists():
            raise ReviewkitError(
                message(
                    "{file} is there already, and was not replaced. Change it as you need it; to begin with another "
                    "ready form, first move this file out of the folder",
                    file=FILE,
                )
            )
        text = forms.ready(name) + forms.for_questions(act.review.protocol.questions)
        return rewriting.write(act, FILE, text, f"begun from the ready form {name}")

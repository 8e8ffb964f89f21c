"""What pages without a script share that are sent and put on sites: their head, and text of strangers made harmless."""

from base64 import b64encode
from hashlib import sha256

from reviewkit.safe import html_text


def head_of_page(title: str, style: str) -> str:
    """The head, whose policy keeps a browser from acting on anything that was not escaped: it knows the style sheet by
    its checksum."""
    checksum = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{checksum}'; base-uri 'none'; form-action 'none'"
    return f"""<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{html_text(title)}</title>
<style>{style}</style>
</head>"""

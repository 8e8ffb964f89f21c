"""ASReview's own web application, without its pages: a file becomes a project, is labelled, and exported again.

    python asreview_project.py FILE FOLDER

Runs within ASReview's own environment. Labels the first record relevant, the second irrelevant, leaves the third
unseen, and so on; writes asreview.csv and .xlsx to FOLDER, of a RIS file asreview.ris too, as ASReview offers it, and
prints the labels by the place of the record in FILE.
"""

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

WANTED = "collections=relevant&collections=not_seen&collections=irrelevant"


def main() -> None:
    file, folder = Path(sys.argv[1]), Path(sys.argv[2])
    with TemporaryDirectory() as projects:
        os.environ["ASREVIEW_PATH"] = projects
        from asreview.webapp.app import create_app

        client = create_app(authentication=False, testing=True, secret_key="x").test_client()
        with file.open("rb") as data:
            made = client.post("/api/projects/create", data={"mode": "oracle", "file": (data, file.name)})
        if made.status_code != 201:
            raise SystemExit(made.get_data(as_text=True))
        project = f"/api/projects/{made.get_json()['id']}"
        labels = _labelled(client, project, file)
        for ending in ("ris", "csv", "xlsx") if file.suffix == ".ris" else ("csv", "xlsx"):
            exported = client.get(f"{project}/export_dataset?format={ending}&{WANTED}")
            if exported.status_code != 200:
                raise SystemExit(exported.get_data(as_text=True))
            (folder / f"asreview.{ending}").write_bytes(exported.data)
    print(json.dumps(labels))


def _labelled(client, project: str, file: Path) -> list[int | None]:
    """Label two of three records as a person does, with a note on the first."""
    from asreview.data.ris import RISReader
    from asreview.data.tabular import CSVReader
    from asreview.webapp._tasks import run_task

    count = len((CSVReader if file.suffix == ".csv" else RISReader).read_records(file, "d"))
    labels = [(1, 0, None)[place % 3] for place in range(count)]
    for place, label in enumerate(labels):
        if label is not None:
            client.post(f"{project}/record/{place}", data={"record_id": place, "label": label})
    client.put(f"{project}/record/0/note", data={"note": "Read twice"})
    run_task(project.rpartition("/")[2])  # ASReview exports what nobody saw in the order of its own ranking
    return labels


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""What a hundredth more costs: python3 Tests/Bench/appending.py FOLDER [--rounds N] [--parley PATH]

FOLDER is the sample company at some scale (`parley sample FOLDER --scale 50` has a million leads), or the same rows as JSON Lines or
packed with gzip. For each of the leads, the touches, the deals and a list a folder is made beside it in which that file has a
hundredth more rows at its end and all others are the same files. `parley bench FOLDER --then OTHER` reads one and then the other, as
the dashboard does when a file grows, and says whether that came out as if all of it had been read anew. Figures are medians, printed
and never asserted: compare the shares, not the milliseconds.
"""

import argparse
import gzip
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile


def renamed(row, stem, is_json):
    """People and deals of their own: new ids, and addresses nobody has."""
    if is_json:
        record = json.loads(row)
        for key in {"contacts": ["contact_id", "email"], "deals": ["deal_id"]}.get(stem, []):
            record[key] = "new" + str(record.get(key))
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"
    if stem == "contacts":
        cells = row.split(b",", 2)
        return b"new" + cells[0] + b",new." + cells[1] + b"," + cells[2]
    return b"new" + row if stem == "deals" else row


def grow(folder, other, name):
    """Links every file of the folder into another, and writes a hundredth more rows behind one of them."""
    for file in folder.iterdir():
        if file.is_file() and file.name != name:
            os.link(file, other / file.name)
    is_packed = name.endswith(".gz")
    if is_packed:
        text = gzip.decompress((folder / name).read_bytes())
        tail = text[len(text) - len(text) // 100:]
    else:
        shutil.copyfile(folder / name, other / name)
        with open(folder / name, "rb") as file:
            size = (folder / name).stat().st_size
            file.seek(size - size // 100)
            tail = file.read()
    rows = tail[tail.index(b"\n") + 1:].splitlines(keepends=True)
    more = b"".join(renamed(row, name.split(".")[0], ".jsonl" in name) for row in rows)
    if is_packed:
        (other / name).write_bytes(gzip.compress(text + more, 6))
    else:
        with open(other / name, "ab") as file:
            file.write(more)
    return len(rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--parley", default=".build/release/parley")
    options = parser.parse_args()
    folder = options.folder.resolve()
    # Beside the folder: links reach no other disk.
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        names = [f"{stem}{ending}" for stem in ("contacts", "touches", "deals", "webinars") for ending in (".csv", ".jsonl", ".csv.gz")]
        for name in (name for name in names if (folder / name).exists()):
            other = pathlib.Path(place) / name.split(".")[0]
            other.mkdir()
            rows = grow(folder, other, name)
            runs = []
            for _ in range(options.rounds):
                run = subprocess.run(
                    [options.parley, "bench", str(folder), "--then", str(other), "--json"], capture_output=True, text=True)
                if run.returncode != 0:
                    sys.exit(run.stderr)
                runs.append(json.loads(run.stdout))
            if not all(run["then"][0]["same"] for run in runs):
                sys.exit(f"{name}: what was added does not come out as if it had been there from the start")
            middle = lambda value: statistics.median(value(run) for run in runs)
            print(
                f"{name}: {rows} rows more: {middle(lambda r: r['then'][0]['ms']):.1f} of {middle(lambda r: r['first_ms']):.1f} ms,"
                f" {100 * middle(lambda r: r['then'][0]['ms'] / r['first_ms']):.1f}%; of work"
                f" {middle(lambda r: r['then'][0]['cpu_ms']):.1f} of {middle(lambda r: r['first_cpu_ms']):.1f} ms,"
                f" {100 * middle(lambda r: r['then'][0]['cpu_ms'] / r['first_cpu_ms']):.1f}%;"
                f" peak {middle(lambda r: r['peak_bytes']) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()

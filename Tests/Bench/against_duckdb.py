#!/usr/bin/env python3
"""Parley beside DuckDB on the same files: python3 Tests/Bench/against_duckdb.py FOLDER [--scale N] [--rounds N] [--parley PATH]

Writes the sample company into FOLDER at that scale unless it is there already (scale 50 has a million leads). Then, in turns so
that a busy machine slows both alike, it runs

* `parley bench FOLDER --json`: all files of the folder read, typed, joined and checked, the ledger cut, everything translated;
* DuckDB with two threads: the four large files (leads, deals, touches, activities) read by read_csv with the types given and only
  the columns that are needed, joined, and grouped by source, month and age: the counts that a translation starts from.

DuckDB is spared the other files, the sniffing and the statistics. With `--sniffed` a third takes its turn: DuckDB finding the types
itself and keeping every column, as Parley must; columns it takes for text because a few rows are spoiled are cast where they are
joined and grouped. With `--polars` another takes its turn: Polars' lazy scan of the four files with the types it infers, the same joins
and groups, two threads. Each run is a process of its own; its peak memory is the kernel's. Needs the Python packages `duckdb` and, if
asked for, `polars`. Figures are printed, never asserted: compare the ratio, not the milliseconds.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

THREADS = 2


def duckdb_run(folder, sniffed):
    """The work in DuckDB; prints milliseconds and row counts as JSON. Runs in a child process."""
    import duckdb

    start = time.perf_counter()
    db = duckdb.connect(":memory:")
    db.execute(f"SET threads = {THREADS}")
    db.execute("SET preserve_insertion_order = false")

    def read(name, columns, types):
        path = str(pathlib.Path(folder) / name).replace("'", "''")
        listed = ", ".join(f"'{k}': '{v}'" for k, v in types.items())
        if sniffed:
            db.execute(f"CREATE TABLE {name[:-4]} AS SELECT * FROM read_csv('{path}', ignore_errors = true)")
            found = {row[0]: row[1] for row in db.execute(f"DESCRIBE {name[:-4]}").fetchall()}
            for column, wanted in types.items():
                if found[column] == "VARCHAR":
                    db.execute(f'ALTER TABLE {name[:-4]} ALTER "{column}" TYPE {wanted} USING try_cast("{column}" AS {wanted})')
            return
        db.execute(
            f"CREATE TABLE {name[:-4]} AS SELECT {columns} FROM read_csv('{path}', header = true, delim = ',', quote = '\"',"
            f" types = {{{listed}}}, ignore_errors = true)")

    read("contacts.csv", "contact_id, source, created, handed_over, accepted, first_answer",
         {"created": "TIMESTAMP", "handed_over": "TIMESTAMP", "accepted": "DATE", "first_answer": "TIMESTAMP"})
    read("deals.csv", "contact_id, opened, closed, outcome, amount",
         {"opened": "DATE", "closed": "DATE", "amount": "DOUBLE"})
    read("touches.csv", 'contact_id, "at", channel', {"at": "TIMESTAMP"})
    read("activities.csv", 'contact_id, "at", minutes', {"at": "TIMESTAMP", "minutes": "DOUBLE"})
    read_ms = (time.perf_counter() - start) * 1e3

    queries = [
        # Leads by source, month and the age at which they were handed over, accepted and answered.
        """SELECT source, date_trunc('month', created) AS month, date_diff('day', created, handed_over) AS handed,
                  date_diff('day', created, accepted) AS taken, count(*)
           FROM contacts GROUP BY ALL""",
        """SELECT date_trunc('week', handed_over) AS week, median(date_diff('minute', handed_over, first_answer)), count(*)
           FROM contacts WHERE handed_over IS NOT NULL GROUP BY ALL""",
        # Deals by the source, month and age of their lead.
        """SELECT c.source, date_trunc('month', c.created) AS month, date_diff('day', c.created, d.opened) AS opened, d.outcome,
                  date_diff('day', c.created, d.closed) AS closed, count(*), sum(d.amount)
           FROM deals d JOIN contacts c USING (contact_id) GROUP BY ALL""",
        # Touches by source, channel and age: what started and what touched.
        """SELECT c.source, t.channel, date_trunc('month', c.created) AS month, date_diff('week', c.created, t."at") AS age, count(*)
           FROM touches t JOIN contacts c USING (contact_id) GROUP BY ALL""",
        # Sales' hours by source, month and week.
        """SELECT c.source, date_trunc('month', c.created) AS month, date_trunc('week', a."at") AS week, sum(a.minutes), count(*)
           FROM activities a JOIN contacts c USING (contact_id) GROUP BY ALL""",
    ]
    groups = sum(len(db.execute(q).fetchall()) for q in queries)
    whole = (time.perf_counter() - start) * 1e3
    rows = {t: db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("contacts", "deals", "touches", "activities")}
    print(json.dumps({"whole_ms": whole, "read_ms": read_ms, "groups": groups, "rows": rows, "version": duckdb.__version__}))


def polars_run(folder):
    """The same work in Polars, which infers the types and reads the columns that are needed. Runs in a child process."""
    os.environ["POLARS_MAX_THREADS"] = str(THREADS)
    import polars as pl

    start = time.perf_counter()

    def scan(name, **dates):
        frame = pl.scan_csv(pathlib.Path(folder) / name, try_parse_dates=True, ignore_errors=True, truncate_ragged_lines=True)
        schema = frame.collect_schema()
        # Columns it takes for text because a few rows are spoiled are cast, as DuckDB's are.
        return frame.with_columns(pl.col(column).str.to_date(strict=False) for column in dates if schema[column] == pl.String)

    contacts = scan("contacts.csv", accepted=1)
    deals = scan("deals.csv", opened=1, closed=1)
    touches = scan("touches.csv")
    activities = scan("activities.csv")

    def days(late, early):
        return (pl.col(late).cast(pl.Date) - pl.col(early).cast(pl.Date)).dt.total_days()

    month = pl.col("created").dt.truncate("1mo").alias("month")
    known = contacts.select("contact_id", "source", "created")
    queries = [
        contacts.group_by("source", month, days("handed_over", "created").alias("handed"), days("accepted", "created").alias("taken"))
        .agg(pl.len()),
        contacts.filter(pl.col("handed_over").is_not_null()).group_by(pl.col("handed_over").dt.truncate("1w").alias("week"))
        .agg((pl.col("first_answer") - pl.col("handed_over")).dt.total_minutes().median().alias("median"), pl.len()),
        deals.join(known, on="contact_id")
        .group_by("source", month, days("opened", "created").alias("open"), "outcome", days("closed", "created").alias("close"))
        .agg(pl.len(), pl.col("amount").sum()),
        touches.join(known, on="contact_id").group_by("source", "channel", month, (days("at", "created") // 7).alias("age"))
        .agg(pl.len()),
        activities.join(known, on="contact_id").group_by("source", month, pl.col("at").dt.truncate("1w").alias("week"))
        .agg(pl.col("minutes").sum(), pl.len()),
    ]
    # All at once, so that what several need is read once.
    groups = sum(len(frame) for frame in pl.collect_all(queries))
    print(json.dumps({"whole_ms": (time.perf_counter() - start) * 1e3, "groups": groups, "version": pl.__version__}))


def measured(command):
    """Runs a child; its JSON, its seconds on the wall and its peak resident bytes."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command[0]} ended with {child.returncode}")
    answer = json.loads(out)
    answer["wall_ms"] = (time.perf_counter() - start) * 1e3
    # Parley goes on to its full pass, which DuckDB has no part in: it says itself what was worked up to the answer.
    answer["cpu_ms"] = answer.get("whole_cpu_ms", (usage.ru_utime + usage.ru_stime) * 1e3)
    answer["peak"] = usage.ru_maxrss * 1024
    return answer


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--scale", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--parley", default=str(pathlib.Path(__file__).resolve().parents[2] / ".build/release/parley"))
    parser.add_argument("--sniffed", action="store_true", help="let DuckDB find the types and keep every column, too")
    parser.add_argument("--polars", action="store_true", help="let Polars take a turn, too")
    parser.add_argument("--polars-child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--duckdb-child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.polars_child:
        return polars_run(given.folder)
    if given.duckdb_child:
        return duckdb_run(given.folder, given.sniffed)

    if not (pathlib.Path(given.folder) / "contacts.csv").exists():
        subprocess.run([given.parley, "sample", given.folder, "--scale", str(given.scale)], check=True)
    size = sum(f.stat().st_size for f in pathlib.Path(given.folder).glob("*.csv"))
    large = sum((pathlib.Path(given.folder) / f).stat().st_size
                for f in ("contacts.csv", "deals.csv", "touches.csv", "activities.csv"))
    for file in pathlib.Path(given.folder).glob("*.csv"):  # both find the pages in memory
        file.read_bytes()

    ours, theirs, sniffed, polars = [], [], [], []
    for round in range(given.rounds):
        ours.append(measured([given.parley, "bench", given.folder, "--json"]))
        theirs.append(measured([sys.executable, __file__, given.folder, "--duckdb-child"]))
        if given.sniffed:
            sniffed.append(measured([sys.executable, __file__, given.folder, "--duckdb-child", "--sniffed"]))
        if given.polars:
            polars.append(measured([sys.executable, __file__, given.folder, "--polars-child"]))
        print(f"round {round + 1}: parley {ours[-1]['whole_ms']:,.0f} ms ({ours[-1]['cpu_ms']:,.0f} cpu), "
              f"duckdb {theirs[-1]['whole_ms']:,.0f} ms ({theirs[-1]['cpu_ms']:,.0f} cpu)", flush=True)

    def median(runs, key):
        return statistics.median(r[key] for r in runs)

    print(f"\n{size / 1e6:,.0f} MB in {len(list(pathlib.Path(given.folder).glob('*.csv')))} files, {ours[0]['rows']:,} rows, "
          f"{ours[0]['leads']:,} leads; DuckDB {theirs[0]['version']}, {THREADS} threads, the four large files "
          f"({large / 1e6:,.0f} MB, {sum(theirs[0]['rows'].values()):,} rows); medians of {given.rounds}, in turns")
    print(f"{'':28}{'Parley':>12}{'DuckDB':>12}{'DuckDB / Parley':>18}")
    for name, key in (("bytes to answer, ms", "whole_ms"), ("both cores together, ms", "cpu_ms")):
        a, b = median(ours, key), median(theirs, key)
        print(f"{name:28}{a:12,.0f}{b:12,.0f}{b / a:18.2f}")
    a, b = median(ours, "peak"), median(theirs, "peak")
    print(f"{'peak memory, MB':28}{a / 1e6:12,.0f}{b / 1e6:12,.0f}{b / a:18.2f}")
    print(f"{'… times its files':28}{a / size:12.2f}{b / large:12.2f}")
    ratios = [b["whole_ms"] / a["whole_ms"] for a, b in zip(ours, theirs)]
    print(f"DuckDB / Parley round by round: {min(ratios):.2f} to {max(ratios):.2f}")
    if sniffed:
        a, b = median(ours, "whole_ms"), median(sniffed, "whole_ms")
        ratios = [b["whole_ms"] / a["whole_ms"] for a, b in zip(ours, sniffed)]
        print(f"DuckDB finding the types itself, every column: {b:,.0f} ms, {b / a:.2f} times Parley's ({min(ratios):.2f} to "
              f"{max(ratios):.2f}), {median(sniffed, 'peak') / 1e6:,.0f} MB")
    if polars:
        a, b = median(ours, "whole_ms"), median(polars, "whole_ms")
        ratios = [b["whole_ms"] / a["whole_ms"] for a, b in zip(ours, polars)]
        print(f"Polars {polars[0]['version']}, types inferred: {b:,.0f} ms ({median(polars, 'cpu_ms'):,.0f} cpu), "
              f"{b / a:.2f} times Parley's ({min(ratios):.2f} to {max(ratios):.2f}), {median(polars, 'peak') / 1e6:,.0f} MB, {polars[0]['groups']:,} groups "
              f"(DuckDB: {theirs[0]['groups']:,})")
    print("Parley's stages, ms: " + ", ".join(
        f"{name} {statistics.median(r['stages_ms'][name] for r in ours):,.0f}" for name in ours[0]["stages_ms"]))


main()

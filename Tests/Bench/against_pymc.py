#!/usr/bin/env python3
"""The weekly model beside PyMC-Marketing on PyMC-Marketing's own example:

    swift build -c release --product parley-calibrate
    python3 -m venv /tmp/pymc && /tmp/pymc/bin/pip install pymc-marketing nutpie
    /tmp/pymc/bin/python Tests/Bench/against_pymc.py ../shared/exports/mmm/mmm_example.csv [--calibrate PATH] [--rounds N]

Both take the same file (179 weeks, two metrics, two events, a trend), the same shapes (geometric adstock of 8 weeks, logistic saturation)
and the same priors of decay and rate (Beta(1, 3), Gamma(3, 1)), without a place for "does nothing". PyMC-Marketing samples 4 chains of
1000 + 1000 with nutpie (or PyMC's own sampler where nutpie is not installed), two at a time; ours runs in turns before and after it, so that
a busy machine slows both alike. Reading the file and importing Python's libraries is in neither time; compiling the model, which PyMC does
on every new model, is in PyMC's and told beside it. The example's true contributions are 274.8k and 65.9k.

Figures are printed, and the exit code is 1 where a mean differs by more than 3%, a deviation by more than 15%, a truth lies outside a 90%
interval, or ours is less than fifty times as fast.
"""

import argparse
import json
import subprocess
import sys
import time
import warnings

TRUTHS = {"x1": 274_800, "x2": 65_900}


def pymc(path):
    """Seconds and, by metric, draws of the contribution over the record."""
    warnings.filterwarnings("ignore")
    import pandas as pd
    from pymc_marketing.mmm import MMM, GeometricAdstock, LogisticSaturation

    try:
        import nutpie  # noqa: F401

        sampler = "nutpie"
    except ImportError:
        sampler = "pymc"
    data = pd.read_csv(path, parse_dates=["date_week"])
    columns = ["date_week", "x1", "x2", "event_1", "event_2", "t"]
    model = MMM(
        date_column="date_week", channel_columns=["x1", "x2"], control_columns=["event_1", "event_2", "t"],
        adstock=GeometricAdstock(l_max=8), saturation=LogisticSaturation(), yearly_seasonality=2)
    start = time.perf_counter()
    model.fit(
        X=data[columns], y=data["y"], chains=4, cores=2, draws=1000, tune=1000, target_accept=0.9, nuts_sampler=sampler,
        random_seed=42, progressbar=False)
    seconds = time.perf_counter() - start
    sampling = float(model.fit_result.attrs.get("sampling_time", "nan"))
    totals = model.compute_channel_contribution_original_scale().sum("date")
    return sampler, seconds, sampling, {c: totals.sel(channel=c).values.ravel() for c in ("x1", "x2")}


def ours(calibrate, path):
    out = subprocess.run([calibrate, "weekly-example", "--file", path], capture_output=True, text=True, check=True).stdout
    return json.loads(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--calibrate", default=".build/release/parley-calibrate")
    parser.add_argument("--rounds", type=int, default=3, help="runs of ours before and after")
    options = parser.parse_args()

    import numpy as np

    runs = [ours(options.calibrate, options.file) for _ in range(options.rounds)]
    sampler, seconds, sampling, totals = pymc(options.file)
    runs += [ours(options.calibrate, options.file) for _ in range(options.rounds)]
    times = sorted(run["seconds"] for run in runs)
    mine = times[len(times) // 2]

    good = True
    print("| | PyMC-Marketing | Parley | difference | truth |")
    print("|---|---|---|---|---|")
    for name, truth in TRUTHS.items():
        theirs = totals[name]
        one = runs[0][name]
        mean, deviation = float(theirs.mean()), float(theirs.std())
        low, high = (float(np.quantile(theirs, q)) for q in (0.05, 0.95))
        off, wider = one["mean"] / mean - 1, one["sd"] / deviation - 1
        inside = one["low"] < truth < one["high"]
        good = good and abs(off) < 0.03 and abs(wider) < 0.15 and inside
        print(
            f"| {name} mean, sd | {mean:,.0f}, {deviation:,.0f} | {one['mean']:,.0f}, {one['sd']:,.0f}"
            f" | {100 * off:+.1f}%, {100 * wider:+.1f}% | {truth:,} |")
        print(
            f"| {name} 90% | {low:,.0f} to {high:,.0f} | {one['low']:,.0f} to {one['high']:,.0f} | |"
            f" {'inside' if inside else 'outside'} |")
    ratio = seconds / mine
    good = good and ratio >= 50
    print(f"| seconds | {seconds:.1f} with {sampler} (sampling alone {sampling:.1f}) | {mine:.3f}"
          f" (of {len(times)}: {times[0]:.3f} to {times[-1]:.3f}) | {ratio:.0f} times as fast | |")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()

"""Reads an export with Python's own library and compares it with readings that it computes itself.

The value of the quarter hour that begins at the UTC second s is ((s / 900) * 7919 % 100003) in units of the last place.
Arguments: FORMAT FIRST-DAY LAST-DAY PLACES FACTOR [gap=START/QUARTERS] [estimated=START/QUARTERS] [channel=CODE]
FACTOR multiplies each value (two meters: 2; kW over a quarter hour: 0.25). Writes the number of readings and their sum.
"""
import csv
import io
import json
import sys
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Chicago")
QUARTER = timedelta(minutes=15)


def midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=ZONE).astimezone(timezone.utc)


def expected(first, last, places, factor, options):
    def run(name):
        if name not in options:
            return None, None
        start, quarters = options[name].rsplit("/", 1)
        begin = datetime.fromisoformat(start).astimezone(timezone.utc)
        return begin, begin + int(quarters) * QUARTER

    gap, estimated = run("gap"), run("estimated")
    at = midnight(first)
    while at < midnight(last + timedelta(days=1)):
        if not (gap[0] and gap[0] <= at < gap[1]):
            digits = int(at.timestamp()) // 900 * 7919 % 100003
            value = Decimal(digits).scaleb(-places) * factor
            yield at, value, "Estimated" if estimated[0] and estimated[0] <= at < estimated[1] else "Actual"
        at += QUARTER


def rows(kind, text):
    if kind == "csv":
        for row in csv.DictReader(io.StringIO(text, newline="")):
            yield row["channel"], row["interval_start"], row["interval_end"], Decimal(row["kwh"]), row["quality"]
    elif kind == "jsonl":
        for line in text.splitlines():
            row = json.loads(line, parse_float=Decimal, parse_int=Decimal)
            yield row["channel"], row["interval_start"], row["interval_end"], row["kwh"], row["quality"]
    elif kind == "days":
        for line in text.splitlines():
            day = json.loads(line, parse_float=Decimal)
            begin = datetime.fromisoformat(day["start"]).astimezone(timezone.utc)
            assert begin.astimezone(ZONE).date().isoformat() == day["date"], day["date"]
            for position, value in enumerate(day["kwh"]):
                if value is not None:
                    start = (begin + position * QUARTER).astimezone(ZONE)
                    end = (begin + (position + 1) * QUARTER).astimezone(ZONE)
                    quality = [name for name, at in day["quality"].items() if position in at] or ["Actual"]
                    yield day["channel"], start.isoformat(), end.isoformat(), Decimal(value), quality[0]


def main():
    kind, first, last, places, factor = sys.argv[1:6]
    options = dict(one.split("=", 1) for one in sys.argv[6:])
    text = sys.stdin.buffer.read().decode("utf-8")
    found = [row for row in rows(kind, text) if row[0] == options.get("channel", "EnergyDelivered")]
    awaited = list(expected(date.fromisoformat(first), date.fromisoformat(last), int(places), Decimal(factor), options))
    for row, (at, value, quality) in zip(found, awaited):
        # The text, with its offset: not only the instant.
        assert row[1] == at.astimezone(ZONE).isoformat(), (row, at)
        assert row[2] == (at + QUARTER).astimezone(ZONE).isoformat(), (row, at)
        assert row[3] == value and row[4] == quality, (row, value, quality)
    assert len(found) == len(awaited), (len(found), len(awaited))
    print(len(found))
    print(sum((row[3] for row in found), Decimal(0)).normalize().__format__("f"))


main()

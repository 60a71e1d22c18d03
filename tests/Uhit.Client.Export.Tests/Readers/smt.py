"""Writes the golden files of the 15-minute CSV of Smart Meter Texas, from what is known of its habits and not from our code.

Usage: python3 smt.py > ../Golden/smt.csv; with --clean without the habits.
Days 2 November 2025 (100 rows a channel) and 8 March 2026 (96, four without value), consumption and generation; on the March day the
quarter hours from 05:00 to 06:00 are estimated and the one from 07:00 is missing.
"""
import sys
from datetime import datetime, timedelta, timezone
from decimal import Decimal

CLEAN = "--clean" in sys.argv
ESI_ID = "1008901000000000000001"


def clock(minutes):
    return "%s%02d:%02d" % ("" if CLEAN else " ", minutes // 60 % 24, minutes % 60)


def value(utc, places):
    return Decimal(int(utc.timestamp()) // 900 * 7919 % 100003).scaleb(-places)


def row(day, start, end, kwh, quality, channel):
    print("%s%s,%s,,%s,%s,%s,%s,%s" % ("" if CLEAN else "'", ESI_ID, day, clock(start), clock(end), kwh, quality, channel))


def autumn(channel, places):
    utc = datetime(2025, 11, 2, 5, tzinfo=timezone.utc)
    # 00:00 to 02:00 daylight time, then from 01:00 on again.
    starts = list(range(0, 120, 15)) + list(range(60, 1440, 15))
    for position, start in enumerate(starts):
        shown = 120 if position == 8 and not CLEAN else start
        row("11/02/2025", shown, start + 15, value(utc, places), "A", channel)
        utc += timedelta(minutes=15)


def spring(channel, places):
    utc = datetime(2026, 3, 8, 6, tzinfo=timezone.utc)
    for start in range(0, 1440, 15):
        if 120 <= start < 180:
            if not CLEAN:
                row("03/08/2026", start, start + 15, "", "", channel)
            continue
        if start == 420:
            if not CLEAN:
                row("03/08/2026", start, start + 15, "", "", channel)
        else:
            row("03/08/2026", start, start + 15, value(utc, places), "E" if 300 <= start < 360 else "A", channel)
        utc += timedelta(minutes=15)


print("ESIID,USAGE_DATE,REVISION_DATE,USAGE_START_TIME,USAGE_END_TIME,USAGE_KWH,ESTIMATED_ACTUAL,CONSUMPTION_SURPLUSGENERATION")
for day in (autumn, spring):
    day("Consumption", 3)
    day("Surplus Generation", 3)

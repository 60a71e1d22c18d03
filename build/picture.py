#!/usr/bin/env python3
"""Draws what a terminal showed as an SVG: script -qc 'stty cols 118; dotnet …/uhit.dll demo' shown.txt; build/picture.py shown.txt > docs/demo.svg"""
import html
import re
import sys

COLOURS = {"1": "#ffffff", "38;5;2": "#6cc46c", "38;5;8": "#8b98a5"}
ESCAPE = re.compile(r"\x1b\[([?=0-9;]*)([A-Za-z])|\x1b=")
FONT = 13
WIDTH, HEIGHT = FONT * 0.602, 18


def spans(line):
    style, at, found = "", 0, []
    for escape in ESCAPE.finditer(line):
        found.append((style, line[at:escape.start()]))
        at = escape.end()
        if escape.group(2) == "m":
            style = "" if escape.group(1) in ("", "0") else escape.group(1)
    return [(style, text) for style, text in [*found, (style, line[at:])] if text]


def main(path):
    lines = open(path, encoding="utf-8").read().replace("\r", "").split("\n")[1:]
    # The tables are the picture; the curves below them stay in the terminal.
    end = next(i for i, line in enumerate(lines) if "are those that the simulator sent" in line) + 1
    rows = [[("1", "$ bash build/demo.sh")], *map(spans, lines[:end])]
    columns = max(sum(len(text) for _, text in row) for row in rows)
    width, height = round(columns * WIDTH + 32), len(rows) * HEIGHT + 32
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">')
    print("<title>What uhit demo shows: each step of the exchange, then a table of what arrived</title>")
    print(f'<rect width="{width}" height="{height}" rx="8" fill="#10202f"/>')
    print(f'<g font-family="ui-monospace,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="{FONT}" fill="#d5dde5" xml:space="preserve">')
    for number, row in enumerate(rows):
        column = 0
        for style, text in row:
            fill = f' fill="{COLOURS[style]}"' if style in COLOURS else ""
            weight = ' font-weight="bold"' if style == "1" else ""
            place = f'x="{16 + column * WIDTH:.1f}" y="{28 + number * HEIGHT}" textLength="{len(text) * WIDTH:.1f}"'
            if text.strip():
                print(f"<text {place}{fill}{weight}>{html.escape(text)}</text>")
            column += len(text)
    print("</g>\n</svg>")


main(sys.argv[1])

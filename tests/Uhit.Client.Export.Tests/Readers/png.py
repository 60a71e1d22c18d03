"""Reads a PNG by what its standard says, and prints its size and, for each column, the colours from top to bottom.

Usage: png.py < FILE. Every checksum is compared; a colour is RRGGBB, or - where it is clear.
"""
import struct
import sys
import zlib

data = sys.stdin.buffer.read()
assert data[:8] == b"\x89PNG\r\n\x1a\n"
at, parts = 8, {}
while at < len(data):
    (length,) = struct.unpack(">I", data[at:at + 4])
    kind, body = data[at + 4:at + 8], data[at + 8:at + 8 + length]
    assert struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0] == zlib.crc32(kind + body), kind
    parts[kind] = parts.get(kind, b"") + body
    at += 12 + length
width, height, depth, colour = struct.unpack(">IIBB", parts[b"IHDR"][:10])
assert (depth, colour) == (8, 3) and b"IEND" in parts
clear = [index for index, alpha in enumerate(parts.get(b"tRNS", b"")) if alpha == 0]
rows = zlib.decompress(parts[b"IDAT"])
assert len(rows) == (width + 1) * height and all(rows[y * (width + 1)] == 0 for y in range(height))
print(width, height)
for x in range(width):
    column = [rows[y * (width + 1) + 1 + x] for y in range(height)]
    print(" ".join("-" if i in clear else parts[b"PLTE"][i * 3:i * 3 + 3].hex() for i in column))

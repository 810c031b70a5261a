"""Clips joined to one sound: MP3 frames put one after another, Opus packets paged anew.

Only for clips this installation encoded itself: each MP3 frame stands alone (no reservoir), and
every Opus packet is as long as any other.
"""

import struct
from collections.abc import Iterable, Iterator

_PAGE = struct.Struct("<4sBBqIIIB")
_CRC_AT = 22
RATE = 48_000  # what Ogg counts Opus in, whatever was recorded
PACKET = RATE * 60 // 1000  # samples a packet: 60 ms
PACKETS_A_PAGE = 50
LAST, FIRST = 4, 2
_POLYNOMIAL = 0x04C11DB7


def joined_mp3(clips: Iterable[bytes]) -> bytes:
    """Return clips as one MP3."""
    return b"".join(clips)


def joined_ogg(clips: Iterable[bytes]) -> bytes:
    """Return clips as one Opus file; its two headers are the first clip's."""
    every = [list(_packets(clip)) for clip in clips]
    if not every:
        return b""
    head, tags = every[0][:2]
    sound = [packet for clip in every for packet in clip[2:]]
    pages = [_page([head], 0, 0, FIRST), _page([tags], 0, 1, 0)]
    for at in range(0, len(sound), PACKETS_A_PAGE):
        some = sound[at : at + PACKETS_A_PAGE]
        done = at + len(some)
        kind = LAST if done == len(sound) else 0
        pages.append(_page(some, done * PACKET, len(pages), kind))
    return b"".join(pages)


def _packets(data: bytes) -> Iterator[bytes]:
    at, begun = 0, b""
    while at + _PAGE.size <= len(data):
        lengths = data[at + _PAGE.size : at + _PAGE.size + data[at + _PAGE.size - 1]]
        at += _PAGE.size + len(lengths)
        for length in lengths:
            begun += data[at : at + length]
            at += length
            if length < 255:
                yield begun
                begun = b""


def _page(packets: list[bytes], granule: int, number: int, kind: int) -> bytes:
    lengths = b"".join(_lacing(len(packet)) for packet in packets)
    head = _PAGE.pack(b"OggS", 0, kind, granule, 1, number, 0, len(lengths))
    page = head + lengths + b"".join(packets)
    return page[:_CRC_AT] + struct.pack("<I", _crc(page)) + page[_CRC_AT + 4 :]


def _lacing(length: int) -> bytes:
    return b"\xff" * (length // 255) + bytes([length % 255])


def _table() -> tuple[int, ...]:
    made = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1) ^ (_POLYNOMIAL if value & 0x80000000 else 0)
        made.append(value & 0xFFFFFFFF)
    return tuple(made)


_TABLE = _table()


def _crc(page: bytes) -> int:
    """Return Ogg's own check sum (not zlib's: not reflected, begun with nothing)."""
    value = 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ _TABLE[(value >> 24) ^ byte]
    return value

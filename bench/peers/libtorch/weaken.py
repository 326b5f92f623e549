"""Makes versions that an ELF library needs weak: weaken.py LIBRARY VERSION... (the section SHT_GNU_verneed, of 64 bits, little-endian)."""
import struct
import sys

VERNEED, WEAK = 0x6FFFFFFE, 2


def weaken(path, versions):
    data = bytearray(open(path, "rb").read())
    (table,) = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, table + i * size) for i in range(count)]
    for section in (s for s in sections if s[1] == VERNEED):
        names, need = sections[section[6]][4], section[4]
        while True:
            _, entries, _, first, following = struct.unpack_from("<HHIII", data, need)
            entry = need + first
            for _ in range(entries):
                _, flags, _, name, after = struct.unpack_from("<IHHII", data, entry)
                start = names + name
                if data[start : data.index(0, start)].decode() in versions:
                    struct.pack_into("<H", data, entry + 4, flags | WEAK)
                entry += after
            if following == 0:
                break
            need += following
    open(path, "wb").write(data)


weaken(sys.argv[1], sys.argv[2:])

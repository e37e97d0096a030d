"""A minimal reader of SSC bundles: the standard library alone, written from docs/bundle-format.md.

`python read_bundle.py FILE` checks sums and signatures, works out what is shown, lists the stories.
It has none of the limits of section 14: use it for bundles you trust. [n] is section n.
"""

import base64
import json
import sys
import zipfile
from hashlib import blake2b, sha256, sha512

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def check(good, what):
    """Refuse the file where something is not good."""
    if not good:
        raise SystemExit(f"refused: {what}")


def add(one, two):
    """The sum of two points, in extended coordinates."""
    a, b = (one[1] - one[0]) * (two[1] - two[0]), (one[1] + one[0]) * (two[1] + two[0])
    c, d = 2 * one[3] * two[3] * D, 2 * one[2] * two[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    """A point added to itself so often."""
    result = (0, 1, 1, 0)
    for bit in f"{number:b}":
        result = add(add(result, result), point) if bit == "1" else add(result, result)
    return result


def point_in(data):
    """The point in 32 bytes."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    check(x * x % P == square and y < P, "no point of the curve")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def signed(key, signature, message):
    """Whether the holder of `key` signed `message` (Ed25519, RFC 8032)."""
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % L
    (x, y, _z, t), base = point_in(key), point_in(b"\x58" + b"\x66" * 31)
    x, y, z, _t = add(times(s, base), times(k, (P - x, y, 1, P - t)))
    x, y = x * pow(z, -1, P) % P, y * pow(z, -1, P) % P
    return s < L and (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


def read(path):
    """The devices by id, and the lines of cuts and of revisions, after all checks [6, 7, 9]."""
    with zipfile.ZipFile(path) as bag:
        files = {name.partition("/")[2]: bag.read(name) for name in bag.namelist()}
    tag = "tagmanifest-sha256.txt"
    lines = (files[tag] + files["manifest-sha256.txt"]).decode().splitlines()
    check({line[66:] for line in lines} | {tag, tag + ".minisig"} == files.keys(), "other files")
    for line in lines:
        check(sha256(files[line[66:]]).hexdigest() == line[:64], line[66:])
    header = json.loads(files["data/bundle.json"])
    check(header["version"][:2] == "1." and set(header["requires"]) <= {"cut1"}, "newer version")
    known = map(json.loads, files["data/devices.jsonl"].splitlines())
    devices = {sha256(base64.b64decode(one["key"])).hexdigest(): one for one in known}
    lines = files[tag + ".minisig"].splitlines()
    key = base64.b64decode(devices[header["device"]]["key"])
    first, second = base64.b64decode(lines[1])[10:], base64.b64decode(lines[3])
    check(lines[2] == b"trusted comment: ssc-bundle " + header["bundle"].encode(), "other bundle")
    check(signed(key, first, blake2b(files[tag]).digest()), "signature")
    check(signed(key, second, first + lines[2][17:]), "signature of the comment")
    text = [
        b"".join(files[name] for name in sorted(files) if name.startswith(folder)).split(b"\n")[:-1]
        for folder in ("data/cuts/", "data/revisions/")
    ]
    return devices, *text


def saved(devices, cuts, revisions):
    """Each revision that a good cut of its own device and root lists: (at, id, revision) [2]."""
    stamps = {}
    for line in cuts:
        body, cut = line[92:-1], json.loads(line)[1]
        key = base64.b64decode(devices[cut["dev"]]["key"])
        if cut["v"] == 1 and signed(key, base64.b64decode(line[2:90]), b"ssc-cut1\0" + body):
            for listed in cut["revs"]:
                place = listed, cut["dev"], cut["root"]
                stamps[place] = min(stamps.get(place, cut["at"]), cut["at"])
    for body in revisions:
        id_, one = sha256(body).hexdigest(), json.loads(body)
        place = id_, one["dev"], one["root"]
        if place in stamps and one["v"] == 1 and one["kind"] != "redaction":
            yield stamps[place], id_, one


def view(made):
    """The records by id: kind, parent, and of each field the live (at, id, value)s [3]."""
    records = {}
    for at, id_, one in sorted(made, key=lambda each: each[:2]):
        record = records.setdefault(one["rec"], {**one, "fields": {}, "over": set()})
        for field, (value, over) in one["set"].items():
            record["fields"].setdefault(field, []).append((at, id_, value))
            record["over"] |= {(field, replaced) for replaced in over}
    for record in records.values():
        for field, given in record["fields"].items():
            record["fields"][field] = [x for x in given if (field, x[1]) not in record["over"]]
    return records


def alive(records, record):
    """The live revisions of a record and of all below it."""
    below = [one for one in records if records[one]["in"] == record]
    own = {id_ for live in records[record]["fields"].values() for _at, id_, _value in live}
    return own.union(*(alive(records, one) for one in below))


def is_deleted(records, record):
    """Whether nothing is alive in it that those who deleted it did not see [3]."""
    marks = {id_: value for _at, id_, value in records[record]["fields"].get("~deleted", ())}
    saw = marks.keys() | {id_ for value in marks.values() if value for id_ in value["saw"]}
    return any(marks.values()) and False not in marks.values() and alive(records, record) <= saw


def stories(path):
    """Of every story: id, title, status, the computers that wrote it, the number of records."""
    devices, cuts, revisions = read(path)
    made = list(saved(devices, cuts, revisions))
    for root in sorted({one["root"] for _at, _id, one in made}):
        own = [each for each in made if each[2]["root"] == root]
        records = view(own)
        if root not in records or records[root]["kind"] != "case" or is_deleted(records, root):
            continue
        fields = records[root]["fields"]
        shown = [fields[name][-1][2] if fields.get(name) else "" for name in ("title", "status")]
        who = sorted({devices[one["dev"]].get("name", "") for _at, _id, one in own})
        yield root, *shown, who, sum(not is_deleted(records, one) for one in records)


if __name__ == "__main__":
    for root, title, status, who, number in stories(sys.argv[1]):
        print(f"{root}  {title} ({status}), by {', '.join(who)}: {number} records")

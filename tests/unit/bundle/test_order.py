"""Bundles whose writer did not sort its lines."""

from pathlib import Path

from ssc_desktop.bundle.devices import Device
from ssc_desktop.bundle.limits import Limits
from ssc_desktop.bundle.sieve import Known, Sieve, sifted
from tests.unit.bundle.samples import RICE, Laptop

LATER = "0" + RICE[1:-1] + ("1" if RICE[-1] != "1" else "2")


def test_lines_out_of_order_come_root_by_root_all_the_same(tmp_path: Path) -> None:
    laptop = Laptop(7)
    roots = sorted([RICE, LATER])
    for root in roots:
        laptop.edit(root, title="Rice")
        laptop.edit(root, network="The club")
    histories = list(laptop.histories())
    cuts = [line for history in reversed(histories) for line in history.cuts]
    bodies = [body for history in reversed(histories) for body in history.revisions]
    mixed = [*cuts[::2], *cuts[1::2]]
    device = Device(laptop.key.public)

    with Sieve(tmp_path, {device.id: device}, Known(), Limits()) as sieve:
        sieve.take_cuts("cuts", bytearray(b"".join(mixed)))
        sieve.take_revisions("revisions", bytearray(b"".join(body + b"\n" for body in bodies)))
    stories = list(sifted(tmp_path))

    assert [story.root for story in stories] == roots
    assert [(len(story.cuts), len(story.revisions)) for story in stories] == [(2, 2), (2, 2)]

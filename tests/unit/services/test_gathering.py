"""Forty bundles at once: one summary first, then all of them; what cannot come in waits."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop.bundle import header
from ssc_desktop.bundle.sealing import Lock, SealingKey, seal
from ssc_desktop.errors import Cancelled, InvalidInput, NotForYou, PassphraseNeeded, TooNew
from ssc_desktop.record.editing import with_value
from ssc_desktop.services import bundles, inbox, libraries, trust, undoing
from ssc_desktop.services.gathering import Gathered, Plans
from tests.laptops import Laptop

Bought = Callable[[str], Laptop]
SECRET = "correct horse battery"


@pytest.fixture
def chi(laptop_of: Bought) -> Laptop:
    """Chi's laptop."""
    return laptop_of("chi")


def take_all(laptop: Laptop, plans: Plans, *, accept: bool = True) -> Gathered:
    """Take in what was planned; with `accept` also what asks for a word."""
    agreed = [plan.bundle for plan in plans.asking] if accept else []
    return bundles.take_all(laptop.library, plans, accept=agreed)[0]


def test_one_summary_tells_what_all_bundles_bring(amina: Laptop, bo: Laptop, chi: Laptop) -> None:
    shared = amina.add()
    for laptop in (bo, chi):
        laptop.take_all_of(amina)
        laptop.type(shared, "network", f"Of {laptop.folder.name}")
        laptop.add(title=f"Only of {laptop.folder.name}")
    sources = [bo.send(), chi.send()]

    plans = bundles.plan_all(amina.library, sources)

    # each by itself would change one answer; together they disagree
    assert [plan.conflicts for plan in plans.plans] == [1, 1]
    assert plans.sentence() == "2 new, 1 updated, 1 needs you."
    assert [(one.bundles, one.new, one.updated) for one in plans.shares] == [(1, 1, 1)] * 2
    gathered = take_all(amina, plans)
    assert [one.sentence() for one in gathered.taken][1] == "1 new, 1 updated, 1 needs you."
    assert len(amina.screen(shared).conflicts["network"]) == 2
    assert {line.id for line in plans.new} < {line.id for line in amina.listed()}


def test_what_may_be_told_twice_is_said_before_it_comes(
    amina: Laptop, bo: Laptop, chi: Laptop
) -> None:
    told = {
        "partner": [
            {"country": "CHN", "roles": ["knowledge_provider"]},
            {"country": "UGA", "roles": ["knowledge_recipient"]},
        ],
        "start_date": "2019",
    }
    here = amina.add(title="Rice seed from China for Ugandan farmers", **told)
    bo.add(title="Rice seed from China for the farmers of Uganda", **told)
    chi.add(title="Rice seed from China, for Ugandan farmers", **told)
    chi.add(title="Wind in Kenya")

    plans = bundles.plan_all(amina.library, [bo.send(), chi.send()])

    pairs = [{one.one.id, one.other.id} for one in plans.duplicates]
    coming = {line.title: line.id for line in plans.new}
    assert {here, coming["Rice seed from China, for Ugandan farmers"]} in pairs
    assert all(coming["Wind in Kenya"] not in pair for pair in pairs)
    assert "titles" in plans.duplicates[0].reasons[0]


def test_a_plan_shows_stories_as_the_list_will(amina: Laptop, bo: Laptop) -> None:
    libraries.add_samples(amina.library)
    told = amina.add(partner=[{"name_as_used": "FAO", "roles": ["mutual_learner"]}])
    amina.put(told, with_value(amina.case(told), ("status",), "complete"))
    edited = amina.add(title="Two")
    amina.type(edited, "network", "One")
    amina.type(edited, "network", "Two")
    bundle = amina.send()

    planned = bundles.plan(bo.library, bundle)
    taken = bo.take(bundle)

    def plain(lines: tuple[object, ...]) -> list[object]:
        unknown = {"number": 0, "completeness": 0, "fingerprint": ""}
        return [line._replace(**unknown) for line in lines]  # type: ignore[attr-defined]

    assert plain(planned.new) == plain(taken.new)
    assert len(planned.new) > 2


def test_a_bad_file_is_refused_alone(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    good, bad = bo.send(), amina.folder / "bad.sscz"
    bad.write_bytes(good.read_bytes()[:-1])

    plans = bundles.plan_all(amina.library, [bad, good, amina.folder / "gone.sscz"])

    assert [one.path.name for one in plans.refused] == ["bad.sscz", "gone.sscz"]
    assert plans.refused[0].rule
    assert [len(one.taken) for one in (take_all(amina, plans),)] == [1]


def test_folders_are_searched(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    stick = amina.folder / "stick"
    (stick / "Bo" / "today").mkdir(parents=True)
    (stick / "empty").mkdir()
    shutil.copy(bo.send(), stick / "Bo" / "today" / "ONE.SSCZ")
    (stick / "Bo" / "notes.txt").write_text("no bundle")

    plans = bundles.plan_all(amina.library, [stick, stick / "Bo", stick / "empty"])

    assert [plan.path.name for plan in plans.plans] == ["ONE.SSCZ"]
    assert [one.path.name for one in plans.refused] == ["empty"]


def test_what_a_person_did_not_agree_to_waits(amina: Laptop, bo: Laptop) -> None:
    story = bo.add()
    plans = bundles.plan_all(amina.library, [bo.send()])
    assert [plan.waits for plan in plans.asking] == ["new_device"]

    gathered = take_all(amina, plans, accept=False)

    assert gathered.taken == ()
    (waiting,) = gathered.waiting
    assert waiting.fingerprint == trust.own(bo.library).fingerprint
    assert (waiting.file_name, waiting.reason) == ("bundle-1.sscz", "new_device")
    assert amina.listed() == ()
    assert inbox.plan(amina.library, waiting.id).sentence() == "1 new."
    inbox.accept(amina.library, waiting.id)
    assert amina.line(story).id == story
    assert inbox.waiting(amina.library) == ()
    assert not list((amina.folder / "library" / "inbox").iterdir())
    assert [one.file_name for one in undoing.imports(amina.library)] == ["bundle-1.sscz"]


def test_what_waits_is_kept_once_and_can_be_left_out(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    bundle = bo.send()
    for _time in range(2):
        take_all(amina, bundles.plan_all(amina.library, [bundle]), accept=False)
    (waiting,) = inbox.waiting(amina.library)

    inbox.remove(amina.library, waiting.id)

    assert inbox.count(amina.library) == 0
    assert bundle.exists()
    with pytest.raises(Exception, match="does not wait"):
        inbox.accept(amina.library, waiting.id)


def test_copies_of_which_nobody_knows_are_swept_away(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    take_all(amina, bundles.plan_all(amina.library, [bo.send()]), accept=False)
    folder = amina.folder / "library" / "inbox"
    (folder / "half.part").write_bytes(b"killed while it was copied")

    amina.reopen()

    assert [path.name for path in folder.iterdir()] == [inbox.waiting(amina.library)[0].id]


def test_taking_in_the_file_itself_ends_the_waiting(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    bundle = bo.send()
    take_all(amina, bundles.plan_all(amina.library, [bundle]), accept=False)

    amina.take(bundle)

    assert inbox.count(amina.library) == 0


def test_once_a_computer_is_known_what_waited_comes_in(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    take_all(amina, bundles.plan_all(amina.library, [bo.send()]), accept=False)
    assert inbox.again(amina.library)[0] == ()

    trust.set_state(amina.library, trust.own(bo.library).fingerprint, "checked")
    taken, changes = inbox.again(amina.library)

    assert [one.sentence() for one in taken] == ["1 new."]
    assert len(changes.cases) == 1
    assert inbox.count(amina.library) == 0


def test_why_a_bundle_waits_follows_what_is_said_of_its_computer(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    take_all(amina, bundles.plan_all(amina.library, [bo.send()]), accept=False)
    reasons = []

    for state in ("blocked", "new"):
        trust.set_state(amina.library, trust.own(bo.library).fingerprint, state)
        reasons += [one.reason for one in inbox.waiting(amina.library)]

    assert reasons == ["blocked", "new_device"]


def test_a_newer_bundle_waits_for_a_newer_program(
    amina: Laptop, bo: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo.add()
    with monkeypatch.context() as newer:
        newer.setattr(header, "VERSION", "2.0")
        newer.setattr(header.Header, "__init__", _of_version(header.Header.__init__, "2.0"))
        bundle = bo.send()
    with pytest.raises(TooNew):
        amina.take(bundle)
    assert [one.reason for one in inbox.waiting(amina.library)] == ["too_new"]
    assert inbox.waiting(amina.library)[0].sender_id == bo.library.device.id

    plans = bundles.plan_all(amina.library, [bundle])
    assert [one.kept_as for one in plans.refused] == ["too_new"]
    assert [one.reason for one in take_all(amina, plans).waiting] == ["too_new"]
    assert inbox.again(amina.library)[0] == ()
    with monkeypatch.context() as updated:
        updated.setattr(header, "_MAJOR", "2")
        assert inbox.again(amina.library)[0] == ()
        # it can be read now, and its computer is new here
        assert [one.reason for one in inbox.waiting(amina.library)] == ["new_device"]


def _of_version(init: Callable[..., None], version: str) -> Callable[..., None]:
    def made(self: object, *given: object, **named: object) -> None:
        init(self, *given, **(named | {"version": version}))

    return made


def test_what_is_sealed_for_others_waits(amina: Laptop, bo: Laptop, chi: Laptop) -> None:
    bo.add()
    sealed = _sealed(bo, Lock((trust.own(chi.library).recipient,)))

    plans = bundles.plan_all(amina.library, [sealed])

    assert [one.kept_as for one in plans.refused] == ["sealed"]
    assert [one.reason for one in take_all(amina, plans).waiting] == ["sealed"]
    with pytest.raises(NotForYou):
        amina.take(sealed)
    assert inbox.count(amina.library) == 1
    assert take_all(chi, bundles.plan_all(chi.library, [sealed])).taken[0].sentence() == "1 new."


def test_a_passphrase_is_asked_for(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    sealed = _sealed(bo, Lock(passphrase=SECRET))

    plans = bundles.plan_all(amina.library, [sealed])
    assert plans.locked == (sealed,)
    with pytest.raises(PassphraseNeeded):
        amina.take(sealed)
    plans = bundles.plan_all(amina.library, [sealed], passphrase=SECRET)
    agreed = [plan.bundle for plan in plans.plans]
    gathered, _changes = bundles.take_all(amina.library, plans, accept=agreed, passphrase=SECRET)

    assert [one.sentence() for one in gathered.taken] == ["1 new."]
    assert inbox.count(amina.library) == 0


def _sealed(laptop: Laptop, lock: Lock) -> Path:
    target = laptop.folder / "sealed.sscz.age"
    seal(laptop.send(), target, lock)
    return target


def test_a_bundle_for_somebody_else_asks_first(amina: Laptop, bo: Laptop, chi: Laptop) -> None:
    bo.add()
    bundle = bo.folder / "for-chi.sscz"
    _written_for(bo, bundle, trust.own(chi.library).recipient)
    amina.take(bo.send())

    plan = bundles.plan(amina.library, bundle)

    assert (plan.for_you, plan.waits) == (False, "not_for_you")
    assert bundles.plan(chi.library, bundle).for_you
    gathered = take_all(amina, bundles.plan_all(amina.library, [bundle]), accept=False)
    assert [one.reason for one in gathered.waiting] == ["not_for_you"]


def _written_for(laptop: Laptop, target: Path, recipient: str) -> None:
    from ssc_desktop.bundle import writing
    from ssc_desktop.bundle.contents import Contents, History
    from ssc_desktop.bundle.devices import Device
    from ssc_desktop.bundle.header import Header
    from ssc_desktop.store import truth

    with laptop.library.reading() as connection:
        found = truth.histories(connection, truth.roots(connection))
        contents = Contents(
            [History(*one) for one in found], [Device(laptop.library.device.public)]
        )
        writing.write(target, contents, laptop.library.device, header=Header(to=(recipient,)))


def test_stopping_keeps_what_is_in_and_leaves_the_rest(
    amina: Laptop, bo: Laptop, chi: Laptop
) -> None:
    for laptop in (bo, chi):
        laptop.add()
    plans = bundles.plan_all(amina.library, [bo.send(), chi.send()])
    agreed = [plan.bundle for plan in plans.plans]

    passed: list[int] = [0]
    first = plans.plans[0].path.stat().st_size

    gathered, _changes = bundles.take_all(
        amina.library,
        plans,
        accept=agreed,
        progress=lambda done, _of: passed.append(done),
        stop=lambda: passed[-1] > first,
    )

    assert (len(gathered.taken), gathered.left) == (1, 1)
    assert len(amina.listed()) == 1
    amina.revisions()
    with pytest.raises(Cancelled):
        bundles.plan_all(amina.library, [bo.send()], stop=lambda: True)


def test_progress_is_told_over_all_bundles(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    first = bo.send()
    bo.add(title="Two")
    told: list[tuple[int, int]] = []

    bundles.plan_all(amina.library, [first, bo.send()], progress=lambda *at: told.append(at))

    assert told == sorted(told)
    assert len({of for _done, of in told}) == 1
    assert told[-1][0] == told[-1][1]


def test_the_whole_work_is_undone_together(amina: Laptop, bo: Laptop, chi: Laptop) -> None:
    shared = amina.add()
    for laptop in (bo, chi):
        laptop.take_all_of(amina)
        laptop.type(shared, "network", laptop.folder.name)
        laptop.add()
    before = amina.truth(), amina.listed()
    gathered = take_all(amina, bundles.plan_all(amina.library, [bo.send(), chi.send()]))

    assert undoing.together(amina.library, gathered.bundles[0]) == gathered.bundles
    undone, _changes = undoing.undo(amina.library, gathered.bundles)

    assert (len(undone.gone), len(undone.changed)) == (2, 1)
    assert (amina.truth(), amina.listed()) == before


def test_a_blocked_computer_is_not_in_the_sums(amina: Laptop, bo: Laptop) -> None:
    bo.add()
    amina.take_all_of(bo)
    trust.set_state(amina.library, trust.own(bo.library).fingerprint, "blocked")
    bo.add()

    plans = bundles.plan_all(amina.library, [bo.send()])

    assert plans.sentence() == "Nothing new in it."
    assert [plan.waits for plan in plans.asking] == ["blocked"]
    gathered = take_all(amina, plans)
    assert [one.reason for one in gathered.waiting] == ["blocked"]
    with pytest.raises(InvalidInput):
        inbox.accept(amina.library, gathered.waiting[0].id)


def test_what_was_taken_in_is_told_though_the_inbox_has_no_place(
    amina: Laptop, bo: Laptop, chi: Laptop
) -> None:
    for laptop in (bo, chi):
        laptop.add()
    locked = amina.folder / "locked.sscz.age"
    seal(chi.send(), locked, Lock.to(SealingKey.load_or_create(chi.folder / "other"), []))
    plans = bundles.plan_all(amina.library, [bo.send(), locked])
    (amina.folder / "library" / "inbox").write_bytes(b"in the way")

    gathered = take_all(amina, plans)

    assert len(gathered.taken) == 1
    assert [one.path for one in gathered.refused] == [locked]
    assert len(amina.listed()) == 1

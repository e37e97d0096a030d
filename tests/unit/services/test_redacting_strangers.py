"""Nobody has the words or files of another destroyed by pretending to have written them."""

import pytest

from ssc_desktop.history import redaction
from ssc_desktop.services import cases, redacting, saving, trust
from ssc_desktop.store import blobs, derived, truth
from tests.laptops import Laptop
from tests.unit.services.conftest import Bought
from tests.unit.services.parcels import with_photo
from tests.unit.services.test_redacting import METHOD, WORDS, make_facilitator


def revision_of(laptop: Laptop, case_id: str, field: str) -> str:
    """The revision that says something of a field."""
    with laptop.library.reading() as connection:
        held = truth.revisions_of(connection, case_id)
    return next(one.id for one in held if field in one.fields)


def forge(laptop: Laptop, case_id: str, target: str) -> None:
    """A signed redaction as no window would make it."""
    with laptop.library.writing() as connection:
        asked = [redaction.asking(target, "For no reason.")]
        saving.cut(laptop.library, connection, case_id, asked, {})
        derived.update(connection, laptop.library.raw, case_id)


def only_item(laptop: Laptop, case_id: str) -> tuple[str, str]:
    """The path of the last file of a story."""
    return "attachment", laptop.case(case_id).attachment[-1].id


@pytest.fixture
def mallory(laptop_of: Bought) -> Laptop:
    """A laptop that was accepted once, with no role."""
    return laptop_of("mallory")


def test_words_are_not_ones_own_because_one_names_their_revision(
    amina: Laptop, bo: Laptop, mallory: Laptop
) -> None:
    case_id = amina.add(method="Amina's words.")
    for other in (bo, mallory):
        other.take_all_of(amina)
    target = revision_of(amina, case_id, "method")
    mallory.type(case_id, "network", target)
    forge(mallory, case_id, target)

    bo.take_all_of(mallory)

    assert redacting.waiting(bo.library) == ()


def test_a_file_of_another_story_is_not_destroyed_with_ones_own(
    amina: Laptop, bo: Laptop, mallory: Laptop
) -> None:
    case_id = amina.add()
    sha256 = with_photo(amina, case_id)
    for other in (bo, mallory):
        other.take_all_of(amina)
    own = mallory.add()
    with_photo(mallory, own)
    bo.take_all_of(mallory)
    redacting.redact(mallory.library, own, only_item(mallory, own), "Mine.")

    bo.take_all_of(mallory)
    for one in redacting.waiting(bo.library):
        redacting.confirm(bo.library, one.id)

    assert blobs.held(bo.library.attachments, sha256)
    assert bo.case(own).attachment == ()


def test_a_file_is_not_ones_own_because_one_puts_it_into_the_story_too(
    amina: Laptop, bo: Laptop, mallory: Laptop
) -> None:
    case_id = amina.add()
    sha256 = with_photo(amina, case_id)
    mallory.take_all_of(amina)
    with_photo(mallory, case_id)
    bo.take_all_of(mallory)
    forge(mallory, case_id, sha256)

    bo.take_all_of(mallory)

    assert redacting.waiting(bo.library) == ()


def test_a_file_goes_also_where_somebody_lists_it_among_his_words(
    amina: Laptop, bo: Laptop, mallory: Laptop
) -> None:
    case_id = amina.add()
    sha256 = with_photo(amina, case_id)
    for other in (bo, mallory):
        other.take_all_of(amina)
    _list(mallory, case_id, sha256)
    bo.take_all_of(mallory)
    make_facilitator(amina, amina)
    make_facilitator(bo, amina)
    redacting.redact(amina.library, case_id, only_item(amina, case_id), "She is in it.")
    bo.take_all_of(amina)
    (waiting,) = redacting.waiting(bo.library)

    redacting.confirm(bo.library, waiting.id)

    assert not blobs.held(bo.library.attachments, sha256)


def _list(laptop: Laptop, case_id: str, identity: str) -> None:
    """A save that lists, as a revision, what is none."""
    from ssc_desktop.history.canonical import canonical
    from ssc_desktop.history.saving import signed

    library = laptop.library
    body = canonical({
        "at": library.clock.tick(), "by": "", "dev": laptop.id, "inc": library.incarnation,
        "prev": "", "revs": [identity], "root": case_id, "seq": 1, "v": 1,
    })  # fmt: skip
    with library.writing() as connection:
        truth.add_cuts(connection, [signed(body, library.device)])


def test_what_a_facilitator_withdrew_stays_away_though_it_was_asked_for_before_it_came(
    amina: Laptop, bo: Laptop, chen: Laptop
) -> None:
    case_id = amina.add(method="Amina's words.")
    chen.take_all_of(amina)
    bo.take_all_of(amina)
    chen.type(case_id, "network", "Words of Zanzibarwitness.")
    whole = chen.send()
    bo.take(whole)
    target = revision_of(chen, case_id, "network")
    bo.add()
    amina.take(bo.send(*(line.id for line in bo.listed() if line.id != case_id)))
    make_facilitator(amina, bo)
    make_facilitator(bo, bo)
    redacting.redact(bo.library, case_id, target, "A name.")
    _take_only_what_bo_wrote(amina, bo, case_id)
    (waiting,) = redacting.waiting(amina.library)
    redacting.confirm(amina.library, waiting.id)

    amina.take(whole)

    assert redacting.waiting(amina.library) == ()
    assert b"Zanzibarwitness" not in amina.words()
    amina.take_all_of(bo)
    with amina.library.reading() as one, bo.library.reading() as other:
        assert truth.marks(one, [case_id]) == truth.marks(other, [case_id])


def _take_only_what_bo_wrote(amina: Laptop, bo: Laptop, case_id: str) -> None:
    """As if the part with the words had not come yet."""
    with bo.library.reading() as connection:
        cuts = [one for one in truth.cuts_of(connection, case_id) if one.device == bo.id]
        listed = {one for cut in cuts for one in cut.revisions}
        revisions = [one for one in truth.revisions_of(connection, case_id) if one.id in listed]
    with amina.library.writing() as connection:
        truth.add_revisions(connection, revisions)
        truth.add_cuts(connection, cuts)
        derived.update(connection, amina.library.raw, case_id)


def test_what_is_withdrawn_from_a_story_in_the_trash_is_asked_of_others_too(
    amina: Laptop, bo: Laptop
) -> None:
    case_id = amina.add(method=WORDS)
    cases.trash(amina.library, [case_id])
    bo.take_all_of(amina)

    redacting.redact(amina.library, case_id, METHOD, "she asked for it")
    bo.take_all_of(amina)

    assert [one.texts for one in redacting.waiting(bo.library)] == [(WORDS,)]
    assert amina.line(case_id).id in {one.id for one in amina.listed(trash=True)}
    assert bo.line(case_id).id in {one.id for one in bo.listed(trash=True)}


@pytest.mark.parametrize("state", ["blocked", "new"])
def test_a_role_ends_where_a_person_takes_the_trust_back(
    amina: Laptop, bo: Laptop, mallory: Laptop, state: str
) -> None:
    case_id = amina.add(method="Amina's words.")
    for other in (bo, mallory):
        other.take_all_of(amina)
    make_facilitator(mallory, mallory)
    redacting.redact(mallory.library, case_id, ("method",), "For no reason.")
    bo.take_all_of(mallory)
    make_facilitator(bo, mallory)
    assert len(redacting.waiting(bo.library)) == 1

    trust.set_state(bo.library, mallory.id[:12], state)

    assert redacting.waiting(bo.library) == ()

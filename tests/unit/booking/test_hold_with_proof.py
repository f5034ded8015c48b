"""Proof of work: one solved task takes one time, where a procedure asks for it."""

import json
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from altcha.v1 import solve_challenge

from booking.adapters.altcha_proofs import HIGHEST, SOLVED_WITHIN, AltchaProofs
from booking.domain.errors import ProofMissing
from booking.use_cases.hold_time import Wish
from booking.use_cases.hold_with_proof import hold_with_proof
from booking.use_cases.queries import free_times
from chassis.settings import Secrets
from chassis.testing.fakes import tenant
from tests.unit.booking.fakes import FakeBookingUnit, ports, section

TOWN = tenant()


def asking() -> FakeBookingUnit:
    """Return a unit of a town whose certificate asks for proof."""
    told = section()
    procedures = tuple(one.model_copy(update={"proof_of_work": True}) for one in told.procedures)
    return FakeBookingUnit(catalogue=told.model_copy(update={"procedures": procedures}))


def wish_of(unit: FakeBookingUnit, number: int = 0) -> Wish:
    """Return a wish for one of the free times."""
    slot = free_times(unit, ["meldebescheinigung"]).days[-1].slots[number]
    return Wish(("meldebescheinigung",), slot.time.begins_at, uuid4())


@pytest.mark.parametrize("proof", ["", "guessed"])
def test_without_proof_nothing_is_held(proof: str) -> None:
    unit = asking()
    with pytest.raises(ProofMissing):
        hold_with_proof(unit, wish_of(unit), proof, ports(unit))
    assert unit.appointments.kept == {}


def test_a_procedure_that_asks_for_none_needs_none() -> None:
    unit = FakeBookingUnit()
    assert hold_with_proof(unit, wish_of(unit), "", ports(unit)).state == "held"


def test_a_proof_takes_one_time_and_a_double_click_is_one_wish() -> None:
    unit = asking()
    first = wish_of(unit)
    held = hold_with_proof(unit, first, "solved", ports(unit))
    assert hold_with_proof(unit, first, "solved", ports(unit)) == held
    with pytest.raises(ProofMissing):
        hold_with_proof(unit, replace(wish_of(unit, 1), click=first.click), "solved", ports(unit))


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    """The region's secrets."""
    (tmp_path / "region.signing_key").write_text("old\nnew")
    return Secrets(tmp_path)


def solution(proofs: AltchaProofs, now: datetime) -> str:
    """Return what a browser sends."""
    task = proofs.task(TOWN, now)
    found = solve_challenge(str(task["challenge"]), str(task["salt"]), "SHA-256", HIGHEST)
    assert found is not None
    return b64encode(json.dumps({**task, "number": found.number}).encode()).decode()


def changed(proof: str, **fields: object) -> str:
    """Return a proof with other fields."""
    return b64encode(json.dumps(json.loads(b64decode(proof)) | fields).encode()).decode()


def test_a_solved_task_is_known_however_it_is_written(secrets: Secrets) -> None:
    proofs = AltchaProofs(secrets)
    proof = solution(proofs, datetime.now(UTC))
    mark = proofs.solved(TOWN, proof)
    assert mark == json.loads(b64decode(proof))["signature"]
    assert proofs.solved(TOWN, changed(proof, took=3, number=str(json.loads(b64decode(proof))["number"]))) == mark


def test_what_is_not_this_town_s_solved_task_proves_nothing(secrets: Secrets) -> None:
    proofs = AltchaProofs(secrets)
    proof = solution(proofs, datetime.now(UTC))
    salt = json.loads(b64decode(proof))["salt"]
    wrong = [
        "", "%%%", "ä", "MQ==", "W10=", "x" * 5_000, changed(proof, number=HIGHEST + 1), changed(proof, number=None),
        changed(proof, signature="0" * 64), changed(proof, salt=7), changed(proof, salt=salt + "expires=99999999999&"),
    ]  # fmt: skip
    assert [proofs.solved(TOWN, one) for one in wrong] == [None] * len(wrong)
    assert proofs.solved(tenant("musterstadt"), proof) is None
    late = solution(proofs, datetime.now(UTC) - SOLVED_WITHIN - timedelta(seconds=2))
    assert proofs.solved(TOWN, late) is None


def test_a_new_key_leaves_tasks_of_the_old_one_solvable(secrets: Secrets, tmp_path: Path) -> None:
    proofs = AltchaProofs(secrets)
    proof = solution(proofs, datetime.now(UTC))
    (tmp_path / "region.signing_key").write_text("new\nnewest")
    assert proofs.solved(TOWN, proof)
    (tmp_path / "region.signing_key").write_text("newest")
    assert proofs.solved(TOWN, proof) is None

"""Everything that the rules know by a code has its words."""

from typing import get_args

from identity.domain.check import Step
from identity.domain.features import KEYS
from identity.domain.levels import Level
from identity.domain.names import Kind
from identity.domain.prompts import PROMPTS
from identity.domain.questions import TOPICS
from identity.domain.reasons import Reason, Revocation
from identity.entrypoints.texts import document_texts, drawn_texts, outcome_texts, step_texts


def test_nothing_is_shown_as_a_code() -> None:
    assert set(step_texts.STEPS) == set(Step)
    assert set(step_texts.PROMPTS) == set(PROMPTS)
    assert set(drawn_texts.FEATURES) == KEYS
    assert set(drawn_texts.TOPICS) == set(TOPICS)
    assert set(outcome_texts.REASONS) == set(Reason)
    assert set(outcome_texts.REVOCATIONS) == set(Revocation)
    assert set(outcome_texts.LEVELS) == set(get_args(Level))
    assert set(outcome_texts.DIFFERENCES) == set(Kind)


def test_states_have_german_names_and_germany_comes_first() -> None:
    states = dict(document_texts.states())
    assert next(iter(states)) == "D"
    assert (states["FRA"], states["POL"], states["UKR"]) == ("Frankreich", "Polen", "Ukraine")
    assert "DEU" not in states


def test_each_state_is_listed_once_under_the_code_of_its_documents() -> None:
    names = [name for _, name in document_texts.states()]
    assert len(names) == len(set(names))
    assert {"RKS", "YEM", "MMR"} <= set(dict(document_texts.states()))

"""Security features: enough of them for each type of document, each with a text, a drawing and a public source."""

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.domain.documents import Document, DocumentKind, DocumentType, Series, type_of
from identity.domain.features import FEATURES, KEYS, draw_features, fitting
from identity.domain.policy import Policy
from identity.entrypoints.texts.drawn_texts import FEATURES as TEXTS

PICTURES = Path(__file__).resolve().parents[3] / "services/identity/identity/entrypoints/static/features"
DOCUMENTS = st.builds(
    Document, st.sampled_from(DocumentKind), st.sampled_from(["D", "FRA", "USA"]), st.sampled_from(Series)
)


@pytest.mark.parametrize("kind", list(DocumentType))
def test_each_type_has_features_of_at_least_three_categories(kind: DocumentType) -> None:
    assert len({feature.category for feature in FEATURES if kind in feature.types}) >= 3
    assert sum(kind in feature.types for feature in FEATURES) >= 5


@given(DOCUMENTS, st.randoms())
def test_three_features_come_from_three_categories_and_are_on_this_document(document: Document, chance: Random) -> None:
    keys = draw_features(document, 3, chance)
    drawn = [feature for feature in FEATURES if feature.key in keys]
    assert len({feature.category for feature in drawn}) == 3
    assert all(type_of(document) in feature.types for feature in drawn)


def test_series_and_issuer_make_the_type() -> None:
    assert type_of(Document(DocumentKind.ID_CARD, "D")) is DocumentType.GERMAN_CARD
    assert type_of(Document(DocumentKind.ID_CARD, "D", Series.PREVIOUS)) is DocumentType.GERMAN_CARD_2010
    assert type_of(Document(DocumentKind.PASSPORT, "D", Series.PREVIOUS)) is DocumentType.GERMAN_PASSPORT_2007
    assert type_of(Document(DocumentKind.ID_CARD, "FRA", Series.PREVIOUS)) is DocumentType.EU_CARD
    assert type_of(Document(DocumentKind.PASSPORT, "USA")) is DocumentType.OTHER_PASSPORT


def test_a_card_of_2010_is_not_asked_for_the_flag_of_2021() -> None:
    old = {feature.key for feature in fitting(Document(DocumentKind.ID_CARD, "D", Series.PREVIOUS))}
    new = {feature.key for feature in fitting(Document(DocumentKind.ID_CARD, "D"))}
    assert old - new == {"no-eu-flag"}
    assert new - old == {"eu-flag"}


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.key)
def test_each_feature_has_a_text_a_drawing_of_our_own_and_a_public_source(feature: object) -> None:
    assert feature in FEATURES
    key = getattr(feature, "key", "")
    assert TEXTS[key][0]
    assert len(getattr(feature, "source", "")) > 15
    drawing = (PICTURES / f"{key}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 112 84"' in drawing
    assert set(re.findall(r"<(\w+)", drawing)) <= {"svg", "g", "rect", "path", "circle"}


def test_no_drawing_is_left_over_and_a_town_can_switch_a_feature_off() -> None:
    assert {file.stem for file in PICTURES.glob("*.svg")} == KEYS
    policy = Policy(version="test", wording={}, features_off=("hologram-portrait",))
    kept = fitting(Document(DocumentKind.ID_CARD, "D"), policy.features_off)
    assert "hologram-portrait" not in {feature.key for feature in kept}

"""What a text says of itself: its language, its title, where it was translated from."""

import pytest

from flows.extraction.document import Card, Source
from flows.extraction.language import parse_document
from flows.extraction.metadata import LanguageError, describe_document, identify_language

OTHERS = {
    "fr": "Le gouvernement devrait faciliter le commerce avec les pays voisins et réduire les droits de douane.",
    "es": "El Gobierno debería facilitar el comercio con los países vecinos y reducir los aranceles.",
    "id": "Pemerintah harus memudahkan perdagangan dengan negara tetangga dan menurunkan tarif bea masuk.",
    "zh": "政府应当便利与邻国的贸易并降低关税。" * 5,
    "ar": "ينبغي للحكومة تسهيل التجارة مع الدول المجاورة وخفض الرسوم الجمركية على المنتجات الزراعية.",
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_refused(language):
    with pytest.raises(LanguageError, match=f"'{language}'"):
        identify_language(Source("case", OTHERS[language]))


@pytest.mark.parametrize(
    "text",
    [
        "The ministry should lower tariffs on farm goods and simplify customs.",
        "Guangdong, Yinchuan, Ningxia, Hunan, Guangxi, Xinjiang, Urumqi, Kashgar and Yining took part.",
        "Zölle? 关税? Tariffs!",
        "",
    ],
)
def test_english_and_very_short_texts_are_read(text):
    assert identify_language(Source("case", text)) == "en"


def test_card_has_the_last_word():
    assert identify_language(Source("case", OTHERS["fr"], Card(language="en"))) == "en"


def test_text_tells_of_its_title_and_source():
    text = "# Clean **air**\n\nAir should be cleaner.\n\n(Translated from: The Daily Port)\n"
    told = describe_document(parse_document(Source("case", text)))
    assert (told.title, told.publisher, told.is_translation) == ("Clean air", "The Daily Port", True)

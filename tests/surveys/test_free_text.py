"""Open answers that may tell who somebody is are found; those about work stay."""

import importlib.util

import pandas as pd
import pytest

from owlib.errors import OwlibError
from owlib.surveys import free_text
from owlib.surveys.free_text import find_identifying, read_word_lists

TELLING = {
    "first name": "Vraag het Fatima maar",
    "first name that starts": "Sanne regelt dat altijd",
    "first name in small letters": "kees doet de planning",
    "first name in capitals": "VRAAG HET FATIMA MAAR",
    "first name with a possessive": "Door Sanne's vertrek is er minder ruimte",
    "compound first name": "met Anne-Marie werk ik graag",
    "ordinary word as a first name": "Vroeger werkte ik met Bloem samen",
    "title": "mevrouw Voorbeeld deed het rooster",
    "title and ordinary word": "Gevraagd aan mevrouw Vos",
    "title, small letters": "mevrouw jansen deed het rooster",
    "title and interfix, small letters": "meneer van der berg vindt dat ook",
    "short title": "dhr. Voorbeeld is mijn leidinggevende",
    "short title, small letters": "mw. jansen weet ervan",
    "two words of title": "de heer Voorbeeld",
    "learned title": "dr. Voorbeeld keurt het af",
    "surname that starts": "Jansen deed het rooster",
    "surname with an interfix": "Het rooster komt van De Vries",
    "ordinary word as a surname": "vraag het aan de Bruin",
    "surname with two interfixes": "Van der Berg weet het",
    "surname in small letters after a first name": "jan jansen weet het",
    "initial": "Zie J. Xandrix",
    "initials and interfix": "P.J. van der Voorbeeld weet het",
    "introduced": "Groet, Xandrix",
    "introduced as name": "mijn naam is Xandrix",
    "colleague": "mijn collega Xandrix is vertrokken",
    "mobile": "Bel 06-00000000",
    "mobile in pairs": "Bel 06 00 00 00 00",
    "mobile abroad": "+31 6 0000 0000",
    "landline": "010-0000000",
    "landline in brackets": "(010) 000 00 00",
    "e-mail": "naam@example.org",
    "e-mail spelt": "naam (at) example punt org",
    "handle": "volg @voorbeeld",
    "web address": "zie www.example.org",
    "web address with scheme": "https://example.org/ik",
    "domain": "alles staat op voorbeeld.nl",
    "bank account": "NL00 BANK 0000 0000 00",
    "citizen service number": "bsn 000000000",
    "citizen service number in groups": "000 000 000",
    "staff number": "mijn personeelsnummer is 12345",
    "long number": "zaak 0000000",
    "postcode": "wijk 0000 AA",
    "postcode in one": "0000AA",
    "postcode in small letters": "ik woon in 0000 xx",
    "street": "Voorbeeldstraat 1",
    "street in small letters": "ik woon voorbeeldlaan 12b",
    "road": "op de Voorbeeldweg 3",
    "square": "Voorbeeldplein 10",
    "date": "geboren 3-4-1980",
    "date with a short year": "geboren 03/04/80",
    "date the other way round": "1980-04-03",
    "date in words": "geboren op 3 april 1980",
    "day of a year": "sinds 3 april ben ik ziek",
}
PLAIN = (
    "",
    "Ik wil meer loon, minder diensten; 3 collega's ziek",
    "werk 32 uur sinds 2015",
    "Werk 32 uur sinds 2015 in de zorg",
    "Meer vrijheid",
    "MEER VRIJHEID EN MINDER REGELS",
    "Minder werkdruk, een beter rooster en meer waardering.",
    "Te weinig tijd voor cliënten",
    "Geen nachtdiensten meer. Wel weekenden.",
    "De CAO, de ORT en het pensioen",
    "Als zzp'er verdien ik 10% meer",
    "Contract van 24 uur, 8 uur per dag",
    "mevrouw kan niet alleen zijn",
    "Mijn collega is ziek, de andere collega komt niet",
    "1. rooster 2. salaris 3. rust",
    "onderweg 2 uur per dag",
    "Tussen 2010 en 2019 is er veel veranderd",
    "ik heb 3 jaar ervaring (1.500 uur)",
    "2 of 3 diensten per week",
    "Goede sfeer",
    "Zorg op maat; vaste gezichten",
    "Doel: samen beter",
    "€ 2.500,- per maand is te weinig",
    "Flexibel werken - ja, graag!",
    "Wensen van bewoners gaan voor",
    "24/7 bereikbaar zijn",
    "In 2019 of later",
    "Geen idee",
    "De jongen en de kleine groep",
    "A. meer loon B. minder regels",
    "In de regio van Utrecht en in Limburg",
    "n.v.t.",
)


@pytest.mark.parametrize("kind", TELLING)
def test_what_may_tell_who_somebody_is_is_found(kind):
    assert find_identifying(pd.Series([TELLING[kind]], dtype="str")).tolist() == [True]


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_about_work_stays(text):
    assert find_identifying(pd.Series([text], dtype="str")).tolist() == [False]


def test_each_text_keeps_its_place_and_index():
    texts = pd.Series(["Meer rust", "Bel 06-00000000", "", "Meer rust", "Bel 06-00000000"], index=[9, 3, 7, 1, 2])
    found = find_identifying(texts.astype("str"))
    assert found.to_dict() == {9: False, 3: True, 7: False, 1: False, 2: True}
    assert found.dtype == bool


def test_columns_without_texts_are_fine():
    assert find_identifying(pd.Series([], dtype="str")).tolist() == []
    assert find_identifying(pd.Series([None, "Meer rust"], dtype="str")).tolist() == [False, False]


def test_each_different_text_is_looked_at_once(monkeypatch):
    seen = []
    monkeypatch.setattr(free_text, "is_identifying", lambda text, _: bool(seen.append(text)))
    find_identifying(pd.Series(["a", "b"] * 1000, dtype="str"))
    assert sorted(seen) == ["a", "b"]


def test_long_texts_take_no_more_time_than_they_are_long():
    """Patterns with a way back would take hours here."""
    texts = ["a." * 50_000, "A. " * 30_000, "0 " * 50_000, "a-" * 50_000, "1" * 5 + " 2345" * 20_000, "x" * 200_000]
    assert len(find_identifying(pd.Series(texts, dtype="str"))) == 6


def test_without_the_lists_of_names_nothing_passes(monkeypatch):
    """No list must not mean no names."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    read_word_lists.cache_clear()
    with pytest.raises(OwlibError, match="deduce: expected this package"):
        find_identifying(pd.Series(["Meer rust"], dtype="str"))

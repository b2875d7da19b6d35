"""The tables that say how right the rows are."""

from schemas.base import Table, category, column, traits


@traits("corpus", "metric", extracted=False)
class Quality(Table):
    """One row a measured field of a table on a set of annotated texts: how often it is right."""

    corpus: str = column("The annotated texts that it was measured on.")
    metric: str = column("What was measured, in the scorer's words.")
    table_name: str = column("The table whose rows were measured.")
    field: str = column("The field of the table, or `row` for finding the row at all.")
    measure: str = category(
        ["f1", "accuracy"],
        "F1 of precision and recall for what must be found, accuracy for what is said of the rows found.",
    )
    precision: float = column(
        "Share of the rows found that are right; null for an accuracy.", nullable=True, ge=0, le=1
    )
    recall: float = column(
        "Share of the annotated rows that were found; null for an accuracy.", nullable=True, ge=0, le=1
    )
    value: float = column("The F1 or the accuracy.", ge=0, le=1)
    value_low: float = column("Lower end of the 95 % interval of `value` (bootstrap over documents).", ge=0, le=1)
    value_high: float = column("Upper end of that interval.", ge=0, le=1)
    n_annotated: int = column("Annotated rows that it rests on.", unit="row", ge=0)
    n_found: int = column("Rows that the extractor gave; null for an accuracy.", nullable=True, unit="row", ge=0)
    n_documents: int = column("Annotated documents.", unit="document", ge=0)
    extractor_version: str = column("Fingerprint of the extractor that was measured.")


@traits("table_name", "score_low", extracted=False)
class Reliability(Table):
    """One row a band of scores of a table: what the rows promised, and how many of them were right."""

    table_name: str = column("The table whose scores were checked.")
    score_low: float = column("Lower end of the band, inclusive.", ge=0, le=1)
    score_high: float = column("Upper end of the band.", ge=0, le=1)
    n_rows: int = column("Rows with a score in the band.", unit="row", ge=1)
    predicted: float = column("Their mean score.", ge=0, le=1)
    observed: float = column("The share of them that was right.", ge=0, le=1)

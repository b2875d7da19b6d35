"""The table exhibits."""

from schemas.base import DOC_ID, END, START, Grounded, column, key, offset, reference, traits


@traits("exhibit_id", surface="caption")
class Exhibits(Grounded):
    """One row a figure, table, chart, map or box, as its caption names it."""

    exhibit_id: str = key("Identifies the exhibit.")
    doc_id: str = reference("documents.doc_id", DOC_ID)
    label: str = column("What the caption calls it: Figure, Table, Chart, Box ...")
    number: str = column("Its number as it is printed.")
    caption: str = column("The caption as it is printed, label and number included, with white space collapsed.")
    n_references: int = column("How often the document's sentences name it.", unit="reference", ge=0)
    char_start: int = offset(START)
    char_end: int = offset(END)
